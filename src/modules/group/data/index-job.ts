export const INDEX_HISTORY_JOB = 'group:index-history';
export const INDEX_HISTORIES_JOB = 'group:index-histories';

/** One job at a time waits for a history. */
export const indexKey = (conversationId: string): string => `${INDEX_HISTORY_JOB}:${conversationId}`;
