import { describe, expect, test } from '@jest/globals';
import { authorDigest, HistoryChain } from '#modules/group/domain/history-proof.js';
import { chainShown, type ReadMessage } from '#modules/group/domain/shown-proof.js';

const read: ReadMessage = {
  platformMessageId: 'm1',
  platformId: 'bo',
  accountName: 'Bo',
  groupNickname: null,
  sentAt: new Date(1_600_000_000_000),
  type: 0,
  content: '你好',
  replyTo: null,
  inGroup: false,
  memberId: null,
  erased: false,
};
const joined = { inGroup: true, memberId: 'account of bo' };
const author = { sender: 'bo', accountName: 'Bo', groupNickname: null };
const kept = authorDigest(author);

function proofOf(
  message: Partial<ReadMessage> = {},
  inGroup: readonly string[] = [],
  digest?: Uint8Array,
): string {
  const chain = new HistoryChain();
  const accounts = new Map(inGroup.map((who) => [who, `account of ${who}`]));
  chainShown(chain, { ...read, ...message }, { conversationId: 'c', inGroup: accounts }, digest);
  return chain.digest;
}

/** The proof of the source of `read`, of which only this is different. */
function sourceOf(different: { readonly type?: number; readonly content?: string } = {}): string {
  const chain = new HistoryChain();
  const { platformMessageId, type, content, replyTo: replyToMessageId } = read;
  const timestamp = 1_600_000_000;
  chain.add({ ...author, platformMessageId, timestamp, type, content, replyToMessageId, ...different });
  return chain.digest;
}

describe('the proof of what a group shows', () => {
  test.each([
    ['somebody who did not join, closed', proofOf()],
    ['somebody who joined, as a member', proofOf(joined, ['bo'])],
    [
      'somebody erased, by the digest that was kept',
      proofOf({ platformId: 'p-1', accountName: null, erased: true }, [], kept),
    ],
  ])('is that of the source for %s', (_who, proof) => {
    expect(proof).toBe(sourceOf());
  });

  test('is that of the source for what was taken back, though its content is shown to nobody', () => {
    expect(proofOf({ type: 81, content: 'was taken back' })).toBe(
      sourceOf({ type: 81, content: 'was taken back' }),
    );
  });

  test.each([
    ['a stranger as a member', proofOf(joined)],
    ['a member as a stranger', proofOf({}, ['bo'])],
    ['a member under the account of another', proofOf({ ...joined, memberId: 'account of cy' }, ['bo'])],
    ['a member under no account', proofOf({ ...joined, memberId: null }, ['bo'])],
    ['a nameless stranger by their id', proofOf({ ...joined, accountName: 'bo' })],
    ['somebody as erased of whom no digest was kept', proofOf({ erased: true })],
    ['somebody as not erased of whom one was kept', proofOf({ accountName: 'Bert' }, [], kept)],
    ['another name', proofOf({ accountName: 'Bert' })],
    ['another text', proofOf({ content: '您好' })],
    ['another time', proofOf({ sentAt: new Date(1_600_000_001_000) })],
    ['an answer to something', proofOf({ replyTo: 'm0' })],
    ['what was not taken back as taken back', proofOf({ type: 81 })],
  ])('is another one for %s', (_what, proof) => {
    expect(proof).not.toBe(sourceOf());
  });
});
