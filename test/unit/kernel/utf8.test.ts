import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Utf8Decoder } from '#kernel/utf8.js';

function decode(chunks: readonly Uint8Array[]): { text: string; replaced: boolean } {
  const decoder = new Utf8Decoder();
  const text = chunks.map((chunk) => decoder.push(chunk)).join('') + decoder.end();
  return { text, replaced: decoder.replaced };
}

const likelyBytes = fc.array(
  fc.oneof(
    fc.constantFrom(
      0x41,
      0x0a,
      0x80,
      0xbf,
      0xc2,
      0xe4,
      0xb8,
      0xad,
      0xed,
      0xa0,
      0xef,
      0xbb,
      0xbd,
      0xf0,
      0x9f,
      0xff,
    ),
    fc.integer({ min: 0, max: 255 }),
  ),
  { maxLength: 40 },
);

test('any bytes, cut anywhere, become what the Encoding Standard makes of them in one piece', () => {
  fc.assert(
    fc.property(likelyBytes, fc.array(fc.nat(40), { maxLength: 6 }), (values, cuts) => {
      const bytes = Uint8Array.from(values);
      const borders = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const chunks = borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
      expect(decode(chunks).text).toBe(new TextDecoder().decode(bytes));
    }),
    { numRuns: 5_000 },
  );
});

test('only what was no UTF-8 counts as replaced: a U+FFFD that the text holds does not', () => {
  expect(decode([new TextEncoder().encode('a\ufffdb')])).toEqual({ text: 'a\ufffdb', replaced: false });
  expect(decode([Uint8Array.of(0x61, 0xff)])).toEqual({ text: 'a\ufffd', replaced: true });
});

test('a character cut off at the end of the source is replaced', () => {
  expect(decode([Uint8Array.of(0x61, 0xe4, 0xb8)])).toEqual({ text: 'a\ufffd', replaced: true });
});

test('a byte order mark is dropped at the beginning only', () => {
  expect(
    decode([Uint8Array.of(0xef), Uint8Array.of(0xbb, 0xbf, 0x61), Uint8Array.of(0xef, 0xbb, 0xbf)]).text,
  ).toBe('a\ufeff');
});
