import { describe, expect, test } from '@jest/globals';
import type { Loader } from '#platform/db/loader.js';
import { SharedLoads } from '#platform/db/shared-loads.js';
import type { Sql } from '#platform/db/sql.js';

const sql = {} as Sql;

/** A loader that finds every key but those with a dash, for which its statement fails; and the keys of its statements. */
function loaderOf(): { loader: Loader<string>; asked: string[][] } {
  const asked: string[][] = [];
  const batch = async (_sql: Sql, keys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    asked.push([...keys]);
    if (keys.some((key) => key.includes('-'))) throw new Error(`no key: ${keys.join()}`);
    return new Map(keys.map((key) => [key, `row ${key}`]));
  };
  return { loader: { name: 'row', batch }, asked };
}

describe('loads of requests that ask in the same turn', () => {
  test('are one statement, with each key once', async () => {
    const { loader, asked } = loaderOf();
    const loads = new SharedLoads(sql);
    const [one, two] = await Promise.all([loads.load(loader, ['a', 'b']), loads.load(loader, ['b', 'c'])]);
    expect(asked).toEqual([['a', 'b', 'c']]);
    expect([one.get('a'), one.get('b'), two.get('b'), two.get('c')]).toEqual([
      'row a',
      'row b',
      'row b',
      'row c',
    ]);
  });

  test('are read again by whoever asks later', async () => {
    const { loader, asked } = loaderOf();
    const loads = new SharedLoads(sql);
    await loads.load(loader, ['a']);
    await loads.load(loader, ['a']);
    expect(asked).toEqual([['a'], ['a']]);
  });

  test('of different things do not meet, though they have the same name', async () => {
    const [one, two] = [loaderOf(), loaderOf()];
    const loads = new SharedLoads(sql);
    await Promise.all([loads.load(one.loader, ['a']), loads.load(two.loader, ['a'])]);
    expect([one.asked, two.asked]).toEqual([[['a']], [['a']]]);
  });

  test('fail for those alone whose keys are bad', async () => {
    const { loader, asked } = loaderOf();
    const loads = new SharedLoads(sql);
    const [good, bad] = await Promise.allSettled([loads.load(loader, ['a']), loads.load(loader, ['-'])]);
    expect(good).toMatchObject({ status: 'fulfilled', value: new Map([['a', 'row a']]) });
    expect(bad).toMatchObject({ status: 'rejected', reason: new Error('no key: -') });
    expect(asked).toEqual([['a', '-'], ['a'], ['-']]);
  });

  test('are as many statements as keep each of them short', async () => {
    const { loader, asked } = loaderOf();
    const loads = new SharedLoads(sql);
    const of = (name: string): string[] => Array.from({ length: 600 }, (_, index) => `${name}${index}`);
    const found = await Promise.all(['a', 'b', 'c'].map((name) => loads.load(loader, of(name))));
    expect(asked.map((keys) => keys.length)).toEqual([600, 600, 600]);
    expect(found.map((rows) => rows.size)).toEqual([600, 600, 600]);
  });
});
