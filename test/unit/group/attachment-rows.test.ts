import { expect, test } from '@jest/globals';
import { toAttachmentRow } from '#modules/group/use-cases/csv/attachment-rows.js';

const sound = {
  platformMessageId: 'm1',
  reference: 'files/2024/m1.jpg',
  fileName: 'm1.jpg',
  bytes: '1024',
  sha256: 'AB'.repeat(32),
};

test('a sound row keeps what it says; the hash comes in lower case', () => {
  expect(toAttachmentRow(sound)).toEqual({
    ok: true,
    value: { ...sound, bytes: 1024, sha256: 'ab'.repeat(32) },
  });
});

test('references and names may begin like a formula, as file stores write them', () => {
  const row = { ...sound, reference: '@bucket/=x', fileName: '-holiday.jpg' };
  expect(toAttachmentRow(row)).toMatchObject({ ok: true, value: { reference: '@bucket/=x' } });
});

test.each([
  [{ platformMessageId: ' ' }, { code: 'EMPTY_CELL', field: 'platformMessageId' }],
  [{ reference: '' }, { code: 'EMPTY_CELL', field: 'reference' }],
  [{ platformMessageId: 'x'.repeat(257) }, { code: 'BAD_MESSAGE_ID', field: 'platformMessageId' }],
  [{ platformMessageId: 'a\ud800' }, { code: 'BAD_MESSAGE_ID', field: 'platformMessageId' }],
  [{ reference: 'x'.repeat(1025) }, { code: 'BAD_REFERENCE', detail: 'TOO_LONG' }],
  [{ reference: 'a\u0000b' }, { code: 'BAD_REFERENCE', detail: 'CONTROL_CHARACTER' }],
  [{ fileName: 'evil\u202egpj.exe' }, { code: 'BAD_FILE_NAME', detail: 'BIDI_CONTROL' }],
  [{ fileName: 'x'.repeat(256) }, { code: 'BAD_FILE_NAME', detail: 'TOO_LONG' }],
  [{ bytes: '-1' }, { code: 'BAD_BYTES', field: 'bytes' }],
  [{ bytes: '1e3' }, { code: 'BAD_BYTES', field: 'bytes' }],
  [{ bytes: '1099511627777' }, { code: 'BAD_BYTES', field: 'bytes' }],
  [{ sha256: 'ab' }, { code: 'BAD_HASH', field: 'sha256' }],
  [{ sha256: 'x'.repeat(64) }, { code: 'BAD_HASH', field: 'sha256' }],
])('a row with %j is refused', (wrong, problem) => {
  expect(toAttachmentRow({ ...sound, ...wrong })).toMatchObject({ ok: false, error: problem });
});

test('a file may be empty, and as large as a tebibyte', () => {
  for (const bytes of ['0', '1099511627776'])
    expect(toAttachmentRow({ ...sound, bytes })).toMatchObject({ ok: true, value: { bytes: Number(bytes) } });
});
