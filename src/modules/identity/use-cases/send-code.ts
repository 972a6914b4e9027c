import type { Sql } from '#platform/db/sql.js';
import type { CodeSecret } from './code-secret.js';

/** Brings a one-time code to its person. Throws when it could not: the job is tried again. */
export interface CodeSender {
  send(message: { readonly mobile: string; readonly code: string }): Promise<void>;
}

/** Sends a code that is still of use; sending one twice does no harm. */
export async function sendCode(sql: Sql, secret: CodeSecret, sender: CodeSender, id: string): Promise<void> {
  const row = await sql.row<{ mobile: string }>(
    'select mobile from sign_in_code where id = $1 and used_at is null and expires_at > assent_now()',
    [id],
  );
  if (row) await sender.send({ mobile: row.mobile, code: secret.codeFor(id) });
}
