import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { erase, untilErased } from '../support/erasure.js';
import { evidenceOf, fileOf } from '../support/evidence.js';
import { groupWorld } from '../support/group-world.js';
import { importMobiles } from '../support/groups.js';
import { untilWaiting, whileHeld } from '../support/locks.js';
import { mobileAt } from '../support/people.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, mutate, start } from '../support/upgrades.js';
import { upload } from '../support/world.js';

describe('files that may name an erased person', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** What there is of files that were sent, by what they are for, documents left out. */
  async function sent(): Promise<string[]> {
    const rows = await server.app.database.rows<{ purpose: string }>(
      `select purpose from upload where purpose <> 'REGISTRATION_DOCUMENT' order by purpose`,
    );
    return rows.map(({ purpose }) => purpose);
  }

  test('are removed with their import, also where that went wrong, or with the person where it never began', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const { admin, organizationId, sourceGroupId } = world;
    expect(await sent()).toEqual([]);
    const mobile = mobileAt(world, 1);
    const failed = await importMobiles(admin, sourceGroupId, `platformId,phone\np1,${mobile}`);
    expect(failed.state).toBe('FAILED');
    expect(await sent()).toEqual([]);
    const body = `platformId,mobile\np1,${mobile}`;
    await upload(admin, { purpose: 'DIRECTORY_MEMBERS', fileName: 'm.csv', organizationId, body });
    expect(await sent()).toEqual(['DIRECTORY_MEMBERS']);
    await erase(server, await server.signIn(mobile));
    expect(await sent()).toEqual([]);
    expect(
      await server.app.database.rows(`select id from upload where purpose = 'REGISTRATION_DOCUMENT'`),
    ).toHaveLength(1);
  });

  test('are not kept when they were begun before the erasure and end after it: a pack is made anew', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const upgradeId = await start(world);
    const mobile = mobileAt(world, 1);
    await answer(server, mobile, 'acceptInvitation');
    const before = await evidenceOf(world.admin, upgradeId);
    expect(fileOf(before.bytes, 'receipts.jsonl')).toContain(mobile);
    const person = await server.signIn(mobile);
    // What an erasure lets go of after the files.
    const late = 'select 1 from rate_window where subject = $1 for update';
    await whileHeld(server, late, [`code:${mobile}`], async (release) => {
      expect((await mutate(person, 'requestErasure', {})).userErrors).toEqual([]);
      await untilWaiting(server, 1);
      const exporting = evidenceOf(world.admin, upgradeId);
      await untilWaiting(server, 2);
      await release();
      await untilErased(server);
      const { bytes, report } = await exporting;
      expect(fileOf(bytes, 'receipts.jsonl')).not.toContain(mobile);
      expect(report.problems).toEqual([]);
    });
    expect(await server.app.database.rows('select id from download')).toHaveLength(1);
  });
});
