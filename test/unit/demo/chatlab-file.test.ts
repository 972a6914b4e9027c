import { describe, expect, test } from '@jest/globals';
import { ChatLabFile, type FileMessage } from '#demo/input/chatlab-file.js';

const META = { name: 'Readers 读者', platform: 'wechat', type: 'group', groupId: 'g' };
const CHATLAB = { version: '0.0.2', exportedAt: 1_700_000_000 };
const MEMBERS = [{ platformId: 'a', accountName: 'A', roles: [{ id: 'owner' }] }, { platformId: 'b' }];
const MESSAGES = [
  { platformMessageId: 'm1', sender: 'a', timestamp: 1, type: 0, content: 'one' },
  {
    platformMessageId: 'm2',
    sender: 'b',
    timestamp: 1,
    type: 25,
    content: 'two\0\ud800',
    replyToMessageId: 'm1',
  },
  { platformMessageId: 'm1', sender: 'a', timestamp: 2, type: 0, content: 'again' },
  { sender: 7, timestamp: 3, type: 1 },
];

const json = JSON.stringify({ chatlab: CHATLAB, meta: META, members: MEMBERS, messages: MESSAGES }, null, 2);
const jsonl = [
  '# exported by hand',
  JSON.stringify({ _type: 'header', chatlab: CHATLAB, meta: META }),
  ...MEMBERS.map((member) => JSON.stringify({ _type: 'member', ...member })),
  '{"_type":"message", broken',
  ...MESSAGES.map((message) => JSON.stringify({ _type: 'message', ...message })),
].join('\r\n');

describe.each([
  ['JSON', json],
  ['JSONL', `\ufeff${jsonl}`],
])('a ChatLab file as %s', (_form, text) => {
  const file = new ChatLabFile(new Blob([text]));

  test('tells the group, its owner by role, and its members', async () => {
    expect(await file.head()).toEqual({
      name: 'Readers 读者',
      ownerId: 'a',
      memberIds: ['a', 'b'],
      messageCount: 4,
    });
  });

  test('gives each message once, in order, as it can be stored', async () => {
    const messages: FileMessage[] = [];
    for await (const message of file.messages()) messages.push(message);
    expect(messages).toEqual([
      { id: 'm1', sender: 'a', timestamp: 1, type: 0, content: 'one', replyTo: null },
      { id: 'm2', sender: 'b', timestamp: 1, type: 25, content: 'two\ufffd\ufffd', replyTo: 'm1' },
      { id: null, sender: '7', timestamp: 3, type: 1, content: null, replyTo: null },
    ]);
  });
});

test('the owner that the header names stands above roles', async () => {
  const text = JSON.stringify({
    chatlab: CHATLAB,
    meta: { ...META, ownerId: 'b' },
    members: MEMBERS,
    messages: [],
  });
  expect((await new ChatLabFile(new Blob([text])).head()).ownerId).toBe('b');
});
