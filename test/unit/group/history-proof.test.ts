import { createReadStream, existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readChatLab } from '#modules/group/domain/chatlab/read-chatlab.js';
import {
  chainNext,
  emptyHistory,
  HistoryChain,
  type ProvedMessage,
} from '#modules/group/domain/history-proof.js';

const message: ProvedMessage = {
  position: 1,
  platformMessageId: 'm1',
  sender: 'u1',
  accountName: '张三',
  groupNickname: null,
  timestamp: 1_700_000_000,
  type: 0,
  content: '大家好',
  replyToMessageId: null,
};

const digestOf = (...messages: Omit<ProvedMessage, 'position'>[]) => {
  const chain = new HistoryChain();
  for (const each of messages) chain.add(each);
  return chain.digest;
};

// Worked out apart from this code, from the encoding as documented.
test('the proof of a known history does not change between releases', () => {
  expect(digestOf()).toBe('48c1be5e77dd4c73f4c59c5f5ecf37a7a77f47cb3c7c3849a985e6b51e460eb0');
  expect(
    digestOf(message, { ...message, platformMessageId: 'm2', content: null, replyToMessageId: 'm1' }),
  ).toBe('40681bae3ea6abbb2648fbacbd2fe348f525d564f4db194c32e8b11f09702cef');
});

test.each<[keyof ProvedMessage, ProvedMessage]>([
  ['position', { ...message, position: 2 }],
  ['platformMessageId', { ...message, platformMessageId: null }],
  ['sender', { ...message, sender: 'u2' }],
  ['accountName', { ...message, accountName: '李四' }],
  ['groupNickname', { ...message, groupNickname: '' }],
  ['timestamp', { ...message, timestamp: message.timestamp + 1 }],
  ['type', { ...message, type: 1 }],
  ['content', { ...message, content: '大家好 ' }],
  ['replyToMessageId', { ...message, replyToMessageId: 'm1' }],
])('a change of %s alone changes the proof', (_, other) => {
  expect(chainNext(emptyHistory, other)).not.toEqual(chainNext(emptyHistory, message));
});

test('a message left out, added, or exchanged with its neighbour changes the proof', () => {
  const [one, two, three] = ['一', '二', '三'].map((content) => ({ ...message, content })) as [
    ProvedMessage,
    ProvedMessage,
    ProvedMessage,
  ];
  const digests = [
    digestOf(one, two, three),
    digestOf(one, three),
    digestOf(one, three, two),
    digestOf(one, two, three, three),
  ];
  expect(new Set(digests).size).toBe(4);
});

test('a source with NUL and lone surrogates has the proof of the rows that are stored for it', () => {
  const source = { ...message, accountName: 'a\0', content: 'b\ud800' };
  const stored = { ...message, accountName: 'a\ufffd', content: 'b\ufffd' };
  expect(digestOf(source)).toBe(digestOf(stored));
});

test('a chain continues from its count and digest as if it had never stopped', () => {
  const first = new HistoryChain();
  first.add(message);
  const second = new HistoryChain(first.count, first.digest);
  second.add({ ...message, content: '再见' });
  expect(second.count).toBe(2);
  expect(second.digest).toBe(digestOf(message, { ...message, content: '再见' }));
});

const group = new URL('../../../../shared/data/openbsd-daily.chatlab.jsonl', import.meta.url);
const whereDataExists = existsSync(group) ? describe : describe.skip;

whereDataExists('the group in ../shared/data', () => {
  test('has a header, 358 members and 8,790 messages, no problems, and one proof', async () => {
    const counts = { header: 0, member: 0, message: 0, problem: 0 };
    const chain = new HistoryChain();
    for await (const item of readChatLab(createReadStream(group))) {
      counts[item.kind] += 1;
      if (item.kind === 'message') chain.add(item.message);
    }
    expect(counts).toEqual({ header: 1, member: 358, message: 8_790, problem: 0 });
    expect(chain.count).toBe(8_790);
    expect(chain.digest).toBe('09e795f0efe98a3337a8783614180878e432a99bd0e2d565d30465595ebc1f94');
  });
});
