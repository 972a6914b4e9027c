import { createReadStream, existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readChatLab } from '#modules/group/domain/chatlab/read-chatlab.js';
import {
  authorDigest,
  HistoryChain,
  messageDigest,
  type ProofVersion,
} from '#modules/group/domain/history-proof.js';
import type { ProvedMessage } from '#modules/group/domain/proved-message.js';

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

type Placed = Omit<ProvedMessage, 'position'>;

const digestIn = (version: ProofVersion, ...messages: Placed[]) => {
  const chain = new HistoryChain(0, undefined, version);
  for (const each of messages) chain.add(each);
  return chain.digest;
};
const digestOf = (...messages: Placed[]) => digestIn(2, ...messages);

const answer = { ...message, platformMessageId: 'm2', content: null, replyToMessageId: 'm1' };

// Worked out apart from this code, from the encoding as documented.
test.each<[ProofVersion, string, string]>([
  [
    1,
    '48c1be5e77dd4c73f4c59c5f5ecf37a7a77f47cb3c7c3849a985e6b51e460eb0',
    '40681bae3ea6abbb2648fbacbd2fe348f525d564f4db194c32e8b11f09702cef',
  ],
  [
    2,
    '4ab9534bf09226847b4566c5167917aff08972f77c280466cfec3d28784f065d',
    '157b37dd923470c194c9146c1cc56fdda38ec16a40ad05d104f86b5d821e69d0',
  ],
])('the proof of a known history in version %d does not change between releases', (version, none, two) => {
  expect(digestIn(version)).toBe(none);
  expect(digestIn(version, message, answer)).toBe(two);
});

test('digests of messages give the same proof as the messages, and version 1 has none', () => {
  const chain = new HistoryChain();
  chain.addDigest(messageDigest(message));
  chain.addDigest(messageDigest({ ...answer, position: 2 }));
  expect([chain.count, chain.digest]).toEqual([2, digestOf(message, answer)]);
  expect(() => new HistoryChain(0, undefined, 1).addDigest(messageDigest(message))).toThrow('version 1');
});

test('a message whose author was erased is proved by the digest that was kept, and all else of it still counts', () => {
  const digest = authorDigest(message);
  const erased = { ...message, sender: 'erased-1', accountName: null };
  const proofOf = (...args: Parameters<HistoryChain['add']>) => {
    const chain = new HistoryChain();
    chain.add(...args);
    return chain.digest;
  };
  expect(proofOf(erased, digest)).toBe(digestOf(message));
  expect(proofOf(erased)).not.toBe(digestOf(message));
  expect(proofOf({ ...erased, content: '大家好!' }, digest)).not.toBe(digestOf(message));
  expect(proofOf(erased, authorDigest({ ...message, sender: 'u2' }))).not.toBe(digestOf(message));
});

test('a history in version 1 takes no digest for an author', () => {
  expect(() => new HistoryChain(0, undefined, 1).add(message, authorDigest(message))).toThrow('version 1');
});

test('names that run into each other are different authors', () => {
  const one = { ...message, sender: 'u', accountName: '1:a', groupNickname: null };
  const other = { ...message, sender: 'u1:', accountName: 'a', groupNickname: null };
  const chain = new HistoryChain();
  chain.add(one);
  chain.add(other);
  const alone = new HistoryChain();
  alone.add(one);
  const apart = new HistoryChain(alone.count, alone.digest);
  apart.add(other);
  expect(chain.digest).toBe(apart.digest);
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
  expect(messageDigest(other)).not.toEqual(messageDigest(message));
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
    expect(chain.digest).toBe('19da182b8a2326a4885b1b7b2ee8f395c2497d1bceee22cd56da4b5676aea3c5');
  });
});
