import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { sampleGroup } from '#demo/sample/sample-group.js';
import { exclusionReasons } from '#modules/upgrade/domain/states.js';
import type { Api } from '../support/api.js';
import { evidenceOf, linesOf, offline } from '../support/evidence.js';
import { runOperation } from '../support/group-world.js';
import { decide } from '../support/organizations.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, accountOf, cutOver, invitationOf, mutate } from '../support/upgrades.js';
import { newMobile, organizationWithAdministrator, upload } from '../support/world.js';

/*
 * One group through everything that can happen to it, until every reason of exclusion has occurred: the real group of
 * ../shared/data where it is there, else a made-up one of the same make.
 */

interface Files {
  readonly group: string;
  readonly departments: string;
  readonly directory: string;
  readonly mobiles: string;
}

function readFiles(): Files {
  const at = (name: string): URL => new URL(`../../../shared/data/openbsd-daily.${name}`, import.meta.url);
  if (!existsSync(at('chatlab.jsonl'))) {
    const sample = sampleGroup(7, { members: 300, messages: 2_000 });
    const { departmentsCsv: departments, directoryCsv: directory, mobilesCsv: mobiles } = sample;
    return { group: [...sample.chatLab()].join('\n'), departments, directory, mobiles };
  }
  const read = (name: string): string => readFileSync(at(name), 'utf8');
  return {
    group: read('chatlab.jsonl'),
    departments: read('departments.csv'),
    directory: read('directory.csv'),
    mobiles: read('mobiles.csv'),
  };
}

interface Person {
  readonly platformId: string;
  /** E.164. */
  readonly mobile: string;
}

const files = readFiles();
const lines = files.group.split('\n').filter((line) => line.startsWith('{'));
const roster = lines.filter((line) => line.includes('"_type":"member"'));
const ownerId = (JSON.parse(lines[0] ?? '{}') as { meta: { ownerId: string } }).meta.ownerId;
const e164 = (mobile: string): string => (mobile.startsWith('+') ? mobile : `+86${mobile}`);

/** Those of the group who have an account, in the order of the roster; the owner first. */
function peopleWithAccount(): Person[] {
  const mobiles = parse<{ platformId: string; mobile: string }>(files.mobiles, { columns: true, bom: true });
  const accounts = new Set(
    parse<Record<string, string>>(files.directory, { columns: true, bom: true }).map((row) => row['手机号']),
  );
  return mobiles
    .filter(({ mobile }) => accounts.has(mobile))
    .map(({ platformId, mobile }) => ({ platformId, mobile: e164(mobile) }))
    .toSorted((a, b) => Number(b.platformId === ownerId) - Number(a.platformId === ownerId));
}

/** The room of a group whose organization's verification has run out, and some more who want to join. */
const ROOM = 200;
const TOO_MANY = 3;

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

class Life {
  private constructor(
    readonly admin: Api,
    readonly organizationId: string,
    readonly sourceGroupId: string,
    readonly groupUpgradeId: string,
  ) {}

  /** Founds the company, lets its verification run out, brings everybody in and asks them. */
  static async begin(owner: Person): Promise<Life> {
    const { organizationId } = await organizationWithAdministrator(server, { mobile: owner.mobile });
    await server.travel('366 days');
    const admin = await server.signIn(owner.mobile);
    const bring = async (
      purpose: string,
      mutation: string,
      body: string,
      more = {},
    ): Promise<string | null> => {
      const uploadId = await upload(admin, { purpose, organizationId, fileName: 'file', body });
      return runOperation(admin, mutation, { organizationId, uploadId, ...more });
    };
    await bring('DIRECTORY_DEPARTMENTS', 'importDepartments', files.departments);
    await bring('DIRECTORY_MEMBERS', 'importMembers', files.directory);
    const sourceGroupId = (await bring('GROUP_EXPORT', 'importSourceGroup', files.group)) ?? '';
    const uploadId = await upload(admin, {
      purpose: 'GROUP_MOBILES',
      organizationId,
      fileName: 'mobiles.csv',
      body: files.mobiles,
    });
    await runOperation(admin, 'importSourceGroupMobiles', { sourceGroupId, uploadId });
    const started = await mutate<{ groupUpgrade: { id: string } | null }>(
      admin,
      'startGroupUpgrade',
      { sourceGroupId, coolingOffHours: 0 },
      'groupUpgrade { id }',
    );
    expect(started.userErrors).toEqual([]);
    return new Life(admin, organizationId, sourceGroupId, started.groupUpgrade?.id ?? '');
  }

