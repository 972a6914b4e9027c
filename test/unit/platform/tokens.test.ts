import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { SignJWT, UnsecuredJWT } from 'jose';
import { newId } from '#kernel/ids.js';
import { ACCESS_TOKEN_SECONDS, Tokens } from '#platform/auth/tokens.js';

const SECRET = 'a secret of these tests, 32 characters at least';
const NOW = Date.parse('2026-11-20T08:00:00Z');
const tokensAt = (ms: number, secret = SECRET): Tokens => new Tokens(secret, { now: () => new Date(ms) });
const [person, session] = [newId(), newId()];

/** A token that is good but for what is replaced. */
async function forged(change: { claims?: object; header?: object; key?: Uint8Array }): Promise<string> {
  const seconds = NOW / 1_000;
  const claims = {
    sid: session,
    iss: 'assent',
    aud: 'assent-api',
    sub: person,
    iat: seconds,
    exp: seconds + 60,
    ...change.claims,
  };
  const key = change.key ?? createHash('sha256').update(`access:${SECRET}`).digest();
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...change.header }).sign(key);
}

describe('an access token', () => {
  test('says who it is for until it runs out, and not at that second', async () => {
    const { token, expiresAt } = await tokensAt(NOW).issueAccess(person, session);
    expect(expiresAt.getTime() - NOW).toBe(ACCESS_TOKEN_SECONDS * 1_000);
    expect(await tokensAt(expiresAt.getTime() - 1_000).verifyAccess(token)).toMatchObject({
      personId: person,
      sessionId: session,
    });
    expect(await tokensAt(expiresAt.getTime()).verifyAccess(token)).toBeUndefined();
  });

  test('that this file can forge with nothing changed is good: the refusals below are for what they change', async () => {
    expect(await tokensAt(NOW).verifyAccess(await forged({}))).toMatchObject({ personId: person });
  });

  const unsecured = new UnsecuredJWT({ sid: session, sub: person })
    .setIssuer('assent')
    .setAudience('assent-api');
  test.each<[string, () => Promise<string> | string]>([
    ['is for another audience', () => forged({ claims: { aud: 'somebody-else' } })],
    ['comes from another issuer', () => forged({ claims: { iss: 'somebody-else' } })],
    ['has another type', () => forged({ header: { typ: 'JWT' } })],
    ['has run out', () => forged({ claims: { exp: NOW / 1_000 } })],
    ['never runs out', () => forged({ claims: { exp: undefined } })],
    ['names no session', () => forged({ claims: { sid: undefined } })],
    ['names no person', () => forged({ claims: { sub: undefined } })],
    [
      'is signed with another secret',
      () => forged({ key: createHash('sha256').update('access:other').digest() }),
    ],
    [
      'is signed with another algorithm',
      () => forged({ header: { alg: 'HS512' }, key: Buffer.alloc(64, 1) }),
    ],
    ['is signed with none', () => unsecured.setExpirationTime(NOW / 1_000 + 60).encode()],
    ['is the refresh token', () => tokensAt(NOW).refreshToken(session, 1)],
    ['is garbage', () => 'garbage'],
  ])('that %s is refused', async (_what, make) => {
    expect(await tokensAt(NOW).verifyAccess(await make())).toBeUndefined();
  });
});

describe('a refresh token', () => {
  test('says its session and generation', () => {
    const tokens = tokensAt(NOW);
    expect(tokens.readRefreshToken(tokens.refreshToken(session, 7))).toEqual({
      sessionId: session,
      generation: 7,
    });
  });

  test('of which any part was changed is refused', () => {
    const tokens = tokensAt(NOW);
    const [id, generation, mac] = tokens.refreshToken(session, 7).split('.');
    for (const bad of [
      `${newId()}.${generation}.${mac}`,
      `${id}.8.${mac}`,
      `${id}.7.${'A'.repeat(43)}`,
      `${id}.7`,
      '',
    ]) {
      expect(tokens.readRefreshToken(bad)).toBeUndefined();
    }
  });
});
