import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { hiddenEntry, type ShownEntry } from '#modules/audit/domain/chain.js';
import { EvidenceSigner } from '#modules/evidence/use-cases/evidence-signer.js';
import {
  bytesSource,
  type EvidenceReport,
  verifyEvidence,
} from '../../../src/modules/evidence/verifier/verify-evidence.mjs';
import {
  ACTOR,
  type Audited,
  completedUpgrade,
  decisionsOf,
  pack,
  packFile,
  type PackParts,
  receiptOf,
  signer,
} from '../../support/packs.js';

const verify = (bytes: Uint8Array, options?: { key: string }): Promise<EvidenceReport> =>
  verifyEvidence(bytesSource(bytes), options);

/** The first problem of a pack whose parts were changed before it was signed. */
async function problemOf(change: (parts: PackParts) => void): Promise<string | undefined> {
  const parts = completedUpgrade();
  change(parts);
  const { verified, problems } = await verify(await pack(parts));
  expect(verified).toBe(problems.length === 0);
  return problems[0];
}

/** The element at this place, which the tests know to be there. */
function at<Element>(list: readonly Element[], index: number): Element & Record<string, unknown> {
  const element = list[index];
  if (element === undefined) throw new Error(`there is nothing at ${index}`);
  return element as Element & Record<string, unknown>;
}

/** Inserts an event of the upgrade; those behind it count on. */
function insertEvent({ events, upgrade }: PackParts, index: number, event: Record<string, unknown>): void {
  const nothing = { invitationId: null, fromState: null, toState: null, reason: null };
  events.splice(index, 0, { ...nothing, at: at(events, 0)['at'], ...event });
  for (const [place, { ...row }] of events.entries()) events[place] = { ...row, sequence: place + 1 };
  upgrade['sequence'] = events.length;
}

/** Leaves the audit entry of the cut-over out, which is the last one. */
function withoutCutOver({ audit, facts }: PackParts): void {
  audit.pop();
  Object.assign(facts.auditChain, {
    to: { sequence: audit.length, hash: at(audit, audit.length - 1)['hash'] },
  });
}

/** As packs were before what texts promise was kept on record: the entry that tells of it is about something else. */
function beforePromises({ audit, notices, upgrade }: PackParts): void {
  const { entry, hash } = at(audit, 3) as unknown as ShownEntry & { readonly hash: string };
  audit[3] = hiddenEntry(entry, hash);
  for (const notice of notices) delete notice['terms'];
  delete upgrade['groupTerms'];
  delete upgrade['secondAdministrator'];
}

/** Whether this byte belongs to what was packed, not to the ZIP around it. */
function isContent(bytes: Buffer, index: number): boolean {
  for (
    let record = bytes.indexOf('504b0102', 0, 'hex');
    record !== -1;
    record = bytes.indexOf('504b0102', record + 4, 'hex')
  ) {
    const local = bytes.readUInt32LE(record + 42);
    const begin = local + 30 + bytes.readUInt16LE(local + 26);
    if (index >= begin && index < begin + bytes.readUInt32LE(record + 20)) return true;
  }
  return false;
}

describe('an evidence pack', () => {
  test('verifies as it was written, by the key that signed it', async () => {
    const bytes = await pack(completedUpgrade());
    const report = await verify(bytes, { key: signer.publicKey });
    expect(report).toMatchObject({ verified: true, problems: [], publicKey: signer.publicKey });
    expect(report.checks.every(({ ok }) => ok)).toBe(true);
    expect(await pack(completedUpgrade())).toEqual(bytes);
  });

  test('does not verify by another key, although whoever made it has signed it', async () => {
    const other = new EvidenceSigner('another secret');
    const { problems } = await verify(await pack(completedUpgrade(), other), { key: signer.publicKey });
    expect(problems).toEqual([`key: signed by ${other.publicKey}, not by ${signer.publicKey}`]);
  });

  test('does not verify when one byte is another: any of the ZIP’s own, and every seventh of the files', async () => {
    const bytes = await pack(completedUpgrade());
    const unnoticed: number[] = [];
    for (const index of [...bytes.keys()].filter((byte) => byte % 7 === 0 || !isContent(bytes, byte))) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      if ((await verify(changed)).verified) unnoticed.push(index);
    }
    expect(unnoticed).toEqual([]);
  }, 60_000);

  test('does not verify when it is cut off, or when something stands before or behind it', async () => {
    const bytes = await pack(completedUpgrade());
    for (const other of [
      bytes.subarray(0, -1),
      bytes.subarray(1),
      bytes.subarray(0, 100),
      Buffer.alloc(0),
      Buffer.concat([bytes, Buffer.of(0)]),
      Buffer.concat([Buffer.of(0), bytes]),
    ])
      expect((await verify(other)).verified).toBe(false);
  });
});

