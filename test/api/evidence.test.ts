import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import {
  DOWNLOAD,
  type Download,
  evidenceOf,
  exported,
  fetched,
  fileOf,
  linesOf,
} from '../support/evidence.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { member } from '../support/members.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, cutOver, mutate, start } from '../support/upgrades.js';
import { organizationWithAdministrator } from '../support/world.js';

/** Starts an upgrade in which the owner and the first person say yes and the second says no. Returns its id. */
async function answered(server: TestServer, world: GroupWorld): Promise<string> {
  const upgradeId = await start(world);
  const [owner, yes, no] = world.people;
  for (const person of [owner, yes]) await answer(server, person?.mobile ?? '', 'acceptInvitation');
  await answer(server, no?.mobile ?? '', 'declineInvitation');
  return upgradeId;
}

const EXPORT =
  'mutation ($input: ExportEvidenceInput!) { exportEvidence(input: $input) { operation { id } userErrors { code } } }';

describe('the evidence of an upgrade', () => {
  let server: TestServer;
  let world: GroupWorld;
  let upgradeId: string;
  beforeAll(async () => {
    server = await startServer();
    world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'NO_ACCOUNT']);
    upgradeId = await answered(server, world);
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: upgradeId });
    expect((await cutOver(world.admin, upgradeId)).userErrors).toEqual([]);
  });
  afterAll(() => server.stop());

  test('verifies without the server, by the key that the server tells', async () => {
    const auditor = await member(server, world, ['AUDITOR']);
    const { bytes, report } = await evidenceOf(auditor.api, upgradeId);
    expect(report.problems).toEqual([]);
    expect(report.verified).toBe(true);
    expect(report.checks.find(({ name }) => name === 'consent')?.detail).toContain('2 included');
    expect(
      linesOf(bytes, 'roster.jsonl').map((row) => [row['platformId'], row['state'], row['exclusionReason']]),
    ).toEqual([
      ['owner', 'INCLUDED', null],
      ['p1', 'INCLUDED', null],
      ['p2', 'EXCLUDED', 'DECLINED'],
      ['p3', 'EXCLUDED', 'NO_ACCOUNT'],
    ]);
    expect(linesOf(bytes, 'receipts.jsonl')).toHaveLength(3);
    expect(fileOf(bytes, 'VERIFY.md')).toContain('node verify-evidence.mjs');

    const index = Math.floor(bytes.length / 3);
    bytes[index] = (bytes[index] ?? 0) ^ 0x20;
    const { verifyEvidence, bytesSource } =
      await import('../../src/modules/evidence/verifier/verify-evidence.mjs');
    expect((await verifyEvidence(bytesSource(bytes))).verified).toBe(false);
  });

  test('shows the audit entries about the upgrade and of all others only that they were', async () => {
    const { bytes, report } = await evidenceOf(world.admin, upgradeId);
    expect(report.problems).toEqual([]);
    const links = linesOf(bytes, 'audit.jsonl');
    const shown = links.flatMap(({ entry }) => (entry ? [entry as Record<string, unknown>] : []));
    expect(new Set(shown.map(({ subjectType }) => subjectType))).toEqual(
      new Set(['SourceGroup', 'RosterEntry', 'GroupUpgrade', 'Invitation']),
    );
    expect(shown.map(({ command }) => command)).toEqual(
      expect.arrayContaining([
        'startGroupUpgrade',
        'acceptInvitation',
        'declineInvitation',
        'cutOverGroupUpgrade',
        'exportEvidence',
      ]),
    );
    const hidden = links.filter(({ entry }) => !entry);
    expect(hidden.length).toBeGreaterThan(0);
    for (const link of hidden) expect(Object.keys(link)).toEqual(['sequence', 'hidden']);
  });

  test('does not verify when a stored answer was changed before it was packed', async () => {
    await server.app.database.run(
      `update receipt set answer = 'WITHDRAWN' where answer = 'DECLINED' and group_upgrade_id = $1`,
      [localId('GroupUpgrade', upgradeId)],
    );
    try {
      const { report } = await evidenceOf(world.admin, upgradeId);
      expect(report.problems[0]).toMatch(/receipts.jsonl: receipt .*its digest is wrong/);
    } finally {
      await server.app.database.run(
        `update receipt set answer = 'DECLINED' where answer = 'WITHDRAWN' and group_upgrade_id = $1`,
        [localId('GroupUpgrade', upgradeId)],
      );
    }
  });

  test('is exported of an upgrade that is still open, as it stands', async () => {
    const open = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'UNKNOWN_MOBILE']);
    const id = await answered(server, open);
    const { bytes, report } = await evidenceOf(open.admin, id);
    expect(report.problems).toEqual([]);
    expect(JSON.parse(fileOf(bytes, 'upgrade.json'))).toMatchObject({
      state: 'INVITING',
      reasons: { blocked: { UNKNOWN_MOBILE: 1 }, excluded: {} },
    });
  });

  test('is for administrators and auditors of the organization alone', async () => {
    const input = { input: { groupUpgradeId: upgradeId } };
    const other = await member(server, world, ['GROUP_ADMINISTRATOR']);
    expect(await other.api.errorCodes(EXPORT, input)).toEqual(['FORBIDDEN']);
    const stranger = await organizationWithAdministrator(server);
    expect(await stranger.admin.errorCodes(EXPORT, input)).toEqual(['NOT_FOUND']);
    expect(await server.api.errorCodes(EXPORT, input)).toEqual(['UNAUTHENTICATED']);
  });

  test('fails where an audit entry is not as it was entered', async () => {
    const broken = await groupWorld(server, ['ACTIVATED']);
    const id = await start(broken);
    await server.app.database.run(
      `update audit_entry set details = '{}' where subject_id = $1 and command = 'startGroupUpgrade'`,
      [localId('GroupUpgrade', id)],
    );
    await expect(exported(broken.admin, id)).rejects.toThrow('AUDIT_CHAIN_BROKEN');
    expect(
      await server.app.database.rows('select id from download where organization_id = $1', [
        localId('Organization', broken.organizationId),
      ]),
    ).toEqual([]);
  });

  describe('as a download', () => {
    test('has the bytes and the digest that are told, under a name', async () => {
      const download = await exported(world.admin, upgradeId);
      const response = await fetch(download.url);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(response.headers.get('content-type')).toBe('application/zip');
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${download.fileName}"`);
      expect(response.headers.get('content-length')).toBe(String(download.bytes));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(download.sha256);
      expect(download).toMatchObject({ purpose: 'EVIDENCE_PACK', contentType: 'application/zip' });
    });

    const READ = `query ($id: ID!) { download(id: $id) { ${DOWNLOAD} } }`;

    test('is read again by who asked for it and by nobody else, and not once their role is gone', async () => {
      const auditor = await member(server, world, ['AUDITOR']);
      const { id } = await exported(auditor.api, upgradeId);
      const again = await auditor.api.succeed<{ download: Download }>(READ, { id });
      expect((await fetched(again.download)).length).toBe(again.download.bytes);
      expect(await world.admin.errorCodes(READ, { id })).toEqual(['NOT_FOUND']);
      await mutate(world.admin, 'assignMemberRoles', { memberId: auditor.id, roles: [] });
      expect(await auditor.api.errorCodes(READ, { id })).toEqual(['FORBIDDEN']);
    });

    test('refuses a URL that was tampered with', async () => {
      const { url } = await exported(world.admin, upgradeId);
      const changed = new URL(url);
      changed.searchParams.set('expires', String(Number(changed.searchParams.get('expires')) + 60));
      const unsigned = new URL(url);
      unsigned.searchParams.delete('signature');
      const other = url.replace(/downloads\/[0-9a-f]{4}/, 'downloads/0000');
      for (const wrong of [changed, unsigned, other, url.replace('/downloads/', '/downloads/x')]) {
        const response = await fetch(wrong);
        expect([response.status, (await response.text()).includes('FORBIDDEN')]).toEqual([403, true]);
      }
    });
  });
});

