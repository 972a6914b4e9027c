import { describe, expect, test } from '@jest/globals';
import {
  itemsPerSecond,
  operationTransitions,
  type OperationState,
} from '#modules/operation/domain/operation.js';
import {
  keptUntil,
  maxBytesOf,
  uploadPurposes,
  type UploadPurpose,
} from '#modules/operation/domain/upload.js';
import { UploadUrls } from '#modules/operation/use-cases/upload-urls.js';
import { isTerminal, sourcesOf } from '#kernel/transitions.js';

describe('the life of an operation', () => {
  const states = Object.keys(operationTransitions) as OperationState[];

  test('ends in exactly three ways', () => {
    expect(states.filter((state) => isTerminal(operationTransitions, state))).toEqual([
      'SUCCEEDED',
      'FAILED',
      'CANCELLED',
    ]);
  });

  test('every state but the first can be reached, and none leads back to the queue', () => {
    const unreachable = states.filter((state) => sourcesOf(operationTransitions, state).length === 0);
    expect(unreachable).toEqual(['QUEUED']);
  });

  test('only what has run can succeed or fail', () => {
    expect(sourcesOf(operationTransitions, 'SUCCEEDED')).toEqual(['RUNNING']);
    expect(sourcesOf(operationTransitions, 'FAILED')).toEqual(['RUNNING']);
  });
});

describe('the rate', () => {
  const startedAt = new Date('2026-11-20T08:00:00.000Z');
  const after = (ms: number): Date => new Date(startedAt.getTime() + ms);

  test.each([
    [500, 2_000, 250],
    [1, 3_000, 0],
    [0, 1_000, 0],
  ])('%d items in %d ms are %d a second', (done, ms, rate) => {
    expect(itemsPerSecond({ done, startedAt, updatedAt: after(ms) })).toBe(rate);
  });

  test('is not known before the start or in its first moment', () => {
    expect(itemsPerSecond({ done: 0, startedAt: null, updatedAt: after(0) })).toBeNull();
    expect(itemsPerSecond({ done: 5, startedAt, updatedAt: after(0) })).toBeNull();
  });
});

describe('what files are for', () => {
  test('a document holds 20 MiB, a CSV 64 MiB, a manifest of files 512 MiB, an export 2 GiB', () => {
    const sizes = Object.keys(uploadPurposes).map((purpose) => [
      purpose,
      maxBytesOf(purpose as UploadPurpose),
    ]);
    expect(Object.fromEntries(sizes)).toEqual({
      REGISTRATION_DOCUMENT: 20_971_520,
      DIRECTORY_DEPARTMENTS: 67_108_864,
      DIRECTORY_MEMBERS: 67_108_864,
      GROUP_EXPORT: 2_147_483_648,
      GROUP_MOBILES: 67_108_864,
      GROUP_ATTACHMENTS: 536_870_912,
    });
  });

  test('an import keeps its file a week, a document is never removed', () => {
    const now = new Date('2026-11-20T08:00:00Z');
    expect(keptUntil('GROUP_EXPORT', now)).toEqual(new Date('2026-11-27T08:00:00Z'));
    expect(keptUntil('REGISTRATION_DOCUMENT', now)).toBeUndefined();
  });
});

describe('upload URLs', () => {
  const urls = new UploadUrls('a secret', () => 'https://assent.example');
  const id = '01890000-0000-7000-8000-000000000001';
  const url = new URL(urls.urlOf(id, new Date('2026-11-20T08:00:00.000Z')));
  const expires = url.searchParams.get('expires') ?? '';
  const signature = url.searchParams.get('signature') ?? '';

  test('name the upload, when they end in seconds, and 256 bits that only this server can make', () => {
    expect(url.origin + url.pathname).toBe(`https://assent.example/uploads/${id}`);
    expect(expires).toBe('1795161600');
    expect(Buffer.from(signature, 'base64url')).toHaveLength(32);
  });

  test.each([
    ['as it was made', id, expires, signature, true],
    ['with another id', id.replace(/1$/, '2'), expires, signature, false],
    ['with a later end', id, '1795161601', signature, false],
    ['with the end written otherwise', id, `0${expires}`, signature, false],
    ['with half a signature', id, expires, signature.slice(0, 20), false],
    ['without a signature', id, expires, '', false],
  ])('%s: %#', (_what, givenId, givenExpires, givenSignature, genuine) => {
    expect(urls.isGenuine(givenId, givenExpires, givenSignature)).toBe(genuine);
  });

  test("another server's secret makes other signatures", () => {
    expect(new UploadUrls('another', () => '').isGenuine(id, expires, signature)).toBe(false);
  });
});
