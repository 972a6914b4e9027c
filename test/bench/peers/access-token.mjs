import { createHash } from 'node:crypto';
import { jwtVerify } from 'jose';

const RULES = {
  algorithms: ['HS256'],
  typ: 'at+jwt',
  issuer: 'assent',
  audience: 'assent-api',
  requiredClaims: ['sub', 'sid', 'exp'],
};

/** As long as the product takes a token that it has checked for good. */
const KNOWN_MS = 2_000;

/** Checks access tokens as the product does. Resolves to `{ personId, sessionId }`, or throws. */
export function accessTokens(secret) {
  const key = createHash('sha256').update(`access:${secret}`).digest();
  const known = new Map();
  return async (authorization) => {
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Error('nobody is signed in');
    const kept = known.get(token);
    if (kept && kept.until > performance.now()) return kept;
    const { payload } = await jwtVerify(token, key, RULES);
    const viewer = { personId: payload.sub, sessionId: payload.sid, until: performance.now() + KNOWN_MS };
    known.set(token, viewer);
    return viewer;
  };
}