describe('a download in time', () => {
  test('its URL works for a quarter of an hour, itself for a week, and then it is removed', async () => {
    await using server = await startServer();
    const world = await groupWorld(server, ['ACTIVATED']);
    const download = await exported(world.admin, await start(world));
    await server.travel('14 minutes');
    expect((await fetch(download.url)).status).toBe(200);
    await server.travel('15 minutes');
    expect((await fetch(download.url)).status).toBe(410);
    const READ = `query ($id: ID!) { download(id: $id) { ${DOWNLOAD} } }`;
    const again = await world.admin.succeed<{ download: Download }>(READ, { id: download.id });
    expect((await fetch(again.download.url)).status).toBe(200);
    await server.travel('7 days');
    expect(await world.admin.errorCodes(READ, { id: download.id })).toEqual(['NOT_FOUND']);
    const { database } = server.app;
    await database.run(`select graphile_worker.add_job('operation:remove-expired-uploads')`);
    for (let left = 1; left > 0;) left = (await database.rows('select id from download')).length;
    expect(await database.rows('select download_id from download_chunk')).toEqual([]);
  });

  test('twenty at most are kept for one person', async () => {
    await using server = await startServer();
    const world = await groupWorld(server, ['ACTIVATED']);
    const upgradeId = await start(world);
    await exported(world.admin, upgradeId);
    await server.app.database.run(
      `insert into download (id, organization_id, person_id, purpose, file_name, content_type, expires_at, created_at)
       select gen_random_uuid(), organization_id, person_id, purpose, file_name, content_type, expires_at, created_at
       from download, generate_series(1, 19)`,
    );
    const refused = await mutate(world.admin, 'exportEvidence', { groupUpgradeId: upgradeId });
    expect(refused.userErrors).toMatchObject([{ code: 'TOO_MANY_DOWNLOADS', retryable: true }]);
  });
});
