import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { erase } from '../support/erasure.js';
import { evidenceOf, linesOf, offline } from '../support/evidence.js';
import { mobileOf } from '../support/life.js';
import { startServer, type TestServer } from '../support/server.js';
import { wholeLife, type WholeLife } from '../support/whole-life.js';

describe('the evidence of a whole life', () => {
  let server: TestServer;
  let life: WholeLife;
  let key: string;
  beforeAll(async () => {
    server = await startServer();
    life = await wholeLife(server);
    const told = await life.admin.succeed<{ evidenceKey: { publicKey: string } }>(
      '{ evidenceKey { publicKey } }',
    );
    key = told.evidenceKey.publicKey;
  });
  afterAll(() => server.stop());

  test('tells all of it and verifies offline; one byte that is another is found', async () => {
    const { bytes, report } = await evidenceOf(life.admin, life.upgradeId);
    expect(report.problems).toEqual([]);
    const details = new Map(report.checks.map(({ name, detail }) => [name, detail]));
    expect(details.get('receipts')).toMatch(/^9 receipts, 0 of them/);
    expect(details.get('receipts audited')).toMatch(/^9 receipts/);
    expect(details.get('consent')).toBe('3 included, each with a yes to the text of edition 2');
    expect(details.get('texts')).toBe('2 editions');
    expect(details.get('terms')).toBe(
      'messages for good, INTERNAL, late comers FROM_ADMISSION; 2 of 2 editions told by the audit trail',
    );
    expect(linesOf(bytes, 'notices.jsonl').map(({ terms }) => terms)).toEqual(
      Array.from({ length: 2 }, () => ({
        retentionDays: null,
        confidentiality: 'INTERNAL',
        lateHistory: 'FROM_ADMISSION',
      })),
    );
    expect(details.get('cut-over')).toMatch(/^proposed by .* confirmed by /);
    expect(details.get('deliveries')).toMatch(/DELIVERED/);
    const roster = linesOf(bytes, 'roster.jsonl');
    expect(roster.map((row) => [row['platformId'], row['exclusionReason'], row['round']])).toEqual([
      ['owner', null, 1],
      ['p1', null, 1],
      ['p2', null, 2],
      ['p3', 'REMOVED_BY_ADMIN', 1],
      ['p4', 'EXPIRED', 1],
      ['p5', 'NO_ACCOUNT', 1],
    ]);
    expect(linesOf(bytes, 'rounds.jsonl')).toMatchObject([{ round: 1, state: 'DECLINED', reason: null }]);
    expect(JSON.stringify(linesOf(bytes, 'events.jsonl'))).not.toContain('I had to think');
    expect(await offline(bytes, ['--key', key])).toEqual({ code: 0, last: 'verified' });

    const half = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(half) ^ 1, half);
    expect(await offline(bytes, ['--key', key])).toEqual({
      code: 1,
      last: expect.stringMatching(/^NOT VERIFIED: ./),
    });
  });

  test('verifies as well once one of them is erased, and names them no more', async () => {
    await erase(server, await server.signIn(mobileOf(life, 'p1')));
    const { bytes, report } = await evidenceOf(life.admin, life.upgradeId);
    expect(report.problems).toEqual([]);
    expect(report.checks.find(({ name }) => name === 'receipts')?.detail).toMatch(/^9 receipts, 5 of them/);
    expect(await offline(bytes, ['--key', key])).toEqual({ code: 0, last: 'verified' });
    const named = [
      'roster.jsonl',
      'receipts.jsonl',
      'deliveries.jsonl',
      'events.jsonl',
      'audit.jsonl',
    ].filter((name) => JSON.stringify(linesOf(bytes, name)).includes(mobileOf(life, 'p1')));
    expect(named).toEqual([]);
    expect(linesOf(bytes, 'roster.jsonl')[1]).toMatchObject({
      platformId: expect.stringMatching(/^erased-/),
      accountName: null,
      state: 'INCLUDED',
    });
  });
});
