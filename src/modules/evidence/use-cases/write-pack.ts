import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { type ListedFile, PACK_FORMAT, type PackFacts, sealOf } from '../domain/pack.js';
import type { EvidenceSigner } from './evidence-signer.js';

/** One file of a pack that is being written. Its content is asked for when its turn has come. */
export interface PackFile {
  readonly name: string;
  readonly format: string | null;
  readonly content: () => AsyncIterable<string>;
}

/** Before 1980, from where ZIP counts: yazl then writes its beginning, whatever the server's time zone. */
const MTIME = new Date(0);
const PIECE = 64 * 1024;

/**
 * A pack, file by file in constant memory: these files in this order, then the manifest that lists them, its signature,
 * and at the very end the seal, a signature over every byte before it. The same files give the same bytes.
 */
export async function* writePack(
  files: readonly PackFile[],
  facts: PackFacts,
  signer: EvidenceSigner,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  const listed: ListedFile[] = [];
  for (const file of files) add(zip, file.name, () => listing(file, listed));
  let manifest = '';
  add(zip, 'manifest.json', async function* () {
    manifest = manifestOf(listed, facts, signer.publicKey);
    yield Buffer.from(manifest);
  });
  add(zip, 'manifest.sig', async function* () {
    yield Buffer.from(signatureOf(manifest, signer));
  });
  zip.end();
  yield* sealed(output as AsyncIterable<Uint8Array>, signer);
}

function add(zip: ZipFile, name: string, content: () => AsyncIterable<Uint8Array>): void {
  const options = { mtime: MTIME, forceDosTimestamp: true, mode: 0o100644, compress: true };
  zip.addReadStreamLazy(name, options, (give) => {
    const stream = Readable.from(content(), { objectMode: false });
    // yazl leaves the errors of what it reads to who gave it.
    stream.on('error', (error) => zip.emit('error', error));
    give(null, stream);
  });
}

/** The file's bytes in pieces; at their end the file is listed. */
async function* listing(file: PackFile, listed: ListedFile[]): AsyncGenerator<Uint8Array> {
  const { name, format } = file;
  const hash = createHash('sha256');
  let bytes = 0;
  let lines = 0;
  let held: string[] = [];
  let heldLength = 0;
  const piece = (): Buffer => {
    const buffer = Buffer.from(held.join(''));
    hash.update(buffer);
    bytes += buffer.length;
    held = [];
    heldLength = 0;
    return buffer;
  };
  for await (const text of file.content()) {
    held.push(text);
    heldLength += text.length;
    lines += 1;
    if (heldLength >= PIECE) yield piece();
  }
  if (heldLength > 0) yield piece();
  listed.push({
    name,
    format,
    bytes,
    sha256: hash.digest('hex'),
    lines: name.endsWith('.jsonl') ? lines : null,
  });
}

function manifestOf(files: readonly ListedFile[], facts: PackFacts, publicKey: string): string {
  return `${JSON.stringify({ format: PACK_FORMAT, ...facts, publicKey, files }, null, 2)}\n`;
}

function signatureOf(manifest: string, signer: EvidenceSigner): string {
  const sha256 = createHash('sha256').update(manifest).digest('hex');
  const signature = signer.sign('manifest', sha256);
  return `${JSON.stringify({ algorithm: 'Ed25519', publicKey: signer.publicKey, sha256, signature }, null, 2)}\n`;
}

/** The ZIP's last record, which ends with the length of its comment. */
const END_BYTES = 22;

/** The ZIP with the seal as its comment. */
async function* sealed(zip: AsyncIterable<Uint8Array>, signer: EvidenceSigner): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let tail = Buffer.alloc(0);
  for await (const chunk of zip) {
    const bytes = Buffer.concat([tail, chunk]);
    const ready = bytes.subarray(0, Math.max(0, bytes.length - END_BYTES));
    tail = bytes.subarray(ready.length);
    if (ready.length === 0) continue;
    hash.update(ready);
    yield ready;
  }
  const end = Buffer.from(tail);
  end.writeUInt16LE(sealOf('0'.repeat(128)).length, END_BYTES - 2);
  hash.update(end);
  yield end;
  yield Buffer.from(sealOf(signer.sign('archive', hash.digest('hex'))));
}