describe('what the verifier finds in a pack that is signed as it should be', () => {
  test.each<[string, string, (parts: PackParts) => void]>([
    [
      'a gap in the log',
      'events.jsonl: after event 3 comes event 5',
      ({ events }) => void events.splice(3, 1),
    ],
    [
      'counters that are not the sum of the log',
      'event log: the counters',
      ({ upgrade }) => void Object.assign(upgrade['counters'] as object, { INCLUDED: 2 }),
    ],
    [
      'a log that ends before its upgrade',
      'event log: the log has 9 events',
      ({ events }) => void events.pop(),
    ],
    [
      'a step from a state that the invitation was not in',
      'events.jsonl: event 8 begins at another state',
      ({ events }) => void Object.assign(at(events, 7), { fromState: 'PENDING' }),
    ],
    [
      'a step after the end',
      'events.jsonl: event 10: an invitation changes after the end',
      ({ events }) => {
        const [last, end] = [at(events, 8), at(events, 9)];
        events.splice(8, 2, { ...end, sequence: 9 }, { ...last, sequence: 10 });
      },
    ],
    [
      'an outcome on the roster that is not the one of the log',
      'outcomes: the roster',
      ({ roster }) => void Object.assign(at(roster, 1), { state: 'INCLUDED', exclusionReason: null }),
    ],
    [
      'somebody who is excluded without a reason',
      'outcomes: somebody is excluded without a reason',
      ({ roster }) => void Object.assign(at(roster, 1), { exclusionReason: null }),
    ],
    [
      'reasons that do not add up',
      'outcomes: the reasons of the excluded',
      ({ upgrade }) => void Object.assign(upgrade, { reasons: { blocked: {}, excluded: { EXPIRED: 1 } } }),
    ],
    [
      'an invitation that stands on the roster twice',
      'roster.jsonl: roster.jsonl: the invitation of line 2',
      ({ roster }) => void Object.assign(at(roster, 1), { invitationId: 'a' }),
    ],
    ['an answer without a receipt', 'receipts: the answer at event 5', ({ receipts }) => void receipts.pop()],
    [
      'a receipt whose answer was changed',
      'receipts.jsonl: receipt receipt-5: its digest',
      ({ receipts }) => void Object.assign(at(receipts, 1), { answer: 'ACCEPTED' }),
    ],
    [
      'a receipt that names somebody else',
      'receipts.jsonl: receipt receipt-4: its commitment',
      ({ receipts }) => void Object.assign(at(receipts, 0)['person'] as object, { name: '王五' }),
    ],
    [
      'somebody who was included without a yes',
      'events.jsonl: event 9: an invitation cannot turn from DECLINED to INCLUDED',
      ({ events, roster, upgrade }) => {
        Object.assign(at(events, 8), { fromState: 'DECLINED', toState: 'INCLUDED', reason: null });
        Object.assign(at(roster, 1), { state: 'INCLUDED', exclusionReason: null });
        Object.assign(upgrade, { reasons: { blocked: {}, excluded: {} } });
        Object.assign(upgrade['counters'] as object, { INCLUDED: 2, EXCLUDED: 0 });
      },
    ],
    [
      'a yes to an earlier text',
      'consent: the invitation a was included with a yes to another text',
      (parts) => {
        parts.notices.push({ ...at(parts.notices, 0), edition: 2 });
        Object.assign(parts.upgrade, { noticeEdition: 2 });
        insertEvent(parts, 5, { type: 'NOTICE_CHANGED', reason: '2' });
      },
    ],
    [
      'a yes of an earlier round',
      'consent: the invitation a was included with a yes of another round',
      (parts) => {
        insertEvent(parts, 5, { type: 'ROUND_STARTED', reason: '2' });
        Object.assign(parts.upgrade, { round: 2 });
        Object.assign(at(parts.roster, 0), { round: 2 });
      },
    ],
    [
      'an edition that the log does not tell of',
      'texts: the log does not tell of every edition',
      ({ notices, upgrade }) => {
        notices.push({ ...at(notices, 0), edition: 2 });
        Object.assign(upgrade, { noticeEdition: 2 });
      },
    ],
    [
      'a receipt about an edition that was not asked about at that time',
      'receipts.jsonl: receipt receipt-4 is about another edition',
      (parts) => {
        parts.notices.push({ ...at(parts.notices, 0), edition: 2 });
        Object.assign(parts.upgrade, { noticeEdition: 2 });
        parts.receipts.splice(0, 1, receiptOf(4, 'a', 'ACCEPTED', 2));
        insertEvent(parts, 5, { type: 'NOTICE_CHANGED', reason: '2' });
      },
    ],
    [
      'a receipt about a text that is not there',
      'receipts.jsonl: receipt receipt-4 is about a text',
      ({ notices }) => void Object.assign(at(notices, 0), { noticeVersion: 9 }),
    ],
    [
      'an answer while the upgrade is paused',
      'events.jsonl: event 5: somebody answers while the upgrade is paused, and takes no yes back',
      (parts) => insertEvent(parts, 3, { type: 'UPGRADE_PAUSED', fromState: 'INVITING', toState: 'PAUSED' }),
    ],
    [
      'a receipt of which the audit trail tells nothing',
      'receipts audited: no audit entry tells of the receipt receipt-6',
      (parts) => {
        insertEvent(parts, 5, { ...at(parts.events, 4), fromState: 'DECLINED', toState: 'ACCEPTED' });
        insertEvent(parts, 6, { ...at(parts.events, 4), fromState: 'ACCEPTED', toState: 'DECLINED' });
        parts.receipts.push(receiptOf(6, 'b', 'ACCEPTED'), receiptOf(7, 'b', 'DECLINED'));
      },
    ],
    [
      'a cut-over of which the audit trail tells nothing',
      'cut-over: the audit trail tells of 0 cut-overs',
      (parts) => withoutCutOver(parts),
    ],
    [
      'terms of a text that are not those it was adopted with',
      'terms: the audit trail tells of other terms of edition 1',
      ({ notices }) => void Object.assign(at(notices, 0)['terms'] as object, { retentionDays: 90 }),
    ],
    [
      'a text that the audit trail tells terms of, and that has none',
      'terms: the audit trail tells of other terms of edition 1',
      ({ notices }) => void Object.assign(at(notices, 0), { terms: undefined }),
    ],
    [
      'a group that was handed other terms',
      'terms: the group was handed other terms than were agreed to',
      ({ upgrade }) => void Object.assign(upgrade['groupTerms'] as object, { lateHistory: 'FROM_BEGINNING' }),
    ],
    [
      'a group that was handed no terms',
      'terms: the group was handed no terms',
      ({ upgrade }) => void Object.assign(upgrade, { groupTerms: null }),
    ],
    [
      'a cut-over that needed a second person and had none',
      'cut-over: nobody confirmed a cut-over',
      ({ upgrade }) => void Object.assign(upgrade, { secondAdministrator: true }),
    ],
    [
      'a delivery about somebody else',
      'deliveries: the delivery d is about an invitation that is not on the roster',
      ({ deliveries }) => void Object.assign(at(deliveries, 0), { invitationId: 'z' }),
    ],
    [
      'a text that was changed',
      'texts: the digest of edition 1',
      ({ notices }) => void Object.assign(at(notices, 0), { textZh: '已同意。' }),
    ],
    [
      'a history that is not what was imported',
      'history: the messages themselves',
      ({ history }) => void Object.assign(history, { recomputed: { count: 4, digest: 'ef'.repeat(32) } }),
    ],
    [
      'a history that nobody proved before the cut-over',
      'history: the history was not proved',
      ({ history }) => void Object.assign(history, { provedDigest: null }),
    ],
    [
      'an audit entry that was changed',
      'audit chain: audit entry 3 is not as it was entered',
      ({ audit }) => void Object.assign(at(audit, 2)['entry'] as object, { actorId: 'q' }),
    ],
    [
      'an audit entry whose origin was changed',
      'audit chain: audit entry 1: the commitment',
      ({ audit }) => {
        const entry = at(audit, 0)['entry'] as { origin: object };
        Object.assign(entry.origin, { address: '198.51.100.1' });
      },
    ],
    [
      'an entry of others that was exchanged',
      'audit chain: audit entry 3 is not as it was entered',
      ({ audit }) => void Object.assign(at(audit, 1), { hidden: { digest: '00'.repeat(32) } }),
    ],
    ['a chain that is too short', 'audit chain: the chain does not lead', ({ audit }) => void audit.pop()],
    [
      'the chain of another organization',
      'upgrade: the audit chain is of another',
      ({ facts, audit }) => {
        Object.assign(facts.auditChain, { id: 'organization:x' });
        audit.splice(0);
        Object.assign(facts.auditChain, { to: facts.auditChain.from });
      },
    ],
    [
      'a line that is no JSON',
      'more.jsonl: more.jsonl, line 2 is not a JSON object',
      ({ more }) => void more.push(packFile('more.jsonl', ['{}\n', '[]\n'])),
    ],
    [
      'a file that ends in the middle of a line',
      'more.jsonl: more.jsonl ends in the middle',
      ({ more }) => void more.push(packFile('more.jsonl', ['{}'])),
    ],
  ])('%s', async (_what, problem, change) => {
    expect(await problemOf(change)).toContain(problem);
  });

  test('nothing where a person’s data was erased: receipts and entries verify without it', async () => {
    const problem = await problemOf(({ receipts, audit }) => {
      Object.assign(at(receipts, 0), { person: null });
      Object.assign(at(audit, 0)['entry'] as object, { origin: null });
    });
    expect(problem).toBeUndefined();
  });

  test('nothing wrong with an answer that was taken back with the data of its giver', async () => {
    const problem = await problemOf((parts) => {
      const { events, upgrade, roster, receipts, history } = parts;
      withoutCutOver(parts);
      Object.assign(history, { provedDigest: null });
      events.splice(5);
      events.push({
        ...at(events, 3),
        sequence: 6,
        fromState: 'ACCEPTED',
        toState: 'WITHDRAWN',
        reason: 'ERASED',
      });
      Object.assign(at(roster, 0), { state: 'WITHDRAWN' });
      Object.assign(at(roster, 1), { state: 'DECLINED', exclusionReason: null });
      Object.assign(at(receipts, 0), { person: null });
      Object.assign(upgrade, { state: 'INVITING', sequence: 6, reasons: { blocked: {}, excluded: {} } });
      Object.assign(upgrade['counters'] as object, { INCLUDED: 0, EXCLUDED: 0, DECLINED: 1, WITHDRAWN: 1 });
    });
    expect(problem).toBeUndefined();
  });

  test('a cut-over that one person has proposed and confirmed', async () => {
    expect((await verify(await pack(completedUpgrade('another')))).problems).toEqual([]);
    expect((await verify(await pack(completedUpgrade(ACTOR)))).problems).toEqual([
      'cut-over: whoever proposed the cut-over confirmed it too',
    ]);
    const parts = completedUpgrade('another');
    Object.assign(parts.upgrade, { cutOverProposal: null });
    expect((await verify(await pack(parts))).problems).toEqual([
      'cut-over: another cut-over was confirmed than was proposed',
    ]);
  });

  test('nothing wrong with a pack that is older than promises on record', async () => {
    expect(await problemOf(beforePromises)).toBeUndefined();
  });

  test('nothing wrong with answers that are older than receipts, in edition 0 alone', async () => {
    const old = (parts: PackParts, adoptedAt: string): void => {
      parts.receipts.splice(0);
      beforePromises(parts);
      Object.assign(at(parts.notices, 0), { edition: 0, adoptedAt });
      Object.assign(parts.upgrade, { noticeEdition: 0 });
    };
    const [before, after] = ['2026-11-19T08:00:00.000Z', '2026-11-21T08:00:00.000Z'];
    expect(await problemOf((parts) => old(parts, after))).toBeUndefined();
    expect(await problemOf((parts) => old(parts, before))).toContain('the answer at event 4 has no receipt');
  });

  test('nothing wrong with an upgrade that was over before there were notices', async () => {
    const problem = await problemOf((parts) => {
      beforePromises(parts);
      parts.receipts.splice(0);
      parts.notices.splice(0);
    });
    expect(problem).toBeUndefined();
  });

  test('nothing wrong with a history that was proved in version 1 before somebody was erased from it', async () => {
    const proved = (formerDigest: string | null) => (parts: PackParts) => {
      Object.assign(at(parts.events, 6), { reason: '12'.repeat(32) });
      Object.assign(parts.history, { provedDigest: '12'.repeat(32), formerDigest });
    };
    expect(await problemOf(proved('12'.repeat(32)))).toBeUndefined();
    expect(await problemOf(proved(null))).toContain('history: the history was not proved');
  });
});

