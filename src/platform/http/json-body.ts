/** Of these types none can be sent by a foreign page without asking first, which is Apollo's rule against forgery. */
export const JSON_TYPE = /^application\/json(?: *; *charset="?utf-8"?)?$/i;

/** Names that change what an object is, perhaps written with escapes. */
const SUSPICIOUS = /__proto__|constructor|\\u00/;

/** What a body holds; undefined where it is no JSON, or holds what the routes look at more closely. */
export function plainJson(body: Buffer): unknown {
  const text = body.toString();
  if (SUSPICIOUS.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
