import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Api } from '../../support/api.js';
import { type Person, runOperation } from '../../support/group-world.js';
import type { World } from '../../support/world.js';
import { newGroupId } from './company.js';

/** A group's export in the ChatLab format, in a file: it may not fit into memory. Removed at the end of its scope. */
export class ExportFile implements AsyncDisposable {
  private constructor(
    readonly path: string,
    private readonly folder: string,
  ) {}

  /** A new group of these people, its owner first, in which they said so much. */
  static async write(people: readonly Pick<Person, 'platformId'>[], messages: number): Promise<ExportFile> {
    const folder = await mkdtemp(join(tmpdir(), 'assent-export-'));
    const path = join(folder, 'group.jsonl');
    await pipeline(linesOf(people, messages), createWriteStream(path));
    return new ExportFile(path, folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

function* linesOf(people: readonly Pick<Person, 'platformId'>[], messages: number): Generator<string> {
  const owner = people[0]?.platformId;
  yield lineOf({
    _type: 'header',
    chatlab: { version: '0.0.2', exportedAt: 1_760_000_000, generator: 'bench' },
    meta: { name: '项目群', platform: 'wechat', type: 'group', groupId: newGroupId(), ownerId: owner },
  });
  for (const { platformId } of people) yield lineOf({ _type: 'member', platformId, accountName: platformId });
  for (let number = 0; number < messages; number++) {
    const sender = people[number % people.length]?.platformId;
    yield lineOf({
      _type: 'message',
      platformMessageId: `m${number}`,
      sender,
      accountName: sender,
      timestamp: 1_700_000_000 + number,
      type: 0,
      content: `message ${number} of the history of a group that has talked for years, 你好`,
    });
  }
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

type Made = { createUpload: { upload: { id: string; url: string } | null } };

/** Sends the file. Returns the upload's id. */
export async function sendExport(api: Api, organizationId: string, { path }: ExportFile): Promise<string> {
  const { createUpload } = await api.succeed<Made>(
    'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { id url } userErrors { code } } }',
    { input: { purpose: 'GROUP_EXPORT', fileName: 'group.jsonl', organizationId } },
  );
  if (!createUpload.upload) throw new Error('no upload');
  const { id, url } = createUpload.upload;
  const response = await fetch(url, { method: 'PUT', body: await openAsBlob(path) });
  if (response.status !== 201)
    throw new Error(`upload answered ${response.status}: ${await response.text()}`);
  return id;
}

/** Sends the file and imports it to the end. Returns the group's id and the seconds of the import alone. */
export async function importHistory(
  { admin, organizationId }: World,
  file: ExportFile,
): Promise<{ sourceGroupId: string; seconds: number }> {
  const uploadId = await sendExport(admin, organizationId, file);
  const started = performance.now();
  const sourceGroupId = await runOperation(admin, 'importSourceGroup', { organizationId, uploadId });
  const seconds = (performance.now() - started) / 1_000;
  if (sourceGroupId === null) throw new Error('the import made no group');
  return { sourceGroupId, seconds };
}