describe('by whose word an upgrade was carried out', () => {
  const of = (command: string, actorId: string, details: object = {}): Audited => ({
    ...(/Mandate/.test(command)
      ? { subjectType: 'SourceGroup', subjectId: 'group' }
      : { subjectType: 'GroupUpgrade' }),
    command,
    actorId,
    details,
  });
  const start = of('startGroupUpgrade', ACTOR);
  const grant = of('grantUpgradeMandate', 'owner');
  const revoke = of('revokeUpgradeMandate', 'owner');
  const standIn = of('takeUpGroupUpgrade', ACTOR, { takenUpBy: 'm', as: 'ADMINISTRATOR' });
  const byOwner = of('takeUpGroupUpgrade', 'owner', { takenUpBy: 'm', as: 'NEW_OWNER' });

  /** The parts of a pack of an upgrade that this owner stood behind, with what was decided before its answers. */
  function ownedBy(ownerPersonId: string | null, before: readonly Audited[]): PackParts {
    const parts = completedUpgrade(undefined, before);
    Object.assign(parts.upgrade, { ownerPersonId, sourceGroupId: 'group', mandates: [] });
    return parts;
  }

  async function wordOf(parts: PackParts): Promise<string | undefined> {
    const { checks, problems } = await verify(await pack(parts));
    return problems[0] ?? checks.find(({ name }) => name === 'decisions')?.detail.split('; ')[1];
  }

  test.each<[string, string | null, readonly Audited[], string]>([
    ['the owner', ACTOR, [start], 'begun by the owner, cut over by the owner'],
    ['a mandate', 'owner', [grant, start], "begun by the owner's mandate, cut over by the owner's mandate"],
    [
      'a new owner and their mandate',
      'owner',
      [of('startGroupUpgrade', 'former'), byOwner, grant],
      "taken up by the owner, cut over by the owner's mandate",
    ],
    [
      'who took it up for a gone owner',
      'owner',
      [grant, start, revoke, standIn],
      "begun by the owner's mandate, cut over by who took it up in the place of an owner who was gone",
    ],
    ['nobody known', null, [start], 'whose word it was is not on record'],
    ['nobody at the start', 'owner', [start, grant], 'decisions: the upgrade was begun without the word'],
    [
      'nobody, for it was refused',
      'owner',
      [grant, revoke, start],
      'decisions: the upgrade was begun without',
    ],
    ['nobody at the end', 'owner', [grant, start, revoke], 'decisions: the cut-over was without the word'],
    [
      'another than the owner',
      'owner',
      [of('grantUpgradeMandate', 'p'), start],
      'decisions: the upgrade was begun',
    ],
    ['a start that is not told', ACTOR, [], 'decisions: no audit entry tells of the start'],
  ])('is told: %s', async (_what, owner, before, told) => {
    expect(await wordOf(ownedBy(owner, before))).toContain(told);
  });

  test('is looked for at who proposed the cut-over, not at who confirmed it', async () => {
    const proposal = of('cutOverGroupUpgrade', 'owner', { proposalId: 'proposal' });
    const parts = completedUpgrade('owner', [of('startGroupUpgrade', 'owner'), proposal]);
    Object.assign(parts.upgrade, { ownerPersonId: 'owner', sourceGroupId: 'group', mandates: [] });
    expect(await wordOf(parts)).toBe('begun by the owner, cut over by the owner');
  });

  test.each<[string, string, (parts: PackParts) => void]>([
    [
      'a decision that is left out',
      'decisions: decisions.jsonl does not tell what was decided by audit entry 1',
      (parts) => void (parts.decisions = decisionsOf(parts.audit).slice(1)),
    ],
    [
      'a decision that is told otherwise',
      'decisions: decisions.jsonl does not tell what was decided by audit entry 1',
      (parts) => {
        parts.decisions = decisionsOf(parts.audit);
        Object.assign(at(parts.decisions, 0), { actorId: 'somebody else' });
      },
    ],
    [
      'a decision that no entry shows',
      'decisions: decisions.jsonl tells of audit entry 99',
      (parts) => {
        const decisions = decisionsOf(parts.audit);
        parts.decisions = [...decisions, { ...at(decisions, 0), auditSequence: 99 }];
      },
    ],
    [
      'a mandate that nobody has given',
      'decisions: no audit entry tells of the mandate',
      (parts) => Object.assign(parts.upgrade, { mandates: [{ state: 'REVOKED', decidedPersonId: 'owner' }] }),
    ],
    [
      'no decisions at all',
      'decisions: decisions.jsonl is missing',
      (parts) => void (parts.decisions = null),
    ],
  ])('is not verified by %s', async (_what, told, change) => {
    const parts = ownedBy('owner', [grant, start]);
    change(parts);
    expect(await wordOf(parts)).toContain(told);
  });

  test('is not looked for in a pack that is older than decisions on record', async () => {
    expect(await problemOf((parts) => void (parts.decisions = null))).toBeUndefined();
  });
});

