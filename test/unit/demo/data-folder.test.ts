import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { takeDataFolder } from '#demo/data-folder.js';

describe('the data folder of the demo', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'assent-demo-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const inData = (name: string): string => join(root, 'data', name);

  test('is empty, whatever the run before has left', async () => {
    await mkdir(inData('demo'), { recursive: true });
    await writeFile(join(inData('demo'), 'old'), '');
    const folder = await takeDataFolder(root);
    expect(folder.path).toBe(inData('demo'));
    expect(await readdir(join(root, 'data'))).toEqual(['demo.lock']);
    await folder.release();
  });

  test('is another one while a demo of the same clone runs', async () => {
    const first = await takeDataFolder(root);
    const second = await takeDataFolder(root);
    expect(second.path).toBe(inData('demo-2'));
    await first.release();
    const third = await takeDataFolder(root);
    expect(third.path).toBe(inData('demo'));
    await Promise.all([second.release(), third.release()]);
    expect(await readdir(join(root, 'data'))).toEqual([]);
  });

  test('is taken over from a demo that was killed', async () => {
    await mkdir(join(root, 'data'));
    // Larger than any process id that a system gives.
    await writeFile(inData('demo.lock'), `${2 ** 30}\n`);
    const folder = await takeDataFolder(root);
    expect(folder.path).toBe(inData('demo'));
    await folder.release();
  });

  test('stays held while a process that it is held for lives', async () => {
    await mkdir(join(root, 'data'));
    await writeFile(inData('demo.lock'), `${2 ** 30}\n${process.pid}\n`);
    const folder = await takeDataFolder(root);
    expect(folder.path).toBe(inData('demo-2'));
    await folder.release();
  });
});
