import { createHash } from 'node:crypto';
import { jwtVerify } from 'jose';

const RULES = {
  algorithms: ['HS256'],
  typ: 'at+jwt',
  issuer: 'assent',
  audience: 'assent-api',
  requiredClaims: ['sub', 'sid', 'exp'],
};

/** Checks access tokens as the product does. Resolves to `{ personId, sessionId }`, or throws. */
export function accessTokens(secret) {
  const key = createHash('sha256').update(`access:${secret}`).digest();
  return async (authorization) => {
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Error('nobody is signed in');
    const { payload } = await jwtVerify(token, key, RULES);
    return { personId: payload.sub, sessionId: payload.sid };
  };
}
