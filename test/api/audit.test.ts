import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chainedEntries, chainOfOrganization, verifyChain } from '#modules/audit/public.js';
import { globalId, localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld } from '../support/group-world.js';
import { member } from '../support/members.js';
import { startServer, type TestServer } from '../support/server.js';
import { start } from '../support/upgrades.js';
import { organizationWithAdministrator, type World } from '../support/world.js';

const ENTRIES = `query ($id: ID!, $first: Int!, $after: String, $subjectType: String, $subjectId: ID, $command: String) {
  auditEntries(organizationId: $id, first: $first, after: $after, subjectType: $subjectType, subjectId: $subjectId,
    command: $command) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { sequence actor action command subjectType subjectId details at hash } } } }`;

interface Entry {
  readonly sequence: number;
  readonly actor: string;
  readonly action: string;
  readonly command: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly details: string;
  readonly hash: string;
}

type Page = {
  auditEntries: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    edges: { node: Entry }[];
  };
};

async function read(api: Api, id: string, more: Record<string, unknown> = {}): Promise<Entry[]> {
  const { auditEntries } = await api.succeed<Page>(ENTRIES, { id, first: 100, ...more });
  expect(auditEntries.totalCount).toBe(auditEntries.edges.length);
  return auditEntries.edges.map(({ node }) => node);
}

async function head(api: Api, id: string): Promise<{ sequence: number; hash: string }> {
  const data = await api.succeed<{ auditChain: { sequence: number; hash: string } }>(
    'query ($id: ID!) { auditChain(organizationId: $id) { sequence hash } }',
    { id },
  );
  return data.auditChain;
}

describe('the audit trail of an organization', () => {
  let server: TestServer;
  let world: World;
  beforeAll(async () => {
    server = await startServer();
    world = await organizationWithAdministrator(server);
  });
  afterAll(() => server.stop());

  test('tells what was done, in order, to its administrators and auditors alone', async () => {
    const auditor = await member(server, world, ['AUDITOR']);
    const entries = await read(auditor.api, world.organizationId);
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
    expect(entries.map(({ command }) => command)).toEqual(
      expect.arrayContaining(['approveRegistration', 'createMember', 'assignMemberRoles']),
    );
    expect(await read(world.admin, world.organizationId)).toEqual(entries);
    const other = await member(server, world, ['GROUP_ADMINISTRATOR']);
    const input = { id: world.organizationId, first: 1 };
    expect(await other.api.errorCodes(ENTRIES, input)).toEqual(['FORBIDDEN']);
    const stranger = await organizationWithAdministrator(server);
    expect(await stranger.admin.errorCodes(ENTRIES, input)).toEqual(['NOT_FOUND']);
    expect(await server.api.errorCodes(ENTRIES, input)).toEqual(['UNAUTHENTICATED']);
    const CHAIN = 'query ($id: ID!) { auditChain(organizationId: $id) { sequence hash } }';
    expect(await other.api.errorCodes(CHAIN, { id: world.organizationId })).toEqual(['FORBIDDEN']);
  });

  test('is read by subject, by type and by command, and page by page without gap or repeat', async () => {
    const created = await member(server, world, ['AUDITOR']);
    const about = await read(world.admin, world.organizationId, { subjectId: created.id });
    expect(about.map(({ command, subjectType, subjectId }) => [command, subjectType, subjectId])).toEqual([
      ['createMember', 'Member', created.id],
      ['signIn', 'Member', created.id],
      ['assignMemberRoles', 'Member', created.id],
    ]);
    const byCommand = await read(world.admin, world.organizationId, { command: 'createMember' });
    expect(new Set(byCommand.map(({ command }) => command))).toEqual(new Set(['createMember']));
    const byType = await read(world.admin, world.organizationId, { subjectType: 'Member' });
    expect(byType.length).toBeGreaterThan(byCommand.length);

    const all = await read(world.admin, world.organizationId);
    const seen: Entry[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: Page = await world.admin.succeed<Page>(ENTRIES, {
        id: world.organizationId,
        first: 2,
        after,
      });
      seen.push(...page.auditEntries.edges.map(({ node }) => node));
      after = page.auditEntries.pageInfo.endCursor;
      more = page.auditEntries.pageInfo.hasNextPage;
    }
    expect(seen).toEqual(all);
  });

  test('refuses arguments that name nothing', async () => {
    const id = world.organizationId;
    const codes = (more: Record<string, unknown>): Promise<unknown> =>
      world.admin.errorCodes(ENTRIES, { id, first: 1, ...more });
    expect(await codes({ command: 'a\u0000b' })).toEqual(['BAD_USER_INPUT']);
    expect(await codes({ subjectType: '' })).toEqual(['BAD_USER_INPUT']);
    expect(
      await codes({ subjectType: 'Department', subjectId: globalId('Member', localId('Organization', id)) }),
    ).toEqual(['BAD_USER_INPUT']);
    expect(await codes({ subjectId: null, subjectType: null, command: null })).toEqual([]);
    expect(await codes({ subjectId: 'x' })).toEqual(['NOT_FOUND']);
    expect(await codes({ first: 0 })).toEqual(['BAD_USER_INPUT']);
  });

  test('verifies from its beginning to its head, and not after a stored entry was changed', async () => {
    const { admin, organizationId } = await groupWorld(server, ['ACTIVATED']).then(async (group) => {
      await start(group);
      return group;
    });
    const chainId = chainOfOrganization(localId('Organization', organizationId));
    const { sequence, hash } = await head(admin, organizationId);
    const stored = await chainedEntries(server.app.database, chainId, 1, sequence);
    expect(stored.every(({ entry }) => entry.format === 2 && entry.origin?.salt)).toBe(true);
    expect(stored.some(({ entry }) => entry.format === 2 && entry.origin?.address === '127.0.0.1')).toBe(
      true,
    );
    expect(verifyChain(stored)).toEqual({ ok: true, value: { sequence, hash } });
    const last = (await read(admin, organizationId)).at(-1);
    expect({ sequence: last?.sequence, hash: last?.hash }).toEqual({ sequence, hash });

    await server.app.database.run(
      `update audit_entry set details = '{"changed":true}' where chain_id = $1 and sequence = 3`,
      [chainId],
    );
    expect(verifyChain(await chainedEntries(server.app.database, chainId, 1, sequence))).toEqual({
      ok: false,
      error: { sequence: 3, problem: 'HASH' },
    });
  });
});
