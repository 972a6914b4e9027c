import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { member } from '../support/members.js';
import { auditOf } from '../support/organizations.js';
import { startServer, type TestServer } from '../support/server.js';
import { mutate } from '../support/upgrades.js';
import { organizationWithAdministrator, type World } from '../support/world.js';

const FIELDS = `timeZone quietFrom quietUntil retentionDays confidentiality membersRegion clockWhileSuspended
  lateHistory secondAdministrator version`;
const READ = `query ($id: ID!) { organizationSettings(organizationId: $id) { ${FIELDS} } }`;

type Settings = Record<string, unknown>;

const FIRST: Settings = {
  timeZone: 'Asia/Shanghai',
  quietFrom: '22:00',
  quietUntil: '08:00',
  retentionDays: null,
  confidentiality: 'INTERNAL',
  membersRegion: 'ANY',
  clockWhileSuspended: 'STOPS',
  lateHistory: 'FROM_ADMISSION',
  secondAdministrator: false,
  version: 1,
};

describe('the settings of an organization', () => {
  let server: TestServer;
  let world: World;
  beforeAll(async () => {
    server = await startServer();
    world = await organizationWithAdministrator(server);
  });
  afterAll(() => server.stop());

  const settingsOf = async (api: Api, { organizationId }: World): Promise<Settings> =>
    (await api.succeed<{ organizationSettings: Settings }>(READ, { id: organizationId }))
      .organizationSettings;
  const change = (
    { admin, organizationId }: World,
    input: Settings,
    api = admin,
  ): ReturnType<typeof mutate<{ settings: Settings | null }>> =>
    mutate(api, 'updateOrganizationSettings', { organizationId, ...input }, `settings { ${FIELDS} }`);

  test('are there from the beginning, by its region', async () => {
    expect(await settingsOf(world.admin, world)).toEqual(FIRST);
  });

  test('are changed all together, and each change stands in the audit', async () => {
    const own = await organizationWithAdministrator(server);
    const wanted = {
      timeZone: 'asia/hong_kong',
      quietFrom: '21:30',
      quietUntil: '00:05',
      retentionDays: 730,
      confidentiality: 'CONFIDENTIAL',
      membersRegion: 'OWN',
      clockWhileSuspended: 'RUNS',
      lateHistory: 'FROM_BEGINNING',
      secondAdministrator: true,
    };
    const changed = { ...wanted, timeZone: 'Asia/Hong_Kong', version: 2 };
    expect(await change(own, { ...wanted, expectedVersion: 1 })).toEqual({
      settings: changed,
      userErrors: [],
    });
    expect(await settingsOf(own.admin, own)).toEqual(changed);
    const [entry] = await auditOf(server, own, ['updateOrganizationSettings']);
    expect(entry?.details['changed']).toMatchObject({
      timeZone: { from: 'Asia/Shanghai', to: 'Asia/Hong_Kong' },
      retentionDays: { from: null, to: 730 },
      secondAdministrator: { from: false, to: true },
    });
    expect(Object.keys(entry?.details['changed'] ?? {})).toHaveLength(9);
  });

  test('stay as they are where nothing is said of them, and null keeps messages for good', async () => {
    const own = await organizationWithAdministrator(server);
    await change(own, { retentionDays: 30 });
    await change(own, { confidentiality: 'PUBLIC', timeZone: null });
    expect(await settingsOf(own.admin, own)).toEqual({
      ...FIRST,
      retentionDays: 30,
      confidentiality: 'PUBLIC',
      version: 3,
    });
    await change(own, { retentionDays: null });
    expect(await settingsOf(own.admin, own)).toMatchObject({ retentionDays: null, version: 4 });
  });

  test.each([
    [{ timeZone: '+08:00' }, ['timeZone: INVALID_VALUE']],
    [{ timeZone: 'Mars/Olympus' }, ['timeZone: INVALID_VALUE']],
    [{ timeZone: '' }, ['timeZone: INVALID_VALUE']],
    [{ quietFrom: '24:00' }, ['quietFrom: INVALID_VALUE']],
    [{ quietUntil: '8:00' }, ['quietUntil: INVALID_VALUE']],
    [{ quietFrom: '22:00\n' }, ['quietFrom: INVALID_VALUE']],
    [{ retentionDays: 0 }, ['retentionDays: OUT_OF_RANGE']],
    [{ retentionDays: 36_501 }, ['retentionDays: OUT_OF_RANGE']],
    [
      { quietFrom: 'x', retentionDays: -1, timeZone: 'y', secondAdministrator: true },
      ['retentionDays: OUT_OF_RANGE', 'timeZone: INVALID_VALUE', 'quietFrom: INVALID_VALUE'],
    ],
  ])('%j is refused field by field, and nothing of it is done', async (input, expected) => {
    const { settings, userErrors } = await change(world, input);
    expect(settings).toBeNull();
    expect(userErrors.map(({ code, field }) => `${field.join('.')}: ${code}`)).toEqual(expected);
    expect(await settingsOf(world.admin, world)).toEqual(FIRST);
  });

  test('of two who have read the same version only one changes them', async () => {
    const own = await organizationWithAdministrator(server);
    const outcomes = await Promise.all([
      change(own, { retentionDays: 10, expectedVersion: 1 }),
      change(own, { retentionDays: 20, expectedVersion: 1 }),
    ]);
    expect(outcomes.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
      'VERSION_CONFLICT',
    ]);
    const done = outcomes.find(({ settings }) => settings !== null)?.settings;
    expect(await settingsOf(own.admin, own)).toEqual(done);
  });

  test('are read by every active member, changed by administrators, and hidden from all others', async () => {
    const colleague = await member(server, world);
    const groups = await member(server, world, ['GROUP_ADMINISTRATOR']);
    const stranger = await organizationWithAdministrator(server);
    expect(await settingsOf(colleague.api, world)).toEqual(FIRST);
    const CHANGE =
      'mutation ($input: UpdateOrganizationSettingsInput!) { updateOrganizationSettings(input: $input) { userErrors { code } } }';
    const input = { organizationId: world.organizationId, retentionDays: 1 };
    expect(await colleague.api.errorCodes(CHANGE, { input })).toEqual(['FORBIDDEN']);
    expect(await groups.api.errorCodes(CHANGE, { input })).toEqual(['FORBIDDEN']);
    expect(await stranger.admin.errorCodes(CHANGE, { input })).toEqual(['NOT_FOUND']);
    expect(await stranger.admin.errorCodes(READ, { id: world.organizationId })).toEqual(['NOT_FOUND']);
    expect(await server.api.errorCodes(READ, { id: world.organizationId })).toEqual(['UNAUTHENTICATED']);
    expect(await settingsOf(world.admin, world)).toEqual(FIRST);
  });
});
