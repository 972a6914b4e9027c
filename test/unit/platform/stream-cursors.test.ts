import { describe, expect, test } from '@jest/globals';
import { StreamCursors } from '#platform/graphql/stream-cursors.js';

const SECRET = 'a secret that all nodes have';
const cursors = new StreamCursors(SECRET);
const refusal = { code: 'CURSOR_INVALID' };

describe('the cursor of a stream', () => {
  test.each([0, 1, 255, 256, 2 ** 31, Number.MAX_SAFE_INTEGER])(
    'opens again at position %d, also at another node',
    (position) => {
      expect(new StreamCursors(SECRET).open('events a', cursors.seal('events a', position))).toBe(position);
    },
  );

  test('is refused in another stream, and under another secret', () => {
    const cursor = cursors.seal('events a', 7);
    expect(() => cursors.open('events b', cursor)).toThrow(expect.objectContaining(refusal));
    expect(() => new StreamCursors('another secret').open('events a', cursor)).toThrow(
      expect.objectContaining(refusal),
    );
  });

  test('is refused with any bit of it changed', () => {
    const sealed = Buffer.from(cursors.seal('events a', 7), 'base64url');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const forged = Buffer.from(sealed);
      forged.writeUInt8(forged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => cursors.open('events a', forged.toString('base64url'))).toThrow(
        expect.objectContaining(refusal),
      );
    }
  });

  test.each(['', 'x', '!', 'WyIwMTlhIiw3XQ', 'A'.repeat(32), 'A'.repeat(500), '中文'])(
    'is refused when it is none: %j',
    (nothing) => {
      expect(() => cursors.open('events a', nothing)).toThrow(expect.objectContaining(refusal));
    },
  );

  test('tells nothing of what it is of but where it stands', () => {
    const cursor = Buffer.from(cursors.seal('events of a secret thing', 7), 'base64url');
    expect(cursor).toHaveLength(24);
    expect(cursor.toString('latin1')).not.toContain('secret');
  });
});
