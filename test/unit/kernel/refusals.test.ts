import { describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { refusals } from '#kernel/refusals.js';

const AREAS = new URL('../../../src/kernel/refusals/', import.meta.url);

describe('refusals', () => {
  it('each stand in one area, and every area is part of the catalogue', async () => {
    const files = (await readdir(AREAS)).filter((name) => name !== 'wording.ts');
    const areas = await Promise.all(
      files.map((name) => import(`#kernel/refusals/${name.replace('.ts', '.js')}`) as Promise<object>),
    );
    const codes = areas.flatMap((area) => Object.values(area).flatMap((table: object) => Object.keys(table)));
    expect(codes.toSorted()).toEqual(Object.keys(refusals).toSorted());
  });
});
