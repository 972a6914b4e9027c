import type { Api } from './api.js';
import type { SignsIn } from './server.js';
import { newMobile, organizationWithAdministrator, upload, type World } from './world.js';

/** Where a person of a group stands in the directory before anything is asked of them. */
export type Standing = 'ACTIVATED' | 'NOT_ACTIVATED' | 'NO_ACCOUNT' | 'UNKNOWN_MOBILE';

export interface Person {
  readonly platformId: string;
  /** E.164. */
  readonly mobile: string;
  readonly standing: Standing;
}

export interface GroupWorld extends World {
  readonly sourceGroupId: string;
  readonly platformGroupId: string;
  /** The owner first; the owner is the administrator. */
  readonly people: readonly Person[];
  readonly messages: number;
}

const MEMBER_COLUMNS =
  '姓名,帐号,手机号,邮箱,所在部门,职位,性别,是否部门内领导,排序,别名,地址,座机,禁用,禁用项说明：(0-启用;1-禁用)';

/** Runs a bulk mutation and waits until its operation has succeeded. Returns the id of what it made. */
export async function runOperation(
  api: Api,
  mutation: string,
  input: Record<string, unknown>,
): Promise<string | null> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const started = await api.succeed<
    Record<string, { operation: { id: string } | null; userErrors: unknown[] }>
  >(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { operation { id } userErrors { code field message } } }`,
    { input },
  );
  const id = started[mutation]?.operation?.id;
  if (!id) throw new Error(`${mutation} was refused: ${JSON.stringify(started)}`);
  const progress = api.subscribe<{
    operationProgress: { state: string; failureCode: string | null; result: { id: string } | null };
  }>('subscription ($id: ID!) { operationProgress(id: $id) { state failureCode result { id } } }', { id });
  const last = (await progress.all()).at(-1)?.operationProgress;
  await progress.close();
  if (last?.state !== 'SUCCEEDED') throw new Error(`${mutation} ended as ${JSON.stringify(last)}`);
  return last.result?.id ?? null;
}

/**
 * A company whose administrator owns a consumer group with these people besides, each in the directory as told.
 * Everything goes through the API.
 */
export async function groupWorld(
  server: SignsIn,
  others: readonly Standing[],
  { messages = 5 }: { messages?: number } = {},
): Promise<GroupWorld> {
  const world = await organizationWithAdministrator(server);
  const people: Person[] = [
    { platformId: 'owner', mobile: world.adminMobile, standing: 'ACTIVATED' },
    ...others.map((standing, index) => ({ platformId: `p${index + 1}`, mobile: newMobile(), standing })),
  ];
  const { admin, organizationId } = world;
  await importMembers(admin, organizationId, people.slice(1));
  for (const person of people.slice(1)) {
    if (person.standing === 'ACTIVATED') await server.signIn(person.mobile);
  }
  groups += 1;
  const platformGroupId = `group-${groups}`;
  const sourceGroupId = await importGroup(admin, { organizationId, platformGroupId, messages }, people);
  const known = people.filter((person) => person.standing !== 'UNKNOWN_MOBILE');
  const mobiles = await upload(admin, {
    purpose: 'GROUP_MOBILES',
    organizationId,
    fileName: 'mobiles.csv',
    body: ['platformId,mobile', ...known.map(({ platformId, mobile }) => `${platformId},${mobile}`)].join(
      '\n',
    ),
  });
  await runOperation(admin, 'importSourceGroupMobiles', { sourceGroupId, uploadId: mobiles });
  return { ...world, sourceGroupId, platformGroupId, people, messages };
}

/** Imports an export of a group with these people on its roster; the same group again when it is known. */
export async function importGroup(
  admin: Api,
  group: { readonly organizationId: string; readonly platformGroupId: string; readonly messages: number },
  people: readonly Person[],
): Promise<string> {
  const { organizationId } = group;
  const uploadId = await upload(admin, {
    purpose: 'GROUP_EXPORT',
    organizationId,
    fileName: 'group.jsonl',
    body: chatLab(group.platformGroupId, people, group.messages),
  });
  const id = await runOperation(admin, 'importSourceGroup', { organizationId, uploadId });
  if (!id) throw new Error('the import made no group');
  return id;
}

export async function importMembers(
  admin: Api,
  organizationId: string,
  people: readonly Person[],
): Promise<void> {
  const accounts = people.filter(({ standing }) => standing === 'ACTIVATED' || standing === 'NOT_ACTIVATED');
  if (accounts.length === 0) return;
  const rows = accounts.map(
    ({ platformId, mobile }) => `${platformId},${platformId},${mobile},,1,,,0,1,,,,0,`,
  );
  const uploadId = await upload(admin, {
    purpose: 'DIRECTORY_MEMBERS',
    organizationId,
    fileName: 'members.csv',
    body: [MEMBER_COLUMNS, ...rows].join('\n'),
  });
  await runOperation(admin, 'importMembers', { organizationId, uploadId });
}

let groups = 0;

function chatLab(groupId: string, people: readonly Person[], messages: number): string {
  const lines = [
    {
      _type: 'header',
      chatlab: { version: '0.0.2', exportedAt: 1_760_000_000, generator: 'tests' },
      meta: {
        name: '项目群',
        platform: 'wechat',
        type: 'group',
        groupId,
        ownerId: 'owner',
      },
    },
    ...people.map(({ platformId }) => ({
      _type: 'member',
      platformId,
      accountName: `Name of ${platformId}`,
      ...(platformId === 'owner' ? { roles: [{ id: 'owner' }] } : {}),
    })),
    ...Array.from({ length: messages }, (_, index) => ({
      _type: 'message',
      platformMessageId: `m${index + 1}`,
      sender: people[index % people.length]?.platformId,
      accountName: 'whoever',
      timestamp: 1_750_000_000 + index,
      type: 0,
      content: `message ${index + 1}`,
    })),
  ];
  return lines.map((line) => JSON.stringify(line)).join('\n');
}