  async done(name: string, input: Record<string, unknown>): Promise<void> {
    expect((await mutate(this.admin, name, input)).userErrors).toEqual([]);
  }

  /** A later export of the group in which somebody is missing. */
  async exportWithout({ platformId }: Person): Promise<void> {
    const header = JSON.parse(lines[0] ?? '{}') as { chatlab: { exportedAt: number } };
    header.chatlab.exportedAt += 86_400;
    const rest = lines
      .slice(1)
      .filter((line) => !line.includes('"_type":"member"') || !line.includes(`"platformId":"${platformId}"`));
    const uploadId = await upload(this.admin, {
      purpose: 'GROUP_EXPORT',
      organizationId: this.organizationId,
      fileName: 'later.jsonl',
      body: [JSON.stringify(header), ...rest].join('\n'),
    });
    await runOperation(this.admin, 'importSourceGroup', { organizationId: this.organizationId, uploadId });
  }

  async rosterEntryOf({ platformId }: Person): Promise<string> {
    for (let after: string | null = null; ;) {
      const data: RosterPage = await this.admin.succeed<RosterPage>(
        `query ($id: ID!, $after: String) { sourceGroup(id: $id) { roster(first: 100, after: $after) {
          edges { node { id platformId } } pageInfo { endCursor hasNextPage } } } }`,
        { id: this.sourceGroupId, after },
      );
      const { edges, pageInfo } = data.sourceGroup.roster;
      const found = edges.find(({ node }) => node.platformId === platformId);
      if (found) return found.node.id;
      if (!pageInfo.hasNextPage) throw new Error(`${platformId} is not on the roster`);
      after = pageInfo.endCursor;
    }
  }

  async outcome(): Promise<Outcome> {
    const data = await this.admin.succeed<{ groupUpgrade: Outcome }>(
      `query ($id: ID!) { groupUpgrade(id: $id) { state
        progress { total included excluded excludedByReason { reason count } }
        enterpriseGroup { id state members(first: 1) { totalCount } historyProof { messageCount digest } }
        sourceGroup { state historyProof { messageCount digest } } } }`,
      { id: this.groupUpgradeId },
    );
    return data.groupUpgrade;
  }
}

interface RosterPage {
  sourceGroup: {
    roster: {
      edges: { node: { id: string; platformId: string } }[];
      pageInfo: { endCursor: string | null; hasNextPage: boolean };
    };
  };
}

interface Outcome {
  state: string;
  progress: {
    total: number;
    included: number;
    excluded: number;
    excludedByReason: { reason: string; count: number }[];
  };
  enterpriseGroup: {
    id: string;
    state: string;
    members: { totalCount: number };
    historyProof: { messageCount: number; digest: string };
  };
  sourceGroup: { state: string; historyProof: { messageCount: number; digest: string } };
}

/** Signs somebody in and lets them say yes. */
async function joins(mobile: string): Promise<Api> {
  const api = await server.signIn(mobile);
  const { id } = await invitationOf(api);
  expect((await accept(api, id)).userErrors).toEqual([]);
  return api;
}

