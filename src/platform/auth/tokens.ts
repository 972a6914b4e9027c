import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '#kernel/clock.js';

const ISSUER = 'assent';
const AUDIENCE = 'assent-api';
const TYPE = 'at+jwt';
const ALGORITHM = 'HS256';
/** An access token is short-lived, for it is not looked up; its session is. In seconds. */
export const ACCESS_TOKEN_SECONDS = 600;

export interface AccessClaims {
  readonly personId: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/**
 * Access tokens (JWT, RFC 9068 type `at+jwt`, HS256; issuer, audience, type and algorithm are all checked) and
 * refresh tokens. A refresh token is `session.generation.mac`: nothing secret of it needs to be stored, and an
 * idempotent repetition of a sign-in yields the same one.
 */
export class Tokens {
  private readonly accessKey: Uint8Array;
  private readonly refreshKey: Buffer;

  constructor(
    secret: string,
    private readonly clock: Clock,
  ) {
    this.accessKey = createHash('sha256').update(`access:${secret}`).digest();
    this.refreshKey = createHash('sha256').update(`refresh:${secret}`).digest();
  }

  async issueAccess(personId: string, sessionId: string): Promise<{ token: string; expiresAt: Date }> {
    const now = Math.floor(this.clock.now().getTime() / 1_000);
    const expires = now + ACCESS_TOKEN_SECONDS;
    const token = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(personId)
      .setIssuedAt(now)
      .setExpirationTime(expires)
      .sign(this.accessKey);
    return { token, expiresAt: new Date(expires * 1_000) };
  }

  /** The claims of a token that this server issued and that is still valid, else undefined. */
  async verifyAccess(token: string): Promise<AccessClaims | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.accessKey, {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'sid', 'exp'],
        currentDate: this.clock.now(),
      });
      const { sub, sid, exp } = payload;
      if (typeof sub !== 'string' || typeof sid !== 'string' || exp === undefined) return undefined;
      return { personId: sub, sessionId: sid, expiresAt: new Date(exp * 1_000) };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  /** Whether claims that were verified before have not run out since. */
  isCurrent({ expiresAt }: AccessClaims): boolean {
    const seconds = Math.floor(this.clock.now().getTime() / 1_000);
    return expiresAt.getTime() > seconds * 1_000;
  }

  /** For how long they still count, in ms. */
  timeLeft({ expiresAt }: AccessClaims): number {
    return Math.max(0, expiresAt.getTime() - this.clock.now().getTime());
  }

  refreshToken(sessionId: string, generation: number): string {
    return `${sessionId}.${generation}.${this.mac(sessionId, generation)}`;
  }

  /** What a refresh token says, if this server made it. Whether it is the newest is the session's to know. */
  readRefreshToken(token: string): { sessionId: string; generation: number } | undefined {
    const [sessionId, generationText, mac, ...rest] = token.split('.');
    if (!sessionId || !mac || rest.length > 0 || !/^\d{1,9}$/.test(generationText ?? '')) return undefined;
    const generation = Number(generationText);
    const expected = Buffer.from(this.mac(sessionId, generation));
    const given = Buffer.from(mac);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return { sessionId, generation };
  }

  private mac(sessionId: string, generation: number): string {
    return createHmac('sha256', this.refreshKey).update(`${sessionId}.${generation}`).digest('base64url');
  }
}
