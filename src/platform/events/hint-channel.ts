/** What a channel tells of what it hears. */
export interface HintListener {
  heard(message: string): void;
  /** It listens now. What was said before, since it last did, it has missed. */
  listening(): void;
  /** It hears nothing any more, and is trying to. */
  lost(): void;
}

/** Carries messages to every node that listens, the sender too. It may lose some, and says when it must have. */
export interface HintChannel {
  /** Rejects when the message cannot be sent now. */
  send(message: string): Promise<void>;
  /** Gives up a connection that seems to be dead, and makes a new one. */
  reconnect(): void;
  close(): Promise<void>;
}

/** Opens a channel, which goes on trying to connect until it is closed. */
export type OpenHintChannel = (listener: HintListener) => HintChannel;

/** All nodes of one deployment listen on the channel of this name. */
export const HINT_CHANNEL = 'assent_hint';

const RECONNECT_MS = [100, 200, 500, 1_000, 2_000];

/** How long to wait before the next try, after so many that failed. */
export function reconnectMs(failures: number): number {
  const longest = RECONNECT_MS.at(-1) ?? 0;
  return (RECONNECT_MS[failures] ?? longest) * (0.5 + Math.random() / 2);
}
