import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import {
  canonicalPerson,
  canonicalReceipt,
  commitmentTo,
  digestOfReceipt,
  type ReceiptBody,
  type ReceiptPerson,
} from '#modules/upgrade/domain/receipt.js';

const salt = Buffer.alloc(32, 7);
const person: ReceiptPerson = {
  personId: 'a person',
  platform: 'wechat',
  platformId: 'p1',
  name: '小明 "quoted"',
  mobile: '+8619800000001',
  address: '192.0.2.1',
  client: null,
};
const body: ReceiptBody = {
  id: 'r',
  organizationId: 'o',
  groupUpgradeId: 'u',
  invitationId: 'i',
  sequence: 12,
  round: 1,
  answer: 'ACCEPTED',
  memberId: 'm',
  noticeVersion: 1,
  noticeEdition: 2,
  noticeDigest: 'd'.repeat(64),
  language: 'zh-CN',
  channel: 'IN_APP',
  at: new Date('2026-11-20T08:00:00.123Z'),
  commitment: commitmentTo(salt, person),
};

const sha256 = (...parts: (string | Buffer)[]): string =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest('hex');

describe('a receipt', () => {
  test('has one form, which its digest is of', () => {
    expect(canonicalReceipt(body)).toBe(
      `["assent/receipt/1","r","o","u","i",12,1,"ACCEPTED","m",1,2,"${'d'.repeat(64)}","zh-CN","IN_APP",` +
        `"2026-11-20T08:00:00.123Z","${body.commitment}"]`,
    );
    expect(digestOfReceipt(body)).toBe(sha256(canonicalReceipt(body)));
  });

  test('has one personal form, which its commitment is of, after the salt', () => {
    expect(canonicalPerson(person)).toBe(
      '["assent/receipt-person/1","a person","wechat","p1","小明 \\"quoted\\"","+8619800000001","192.0.2.1",null]',
    );
    expect(commitmentTo(salt, person)).toBe(sha256(salt, canonicalPerson(person)));
  });

  const changes: Readonly<{ [Field in keyof ReceiptBody]: ReceiptBody[Field] }> = {
    id: 'r2',
    organizationId: 'o2',
    groupUpgradeId: 'u2',
    invitationId: 'i2',
    sequence: 13,
    round: 2,
    answer: 'DECLINED',
    memberId: null,
    noticeVersion: 2,
    noticeEdition: 3,
    noticeDigest: null,
    language: null,
    channel: 'EMAIL',
    at: new Date('2026-11-20T08:00:00.124Z'),
    commitment: 'e'.repeat(64),
  };
  test.each(Object.entries(changes))('has another digest with another %s', (field, value) => {
    expect(digestOfReceipt({ ...body, [field]: value })).not.toBe(digestOfReceipt(body));
  });

  const others: Readonly<{ [Field in keyof ReceiptPerson]: ReceiptPerson[Field] }> = {
    personId: 'b',
    platform: 'qq',
    platformId: 'p2',
    name: '小红',
    mobile: '+8619800000002',
    address: null,
    client: 'curl',
  };
  test.each(Object.entries(others))('has another commitment with another %s', (field, value) => {
    expect(commitmentTo(salt, { ...person, [field]: value })).not.toBe(body.commitment);
  });

  test('hides its person behind the salt', () => {
    expect(commitmentTo(Buffer.alloc(32, 8), person)).not.toBe(body.commitment);
  });
});
