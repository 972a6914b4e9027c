import type { Viewer } from '../use-case/viewer.js';

/** What a selection shows of something. */
export interface Shown {
  /** The `payload` of a message, as JSON. */
  readonly payload: Buffer;
  /** Whether the viewer was looked at on the way; if not, everybody with this selection is shown the same. */
  readonly personal: boolean;
}

/** One subscription: who watches, through which selection, and how to reach them. */
export interface Seat {
  readonly viewer: Viewer | undefined;
  /** Equal for seats with the same document, operation, variables and language. */
  readonly selection: string;
  /** Makes what this seat sees of `root`. */
  show(root: unknown): Promise<Shown>;
  /** Hands a message to the transport. */
  send(payload: Buffer): void;
  /** Whether so much waits to be sent that no more should be. */
  readonly congested: boolean;
  /** Calls back once when it is not congested any more. */
  onceDrained(listener: () => void): void;
  /** Ends the subscription, with the error that the client is told. */
  end(error?: unknown): void;
  /** Closes the connection of one who reads too slowly; they can come back and go on. */
  drop(): void;
}

/** Equal for seats of the same session, which is one person's. */
export function viewerKey({ viewer }: Seat): string {
  return viewer?.sessionId ?? '';
}
