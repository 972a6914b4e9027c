import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { firstLink, LinkBuilder, linkFromHex, linkToHex } from '#kernel/hash-chain.js';

const previous = firstLink('test/1');

test('a link is SHA-256 over the previous link and the fields as documented, byte for byte', () => {
  const link = new LinkBuilder().start(previous).text('a张').text(null).text('').integer(-2).finish();
  const bytes = Buffer.concat([
    previous,
    Buffer.from('00000004 61e5bca0 ffffffff 00000000 fffffffffffffffe'.replaceAll(' ', ''), 'hex'),
  ]);
  expect(linkToHex(link)).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('integers are written as signed 64-bit, for any safe integer', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      const expected = Buffer.alloc(40);
      expected.set(previous);
      expected.writeBigInt64BE(BigInt(value), 32);
      const link = new LinkBuilder().start(previous).integer(value).finish();
      expect(linkToHex(link)).toBe(createHash('sha256').update(expected).digest('hex'));
    }),
  );
});

test('no two lists of texts have the same link, wherever the border between the texts lies', () => {
  const builder = new LinkBuilder();
  const link = (texts: readonly (string | null)[]) => {
    builder.start(previous);
    for (const text of texts) builder.text(text);
    return linkToHex(builder.finish());
  };
  const texts = fc.array(fc.option(fc.string({ unit: fc.constantFrom('a', '\u0001', '张') })), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      expect(link(one) === link(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
  );
  expect(link(['ab', 'c'])).not.toBe(link(['a', 'bc']));
  expect(link([null])).not.toBe(link(['']));
});

test('a text longer than the buffer so far is hashed whole, behind what was there before it', () => {
  const long = '张'.repeat(10_000);
  const link = new LinkBuilder().start(previous).text('x').text(long).finish();
  const bytes = Buffer.concat([previous, Buffer.from('000000017800007530', 'hex'), Buffer.from(long)]);
  expect(linkToHex(link)).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('what is no link or no whole number is a programming error', () => {
  expect(() => new LinkBuilder().start(new Uint8Array(31))).toThrow('a link has 32 bytes, not 31');
  expect(() => new LinkBuilder().start(previous).integer(1.5)).toThrow('not a whole number: 1.5');
  expect(() => linkFromHex('00')).toThrow('64 lower-case hexadecimal digits');
});
