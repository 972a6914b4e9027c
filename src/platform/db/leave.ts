import type { Socket } from 'node:net';
import type pg from 'pg';

/** How long the server may take to answer a goodbye. */
const GOODBYE_MS = 1_000;

/** Ends a connection, also one whose other end is gone and answers nothing. Never rejects. */
export async function leave(client: pg.Client): Promise<void> {
  const timer = setTimeout(() => socketOf(client).destroy(), GOODBYE_MS);
  await client.end().catch(() => undefined);
  clearTimeout(timer);
}

/** The bytes under a client, which the types of `pg` do not tell of. */
export function socketOf(client: pg.ClientBase): Socket {
  return (client as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream;
}
