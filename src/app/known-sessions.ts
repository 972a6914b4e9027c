import { openSession, sessionTopic } from '#modules/identity/public.js';
import type { AccessClaims, Tokens } from '#platform/auth/tokens.js';
import type { Sql } from '#platform/db/sql.js';
import type { Hub } from '#platform/events/hub.js';
import type { Viewer } from '#platform/use-case/viewer.js';

export interface KnownSession {
  readonly viewer: Viewer;
  readonly claims: AccessClaims;
}

export interface KnownSessionsParts {
  readonly tokens: Tokens;
  readonly sql: Sql;
  readonly hub: Hub;
  /** E.164 numbers of those who decide registrations. */
  readonly reviewers: ReadonlySet<string>;
}

/** How long a session counts as open without another look: what a lost hint of its end can cost. */
const FRESH_MS = 2_000;
const KEPT_MAX = 10_000;

interface Kept extends KnownSession {
  readonly until: number;
}

/**
 * Whom tokens stand for. A session that ends is told to all nodes by a hint, and forgotten here at once; if that hint
 * is lost, it is looked at again within two seconds. So a client that calls often costs neither a check of its token's
 * signature nor a statement each time.
 */
export class KnownSessions {
  private readonly kept = new Map<string, Kept>();
  /** Sessions that are being looked at now; one that ends meanwhile is not kept. */
  private readonly looking = new Map<string, object>();

  constructor(private readonly parts: KnownSessionsParts) {
    parts.hub.onWake((topic) => this.forget(topic));
  }

  /** What is known of the token's session, from two seconds ago at most. Undefined for a token that is no good. */
  async recent(token: string): Promise<KnownSession | undefined> {
    const known = this.kept.get(token);
    if (known && known.until > performance.now()) {
      return this.parts.tokens.isCurrent(known.claims) ? known : undefined;
    }
    return this.look(token);
  }

  /** What the database says of the token's session now. Undefined for a token that is no good. */
  async look(token: string): Promise<KnownSession | undefined> {
    const { sql, reviewers } = this.parts;
    const claims = await this.claimsOf(token);
    if (!claims) return undefined;
    const { sessionId, personId } = claims;
    const look = {};
    this.looking.set(sessionId, look);
    try {
      const until = performance.now() + FRESH_MS;
      const open = await openSession(sql, sessionId);
      if (open?.personId !== personId) return undefined;
      const session = {
        claims,
        viewer: { personId, sessionId, reviewer: reviewers.has(open.mobile) },
        until,
      };
      if (this.looking.get(sessionId) === look) this.keep(token, session);
      return session;
    } finally {
      if (this.looking.get(sessionId) === look) this.looking.delete(sessionId);
    }
  }

  /** A signature that was good once is good until the token runs out. */
  private async claimsOf(token: string): Promise<AccessClaims | undefined> {
    const { tokens } = this.parts;
    const earlier = this.kept.get(token)?.claims;
    this.kept.delete(token);
    return earlier && tokens.isCurrent(earlier) ? earlier : tokens.verifyAccess(token);
  }

  private keep(token: string, session: Kept): void {
    this.kept.set(token, session);
    const [oldest] = this.kept.keys();
    if (oldest !== undefined && this.kept.size > KEPT_MAX) this.kept.delete(oldest);
  }

  /** Forgets the session of this topic; all of them where anything may have been missed. */
  private forget(topic: string | undefined): void {
    if (topic === undefined) {
      this.kept.clear();
      this.looking.clear();
      return;
    }
    if (!topic.startsWith(sessionTopic(''))) return;
    this.looking.delete(topic.slice(sessionTopic('').length));
    for (const [token, { claims }] of this.kept) {
      if (sessionTopic(claims.sessionId) === topic) this.kept.delete(token);
    }
  }
}
