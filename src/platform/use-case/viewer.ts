import type { Locale } from '#kernel/refusals.js';

/** Who is calling, as proved by an access token. */
export interface Viewer {
  readonly personId: string;
  readonly sessionId: string;
  /** Named by the server's configuration as one who decides registrations. */
  readonly reviewer: boolean;
}

/** From where and how a call came in. It goes into the audit entry. */
export interface Origin {
  readonly requestId: string;
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
  /** In which language the call is answered. The server's own work has none. */
  readonly locale?: Locale;
}

/** One call of a use case. */
export interface Call {
  readonly viewer: Viewer | undefined;
  readonly origin: Origin;
  readonly idempotencyKey: string | undefined;
}

export const ANONYMOUS = 'anonymous';

/** Who an idempotency key belongs to. */
export function actorOf(viewer: Viewer | undefined): string {
  return viewer?.personId ?? ANONYMOUS;
}
