import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import { newId } from '#kernel/ids.js';
import type { Connection } from '#platform/db/database.js';
import { startServer } from '../support/server.js';
import { newMobile } from '../support/world.js';

/** A code to send, whose job was taken a minute ago by the worker pool of this name. */
async function takenJob(client: pg.Client, pool: string): Promise<string> {
  const [id, mobile] = [newId(), newMobile()];
  await client.query(
    `insert into sign_in_code (id, mobile, code_hash, tries_left, expires_at, created_at)
     values ($1, $2, 'hash', 5, now() + interval '5 minutes', now())`,
    [id, mobile],
  );
  await client.query(`select graphile_worker.add_job('identity.send-code', $1::json)`, [
    JSON.stringify({ id }),
  ]);
  await client.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - interval '1 minute'
     where payload->>'id' = $2`,
    [pool, id],
  );
  return mobile;
}

test('a job of a process that is gone runs at the next start, and one of a process that lives stays its own', async () => {
  const taken: { gone?: string; living?: string } = {};
  let other: pg.Client | undefined;
  const through = async (real: Connection): Promise<Connection> => {
    other = new pg.Client({ ...real, ssl: false });
    await other.connect();
    await other.query(`select pg_advisory_lock(7236002, hashtext('pool-living'))`);
    taken.gone = await takenJob(other, 'pool-gone');
    taken.living = await takenJob(other, 'pool-living');
    return real;
  };
  await using server = await startServer({ through });
  while (!server.codes.has(taken.gone ?? '')) await setImmediate();
  expect(server.codes.has(taken.living ?? '')).toBe(false);
  const { rows } = await (other as pg.Client).query('select locked_by from graphile_worker._private_jobs');
  expect(rows).toContainEqual({ locked_by: 'pool-living' });
  await other?.end();
});