describe('a ZIP that is no pack', () => {
  test.each([
    ['a path that leads elsewhere', ['a/b.txt'], 'has a name that no file of a pack has'],
    ['a name that stands there twice', ['b.txt', 'B.txt'], 'is in the ZIP twice'],
  ])('is refused for %s', async (_what, names, problem) => {
    expect(
      await problemOf(({ more }) => void more.push(...names.map((name) => packFile(name, ['x'])))),
    ).toContain(problem);
  });

  test('is refused for a file that it does not list', async () => {
    const files = Array.from({ length: 60 }, (_, index) => packFile(`${index}.txt`, ['x']));
    expect(await problemOf(({ more }) => void more.push(...files))).toContain('a pack has 1 to 64 files');
  });

  test('stops reading a file that unpacks to more than it says', async () => {
    const bytes = await pack({ ...completedUpgrade(), more: [packFile('zeros.txt', ['0'.repeat(200_000)])] });
    const smaller = withSize(bytes, 'zeros.txt', 1_000);
    const { problems } = await verify(smaller);
    expect(problems).toEqual(expect.arrayContaining([expect.stringContaining('zeros.txt')]));
    expect(problems).toEqual(expect.arrayContaining([expect.stringContaining('seal')]));
  });
});

/** The ZIP with another unpacked size of a file in its directory and behind the file. */
function withSize(bytes: Buffer, name: string, size: number): Buffer {
  const changed = Buffer.from(bytes);
  const central = changed.lastIndexOf(Buffer.from(name)) - 46;
  const before = changed.readUInt32LE(central + 24);
  changed.writeUInt32LE(size, central + 24);
  const descriptor = changed.indexOf(Buffer.from('504b0708', 'hex'), changed.indexOf(Buffer.from(name)));
  expect(changed.readUInt32LE(descriptor + 12)).toBe(before);
  changed.writeUInt32LE(size, descriptor + 12);
  return changed;
}

