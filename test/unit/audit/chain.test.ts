import { describe, expect, test } from '@jest/globals';
import {
  type ChainLink,
  emptyChain,
  hiddenEntry,
  nextHash,
  type ShownEntry,
  verifyChain,
} from '#modules/audit/domain/chain.js';
import { type ChainedEntry, commitmentTo } from '#modules/audit/domain/entry.js';

const SALT = 'ab'.repeat(32);
const ORIGIN = { address: '203.0.113.7', userAgent: 'a browser' };

function bodyOf(
  sequence: number,
): Omit<Extract<ChainedEntry, { format: 2 }>, 'format' | 'originCommitment' | 'origin'> {
  return {
    chainId: 'organization:o',
    sequence,
    id: `entry-${sequence}`,
    actorId: 'p',
    action: 'upgrade.start',
    command: 'startGroupUpgrade',
    subjectType: 'GroupUpgrade',
    subjectId: 'u',
    details: '{}',
    requestId: 'r',
    at: 1_760_000_000_000 + sequence,
  };
}

/** A chain of so many entries; the first `old` of them in form 1. */
function chain(length: number, old = 0): ShownEntry[] {
  const links: ShownEntry[] = [];
  let hash: Uint8Array = Buffer.from(emptyChain.hash, 'hex');
  for (let sequence = 1; sequence <= length; sequence++) {
    const entry: ChainedEntry =
      sequence <= old
        ? { ...bodyOf(sequence), ...ORIGIN, format: 1 }
        : {
            ...bodyOf(sequence),
            format: 2,
            originCommitment: commitmentTo(Buffer.from(SALT, 'hex'), ORIGIN),
            origin: { ...ORIGIN, salt: SALT },
          };
    hash = nextHash(hash, entry);
    links.push({ entry, hash: Buffer.from(hash).toString('hex') });
  }
  return links;
}

function changed(links: readonly ShownEntry[], index: number, change: object): ChainLink[] {
  return links.map((link, at) => (at === index ? { ...link, entry: { ...link.entry, ...change } } : link));
}

const headOf = (links: readonly ShownEntry[]): object => ({
  sequence: links.length,
  hash: links.at(-1)?.hash,
});

describe('a chain of audit entries', () => {
  test('verifies to its last hash, also where its first entries have the old form', () => {
    for (const links of [chain(4), chain(4, 2)])
      expect(verifyChain(links)).toEqual({ ok: true, value: headOf(links) });
  });

  test.each([
    ['details', '{"a":1}'],
    ['actorId', 'q'],
    ['command', 'x'],
    ['subjectId', 'v'],
    ['at', 0],
    ['requestId', ''],
    ['originCommitment', '00'.repeat(32)],
    ['format', 1],
  ])('fails at the entry whose %s was changed', (field, value) => {
    const result = verifyChain(
      changed(chain(3), 1, { [field]: value, ...(field === 'originCommitment' ? { origin: null } : {}) }),
    );
    expect(result).toEqual({ ok: false, error: { sequence: 2, problem: 'HASH' } });
  });

  test.each([1, 2])('fails at an entry of form %d whose address was changed', (format) => {
    const links = chain(3, format === 1 ? 3 : 0);
    const change =
      format === 1
        ? { address: '198.51.100.1' }
        : { origin: { ...ORIGIN, salt: SALT, address: '198.51.100.1' } };
    expect(verifyChain(changed(links, 1, change))).toEqual({
      ok: false,
      error: { sequence: 2, problem: format === 1 ? 'HASH' : 'ORIGIN' },
    });
  });

  test('fails where an entry is left out, and where two are exchanged', () => {
    const [first, second, third] = chain(3) as [ShownEntry, ShownEntry, ShownEntry];
    expect(verifyChain([first, third])).toEqual({ ok: false, error: { sequence: 2, problem: 'GAP' } });
    expect(verifyChain([second, first, third])).toEqual({
      ok: false,
      error: { sequence: 1, problem: 'GAP' },
    });
  });

  test('verifies when the origin of an entry was erased', () => {
    const links = chain(3);
    expect(verifyChain(changed(links, 1, { origin: null }))).toEqual({ ok: true, value: headOf(links) });
  });

  test('verifies with entries that are not shown, from a head in its middle, and fails when one of those differs', () => {
    const links = chain(5);
    const [, second, third, fourth, fifth] = links as [
      ShownEntry,
      ShownEntry,
      ShownEntry,
      ShownEntry,
      ShownEntry,
    ];
    const span = [third, hiddenEntry(fourth.entry, fourth.hash), fifth];
    const from = { sequence: 2, hash: second.hash };
    expect(verifyChain(span, from)).toEqual({ ok: true, value: headOf(links) });
    const other = [third, { sequence: 4, hidden: { digest: '00'.repeat(32) } }, fifth];
    expect(verifyChain(other, from)).toEqual({ ok: false, error: { sequence: 5, problem: 'HASH' } });
  });

  test('tells nothing of an entry that is not shown but its digest', () => {
    const [first] = chain(1) as [ShownEntry];
    const hidden = hiddenEntry(first.entry, first.hash);
    expect(Object.keys(hidden)).toEqual(['sequence', 'hidden']);
    expect(hidden.hidden).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('takes the hash of an entry of the old form that is not shown as it is given', () => {
    const links = chain(3, 2);
    const [, second, third] = links as [ShownEntry, ShownEntry, ShownEntry];
    const from = { sequence: 1, hash: links[0]?.hash ?? '' };
    expect(verifyChain([hiddenEntry(second.entry, second.hash), third], from)).toEqual({
      ok: true,
      value: headOf(links),
    });
  });
});
