/** Signalled when a session ends before its time. */
export const sessionTopic = (sessionId: string): string => `session:${sessionId}`;
