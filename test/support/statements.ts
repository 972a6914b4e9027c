import pg from 'pg';
import type { TestServer } from './server.js';

/**
 * Statements that may come at any moment or not: of the server's jobs, of the hints of what was done before, and of
 * who is signed in, which is known for a while.
 */
const isBeside = (text: string): boolean =>
  text.includes('pg_notify') ||
  (text.includes('graphile_worker') && !text.includes('add_job')) ||
  text.includes('from session ');

/**
 * The statements that are run while `work` runs, on whichever connection. Let no job be under way that would add its
 * own, and no other server.
 */
export async function statementsOf(server: TestServer, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const pool = server.app.database.pool as unknown as { readonly Client: typeof pg.Client };
  const restore = [...new Set([pool.Client.prototype, pg.Client.prototype])].map((prototype) => {
    const before = prototype.query;
    prototype.query = function (this: pg.Client, ...args: unknown[]) {
      const [first] = args;
      const text = typeof first === 'string' ? first : ((first as { text?: string }).text ?? '');
      if (!isBeside(text)) statements.push(text);
      return Reflect.apply(before, this, args) as unknown;
    } as typeof before;
    return () => {
      prototype.query = before;
    };
  });
  try {
    await work();
  } finally {
    for (const undo of restore) undo();
  }
  return statements;
}
