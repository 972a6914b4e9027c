import { createReadStream, existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readMobileRows, toMobileRow } from '#modules/group/use-cases/csv/mobile-rows.js';

test('a platform id is kept as it is, also where it begins like a formula', () => {
  for (const platformId of ['wxid_1', '@zhang:example.org', '-100123', '=)']) {
    expect(toMobileRow({ platformId, mobile: '199 0000 0001' })).toEqual({
      ok: true,
      value: { platformId, mobile: '+8619900000001' },
    });
  }
});

test.each([
  [
    { platformId: ' ', mobile: '19900000001' },
    { code: 'EMPTY_CELL', field: 'platformId' },
  ],
  [
    { platformId: 'x'.repeat(257), mobile: '19900000001' },
    { code: 'BAD_PLATFORM_ID', field: 'platformId' },
  ],
  [
    { platformId: 'a', mobile: 'tel:19900000001' },
    { code: 'BAD_MOBILE', field: 'mobile', detail: 'TEL_URI' },
  ],
])('%j is refused', (record, problem) => {
  expect(toMobileRow(record)).toMatchObject({ ok: false, error: problem });
});

const mobiles = new URL('../../../../shared/data/openbsd-daily.mobiles.csv', import.meta.url);
const whereDataExists = existsSync(mobiles) ? describe : describe.skip;

whereDataExists('the mobiles in ../shared/data', () => {
  test('are 331, all sound', async () => {
    let sound = 0;
    for await (const item of readMobileRows(createReadStream(mobiles)))
      if (item.kind === 'row' && item.result.ok) sound += 1;
    expect(sound).toBe(331);
  });
});