describe('the full life of a group', () => {
  test('has an outcome for everybody on its roster, and every reason of exclusion in it', async () => {
    const [owner, declined, withdrawn, silent, disabled, left, moved, gone, removed, abroad, ...others] =
      peopleWithAccount();
    if (
      !owner ||
      !declined ||
      !withdrawn ||
      !silent ||
      !disabled ||
      !left ||
      !moved ||
      !gone ||
      !removed ||
      !abroad
    )
      throw new Error('the group is too small');
    const life = await Life.begin(owner);
    const { admin, organizationId, groupUpgradeId } = life;

    // Somebody whose number is a foreign one, known by hand.
    const foreign = '+85261234567';
    const rosterEntryId = await life.rosterEntryOf(abroad);
    await life.done('createMember', { organizationId, name: 'Abroad', userId: 'abroad', mobile: foreign });
    await life.done('matchRosterEntry', { rosterEntryId, mobile: foreign });

    const apis = new Map<Person, Api>();
    for (const person of [withdrawn, disabled, left, moved, gone, removed])
      apis.set(person, await joins(person.mobile));
    await joins(foreign);
    const no = await server.signIn(declined.mobile);
    expect(
      (await mutate(no, 'declineInvitation', { invitationId: (await invitationOf(no)).id })).userErrors,
    ).toEqual([]);
    await server.signIn(silent.mobile);
    for (const person of others.slice(0, ROOM + TOO_MANY - 1)) await joins(person.mobile);
    const { id: own } = await invitationOf(admin);
    expect((await accept(admin, own)).userErrors).toEqual([]);

    const apiOf = (person: Person): Api => {
      const api = apis.get(person);
      if (!api) throw new Error(`${person.platformId} has not signed in`);
      return api;
    };
    const back = await mutate(apiOf(withdrawn), 'withdrawAcceptance', {
      invitationId: (await invitationOf(apiOf(withdrawn))).id,
    });
    expect(back.userErrors).toEqual([]);
    await life.done('disableMember', { memberId: await accountOf(apiOf(disabled)) });
    await life.done('removeMember', { memberId: await accountOf(apiOf(left)) });
    await life.done('updateMember', { memberId: await accountOf(apiOf(moved)), mobile: newMobile() });
    const { id: taken } = await invitationOf(apiOf(removed));
    await life.done('removeFromUpgrade', { groupUpgradeId, invitationIds: [taken], reason: 'not one of us' });
    await life.exportWithout(gone);
    await decide({ admin, organizationId }, { membersRegion: 'OWN' });

    await life.done('closeGroupUpgrade', { groupUpgradeId });
    expect((await cutOver(admin, groupUpgradeId)).userErrors).toEqual([]);

    const outcome = await life.outcome();
    const { progress, enterpriseGroup, sourceGroup } = outcome;
    expect(outcome.state).toBe('COMPLETED');
    expect(progress.excludedByReason.map(({ reason }) => reason).toSorted()).toEqual(
      [...exclusionReasons].toSorted(),
    );
    const excluded = progress.excludedByReason.reduce((sum, { count }) => sum + count, 0);
    expect([progress.included, progress.excluded, progress.total]).toEqual([ROOM, excluded, roster.length]);
    expect(progress.included + progress.excluded).toBe(progress.total);
    expect(progress.excludedByReason).toContainEqual({ reason: 'OVER_CAPACITY', count: TOO_MANY });
    expect(enterpriseGroup).toMatchObject({ state: 'ACTIVE', members: { totalCount: ROOM } });
    expect(sourceGroup.state).toBe('CEASED');
    expect(enterpriseGroup.historyProof).toEqual(sourceGroup.historyProof);
    expect(enterpriseGroup.historyProof.messageCount).toBe(
      lines.filter((line) => line.includes('"_type":"message"')).length,
    );

    const { bytes, report } = await evidenceOf(admin, groupUpgradeId);
    expect(report.problems).toEqual([]);
    expect(linesOf(bytes, 'roster.jsonl')).toHaveLength(roster.length);
    expect(await offline(bytes)).toEqual({ code: 0, last: 'verified' });
    const changed = Buffer.from(bytes);
    const place = changed.length >> 1;
    changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
    expect(await offline(changed)).toEqual({ code: 1, last: expect.stringMatching(/^NOT VERIFIED: ./) });
  }, 300_000);
});
