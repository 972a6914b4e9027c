import { expect, test } from '@jest/globals';
import { contentKey } from '#modules/group/domain/content-key.js';

const message = {
  platformMessageId: null,
  sender: 'anna',
  accountName: 'Anna',
  groupNickname: null,
  timestamp: 1_600_000_000,
  type: 0,
  content: 'hello',
  replyToMessageId: null,
};

test('a message without an id is known by its sender, time, type and content, whatever the sender is called now', () => {
  const key = contentKey(message);
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(contentKey({ ...message, accountName: 'Anna B.', groupNickname: 'A' })).toBe(key);
  const others = [
    { sender: 'bo' },
    { timestamp: 1_600_000_001 },
    { type: 1 },
    { content: 'hello ' },
    { content: null },
  ];
  const keys = others.map((other) => contentKey({ ...message, ...other }));
  expect(new Set([key, ...keys]).size).toBe(others.length + 1);
});

test('no text of one field counts as a part of the next', () => {
  expect(contentKey({ ...message, sender: 'a"', content: 'b' })).not.toBe(
    contentKey({ ...message, sender: 'a', content: '"b' }),
  );
  expect(contentKey({ ...message, content: 'null' })).not.toBe(contentKey({ ...message, content: null }));
});