describe('npm run verify-evidence', () => {
  const script = fileURLToPath(
    new URL('../../../src/modules/evidence/verifier/verify-evidence.mjs', import.meta.url),
  );

  function run(args: readonly string[]): Promise<{ code: number; out: string }> {
    return new Promise((resolve) => {
      execFile(process.execPath, [script, ...args], (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr }),
      );
    });
  }

  test('says verified and ends with 0, or what is wrong and ends with 1, or how to call it and ends with 2', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assent-evidence-'));
    try {
      const file = join(folder, 'pack.zip');
      const bytes = await pack(completedUpgrade());
      await writeFile(file, bytes);
      const good = await run([file, '--key', signer.publicKey]);
      expect(good.out.trimEnd().split('\n').at(-1)).toBe('verified');
      expect(good.code).toBe(0);
      expect(JSON.parse((await run([file, '--json'])).out)).toMatchObject({ verified: true });

      const changed = Buffer.from(bytes);
      const index = Math.floor(bytes.length / 2);
      changed[index] = (changed[index] ?? 0) ^ 1;
      await writeFile(file, changed);
      const bad = await run([file]);
      expect(bad.out.trimEnd().split('\n').at(-1)).toMatch(/^NOT VERIFIED: ./);
      expect(bad.code).toBe(1);

      expect((await run([])).code).toBe(2);
      expect((await run([file, '--key', 'x'])).code).toBe(2);
      expect((await run([join(folder, 'none.zip')])).code).toBe(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
