import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseGlobalId } from '#platform/graphql/relay.js';
import { importFile, MEMBER_HEADER, memberFile, startImport } from '../support/directory.js';
import { list } from '../support/members.js';
import { startServer, type TestServer } from '../support/server.js';
import { newMobile, organizationWithAdministrator, upload, type World } from '../support/world.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const organization = () => organizationWithAdministrator(server);

describe('a whole member file', () => {
  test('a cancelled import leaves whole batches, and the file again goes on from there', async () => {
    const own = await organization();
    const people = Array.from({ length: 6_000 }, (_, index) => ({
      姓名: 'A',
      帐号: `a${index}`,
      手机号: newMobile(),
    }));
    const release = await holdDirectory(own);
    const { id, ended } = await begin(own, memberFile(people));
    await own.admin.succeed(
      'mutation ($input: CancelOperationInput!) { cancelOperation(input: $input) { userErrors { code } } }',
      {
        input: { operationId: id },
      },
    );
    await release();
    expect(await ended()).toBe('CANCELLED');
    expect(await countMembers(own)).toBe(5_001);
    const created = await importFile(own, 'importMembers', memberFile(people), 'CREATED');
    expect(created).toMatchObject({ state: 'SUCCEEDED', succeeded: 6_000 });
    expect(created.rows[0]).toMatchObject({ line: 5_002 });
  });

  test('an import whose importer has lost the right meanwhile changes nothing', async () => {
    const own = await organization();
    const release = await holdDirectory(own);
    const { ended } = await begin(own, memberFile([{ 姓名: 'A', 帐号: 'a', 手机号: newMobile() }]));
    const setRoles = 'update member set roles = $2 where mobile = $1';
    await server.app.database.run(setRoles, [own.adminMobile, ['AUDITOR']]);
    await release();
    // Comes after the import, which waits for the directory already.
    const releaseAgain = await holdDirectory(own);
    await server.app.database.run(setRoles, [own.adminMobile, ['ADMINISTRATOR']]);
    await releaseAgain();
    expect(await ended()).toBe('FAILED: FORBIDDEN');
    expect(await list(own)).toHaveLength(1);
  });

  test('100,000 lines are imported in one go, and a repeated one is found across batches', async () => {
    const own = await organization();
    // What the planner knows is older than the import, as it is for a company that has just come.
    await server.app.database.run('alter table member set (autovacuum_enabled = off)');
    await server.app.database.run('alter table member_department set (autovacuum_enabled = off)');
    await server.app.database.run('analyze member, member_department');
    const lines = 100_000;
    const rows = [MEMBER_HEADER];
    for (let index = 0; index < lines - 1; index++) {
      rows.push(
        `员工${index},user${index},1971${String(index).padStart(7, '0')},u${index}@example.org,1,工程师,,0,${index},,,,0,`,
      );
    }
    rows.push('重复,repeated,19710000000,,1,,,,,,,,,');
    const imported = await importFile(own, 'importMembers', `${rows.join('\n')}\n`, 'FAILED');
    expect(imported).toMatchObject({ state: 'SUCCEEDED', total: lines, succeeded: lines - 1, failed: 1 });
    expect(imported.rows).toMatchObject([{ line: 100_001, code: 'DUPLICATE_MOBILE', reference: 'line 2' }]);
    expect(await countMembers(own)).toBe(lines);
  }, 120_000);
});

async function countMembers({ admin, organizationId }: World): Promise<number> {
  const { organization: found } = await admin.succeed<{ organization: { members: { totalCount: number } } }>(
    'query ($id: ID!) { organization(id: $id) { members(first: 1) { totalCount } } }',
    { id: organizationId },
  );
  return found.members.totalCount;
}

/** Changes the directory, and does not end until it is let go: whoever else wants to change it waits. */
async function holdDirectory({ organizationId }: World): Promise<() => Promise<void>> {
  const client = await server.app.database.pool.connect();
  await client.query('begin');
  await client.query(`select pg_advisory_xact_lock(hashtextextended('directory:' || $1, 0))`, [
    parseGlobalId(organizationId)?.id,
  ]);
  return async () => {
    await client.query('commit');
    client.release();
  };
}

type Watched = { operationProgress: { state: string; phase: string | null; failureCode: string | null } };

/** Starts an import and waits until it has read its file. `ended` waits for its end and tells how it ended. */
async function begin(
  { admin, organizationId }: World,
  body: string,
): Promise<{ id: string; ended: () => Promise<string> }> {
  const uploadId = await upload(admin, {
    purpose: 'DIRECTORY_MEMBERS',
    organizationId,
    fileName: 'file.csv',
    body,
  });
  const id = await startImport(admin, 'importMembers', { organizationId, uploadId });
  const WATCH = 'subscription ($id: ID!) { operationProgress(id: $id) { state phase failureCode } }';
  const reading = admin.subscribe<Watched>(WATCH, { id });
  await reading.until(({ operationProgress }) => operationProgress.phase === 'WRITING');
  await reading.close();
  return {
    id,
    async ended() {
      const ending = admin.subscribe<Watched>(WATCH, { id });
      const last = (await ending.all()).at(-1)?.operationProgress;
      await ending.close();
      return last?.failureCode ? `${last.state}: ${last.failureCode}` : (last?.state ?? 'nothing');
    },
  };
}
