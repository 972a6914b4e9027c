import { decodeJwt } from 'jose';
import { ACCESS_TOKEN_SECONDS, Tokens } from '#platform/auth/tokens.js';
import type { Api } from '../../support/api.js';

/** A token of somebody's session. */
export interface Pass {
  readonly token: string;
  /** When it runs out, in ms since 1970. */
  readonly until: number;
}

/** Somebody who is signed in, and gets tokens as short as they are wanted. */
export class Person {
  readonly personId: string;
  private sessionId: string;

  constructor(
    readonly name: string,
    { token = '' }: Api,
    private readonly tokenSecret: string,
  ) {
    const { sub = '', sid } = decodeJwt<{ sid: string }>(token);
    this.personId = sub;
    this.sessionId = sid;
  }

  /** From now on their tokens are those of this session. */
  enter(sessionId: string): void {
    this.sessionId = sessionId;
  }

  /** One that runs out in so many seconds, or has. */
  async pass(seconds: number): Promise<Pass> {
    const issuedAt = new Date(Date.now() + (seconds - ACCESS_TOKEN_SECONDS) * 1_000);
    const tokens = new Tokens(this.tokenSecret, { now: () => issuedAt });
    const { token, expiresAt } = await tokens.issueAccess(this.personId, this.sessionId);
    return { token, until: expiresAt.getTime() };
  }
}
