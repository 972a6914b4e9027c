import { createHash } from 'node:crypto';

/** So many texts have names; PostgreSQL keeps a plan for each of them on each connection. */
const NAMES_MAX = 500;

const names = new Map<string, string>();

/** The name under which a statement is prepared, made from its text; undefined where there are too many already. */
export function statementNameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= NAMES_MAX) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
  names.set(text, name);
  return name;
}
