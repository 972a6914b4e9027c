import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '#platform/db/embedded/embedded-error.js';

const BYTES = 32;

/**
 * The root of all tokens and keyed hashes, made at the first start and kept in `DATA_DIR/token-secret`, readable by
 * its owner alone. It appears whole or not at all, and of two first starts at once one wins.
 */
export async function keptTokenSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'token-secret');
  const known = await read(path);
  if (known !== undefined) return known;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${randomBytes(BYTES).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return (await read(path)) ?? raise(`${path} has vanished`);
}

async function read(path: string): Promise<string | undefined> {
  try {
    const secret = (await readFile(path, 'utf8')).trim();
    return secret.length >= BYTES ? secret : raise(`${path} holds no secret: remove it to have a new one`);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function raise(message: string): never {
  throw new Error(message);
}
