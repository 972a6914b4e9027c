import type { PoolClient } from 'pg';
import type { TestServer } from './server.js';

/** Statements of the server's own that may come at any moment: its jobs, and the hints of what was done before. */
const isBeside = (text: string): boolean =>
  text.includes('pg_notify') || (text.includes('graphile_worker') && !text.includes('add_job'));

/** The statements that are run while `work` runs. Let no job be under way that would add its own. */
export async function statementsOf(server: TestServer, work: () => Promise<unknown>): Promise<string[]> {
  const { pool } = server.app.database;
  const statements: string[] = [];
  const restore = new Map<PoolClient, () => void>();
  const listen = (client: PoolClient): void => {
    if (restore.has(client)) return;
    const before = client.query;
    client.query = ((...args: Parameters<typeof before>) => {
      const [first] = args as unknown[];
      const text = typeof first === 'string' ? first : ((first as { text?: string }).text ?? '');
      if (!isBeside(text)) statements.push(text);
      return before.apply(client, args);
    }) as typeof before;
    restore.set(client, () => {
      client.query = before;
    });
  };
  pool.on('acquire', listen);
  try {
    await work();
  } finally {
    pool.off('acquire', listen);
    for (const undo of restore.values()) undo();
  }
  return statements;
}
