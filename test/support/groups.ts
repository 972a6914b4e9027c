import type { Api } from './api.js';
import { upload } from './world.js';

export interface Row {
  readonly line: number | null;
  readonly outcome: string;
  readonly code: string | null;
  readonly field: string | null;
  readonly value: string | null;
}

export interface Ended {
  readonly state: string;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly succeeded: number;
  readonly failed: number;
  readonly result: { readonly id: string } | null;
  readonly rows: readonly Row[];
}

const ENDED = `subscription ($id: ID!) { operationProgress(id: $id) { state failureCode failureMessage done total succeeded
  failed result { id } rows(first: 100) { edges { node { line outcome code field value } } } } }`;

type Told = { operationProgress: Omit<Ended, 'rows'> & { rows: { edges: { node: Row }[] } } };

/** Waits for the end of an operation, as a dashboard does. */
export async function ended(api: Api, operationId: string): Promise<Ended> {
  const subscription = api.subscribe<Told>(ENDED, { id: operationId });
  const last = (await subscription.all()).at(-1)?.operationProgress;
  await subscription.close();
  if (!last) throw new Error('the operation told nothing');
  return { ...last, rows: last.rows.edges.map(({ node }) => node) };
}

type Body = string | Uint8Array<ArrayBuffer>;
type Started<Field extends string> = Record<
  Field,
  { operation: { id: string } | null; userErrors: { code: string }[] }
>;

/** Uploads an export and imports it to the end. */
export async function importGroup(api: Api, organizationId: string, body: Body): Promise<Ended> {
  const uploadId = await upload(api, {
    purpose: 'GROUP_EXPORT',
    fileName: 'group.chatlab',
    body,
    organizationId,
  });
  const { importSourceGroup } = await api.succeed<Started<'importSourceGroup'>>(
    'mutation ($input: ImportSourceGroupInput!) { importSourceGroup(input: $input) { operation { id } userErrors { code } } }',
    { input: { organizationId, uploadId } },
  );
  if (!importSourceGroup.operation) throw new Error(`refused: ${JSON.stringify(importSourceGroup)}`);
  return ended(api, importSourceGroup.operation.id);
}

/** Uploads mobiles and imports them to the end. */
export async function importMobiles(api: Api, sourceGroupId: string, body: Body): Promise<Ended> {
  const uploadId = await upload(api, { purpose: 'GROUP_MOBILES', fileName: 'mobiles.csv', body });
  const { importSourceGroupMobiles } = await api.succeed<Started<'importSourceGroupMobiles'>>(
    `mutation ($input: ImportSourceGroupMobilesInput!) {
       importSourceGroupMobiles(input: $input) { operation { id } userErrors { code } } }`,
    { input: { sourceGroupId, uploadId } },
  );
  if (!importSourceGroupMobiles.operation)
    throw new Error(`refused: ${JSON.stringify(importSourceGroupMobiles)}`);
  return ended(api, importSourceGroupMobiles.operation.id);
}

export type Json = Readonly<Record<string, unknown>>;

export interface Export {
  readonly version?: string;
  readonly meta?: Json;
  readonly exportedAt?: number;
  readonly members?: readonly Json[];
  readonly messages?: readonly Json[];
}

function headerOf({ version = '0.0.2', exportedAt = 1_700_000_000, meta = {} }: Export): Json {
  const chatlab = { version, exportedAt, generator: 'a test' };
  return {
    chatlab,
    meta: { name: '周末骑行', platform: 'wechat', type: 'group', groupId: 'g1', ownerId: 'anna', ...meta },
  };
}

/** One JSON document; the keys of its lists in the order of `Export`, or messages before members. */
export function asJson(file: Export, { messagesFirst = false } = {}): string {
  const { members = [], messages = [] } = file;
  return JSON.stringify(
    { ...headerOf(file), ...(messagesFirst ? { messages, members } : { members, messages }) },
    null,
    1,
  );
}

/** One line for the header, each member and each message. */
export function asJsonl(file: Export): string {
  return [
    { _type: 'header', ...headerOf(file) },
    ...(file.members ?? []).map((member) => ({ _type: 'member', ...member })),
    ...(file.messages ?? []).map((message) => ({ _type: 'message', ...message })),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

export const member = (platformId: string, more: Json = {}): Json => ({
  platformId,
  accountName: platformId,
  ...more,
});

export const message = (id: string | null, sender: string, timestamp: number, more: Json = {}): Json => ({
  ...(id === null ? {} : { platformMessageId: id }),
  sender,
  accountName: sender,
  timestamp,
  type: 0,
  content: `${sender} at ${timestamp}`,
  ...more,
});
