import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import {
  bytesSource,
  type EvidenceReport,
  verifyEvidence,
} from '../../src/modules/evidence/verifier/verify-evidence.mjs';
import type { Api } from './api.js';
import { scratchFolder } from './embedded/scratch.js';
import { mutate } from './upgrades.js';

const SCRIPT = fileURLToPath(
  new URL('../../src/modules/evidence/verifier/verify-evidence.mjs', import.meta.url),
);

/** What the verifier says of a pack as a program of its own, without the server. */
export async function offline(
  pack: Uint8Array,
  options: readonly string[] = [],
): Promise<{ code: number; last: string | undefined }> {
  await using folder = await scratchFolder();
  const file = join(folder.path, 'pack.zip');
  await writeFile(file, pack);
  return await new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, file, ...options], (error, stdout) =>
      resolve({ code: error ? Number(error.code) : 0, last: stdout.trimEnd().split('\n').at(-1) }),
    );
  });
}

export interface Download {
  readonly id: string;
  readonly purpose: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly url: string;
}

export const DOWNLOAD = 'id purpose fileName contentType bytes sha256 url urlExpiresAt expiresAt';

/** Exports the evidence of an upgrade to the end. Returns where the pack is. */
export async function exported(api: Api, groupUpgradeId: string): Promise<Download> {
  const { operation } = await mutate<{ operation: { id: string } | null }>(
    api,
    'exportEvidence',
    { groupUpgradeId },
    'operation { id }',
  );
  if (!operation) throw new Error('the export was refused');
  const progress = api.subscribe<{
    operationProgress: { state: string; failureCode: string | null; result: Download | null };
  }>(
    `subscription ($id: ID!) { operationProgress(id: $id) { state failureCode
       result { ... on Download { ${DOWNLOAD} } } } }`,
    { id: operation.id },
  );
  const last = (await progress.all()).at(-1)?.operationProgress;
  await progress.close();
  if (!last?.result) throw new Error(`the export ended as ${JSON.stringify(last)}`);
  return last.result;
}

export async function fetched(download: Download): Promise<Buffer> {
  const response = await fetch(download.url);
  if (response.status !== 200) throw new Error(`the download answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** Exports, fetches and verifies the evidence of an upgrade. */
export async function evidenceOf(
  api: Api,
  groupUpgradeId: string,
): Promise<{ readonly bytes: Buffer; readonly report: EvidenceReport }> {
  const { evidenceKey } = await api.succeed<{ evidenceKey: { publicKey: string } }>(
    '{ evidenceKey { publicKey } }',
  );
  const bytes = await fetched(await exported(api, groupUpgradeId));
  return { bytes, report: await verifyEvidence(bytesSource(bytes), { key: evidenceKey.publicKey }) };
}

/** The unpacked content of a file of a pack. */
export function fileOf(pack: Buffer, name: string): string {
  const record = pack.lastIndexOf(Buffer.from(name)) - 46;
  const offset = pack.readUInt32LE(record + 42);
  const begin = offset + 30 + pack.readUInt16LE(offset + 26);
  return inflateRawSync(pack.subarray(begin, begin + pack.readUInt32LE(record + 20))).toString('utf8');
}

/** The objects of a file of lines of a pack. */
export const linesOf = (pack: Buffer, name: string): Record<string, unknown>[] =>
  fileOf(pack, name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
