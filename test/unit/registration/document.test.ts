import { describe, expect, test } from '@jest/globals';
import { checkComplete, checkKind, documentNumber } from '#modules/registration/domain/document.js';

describe('the document of a registration', () => {
  test.each([
    { region: 'MAINLAND', kind: 'BUSINESS_LICENCE', fits: true },
    { region: 'MAINLAND', kind: 'CERTIFICATE_OF_INCORPORATION', fits: false },
    { region: 'INTERNATIONAL', kind: 'BUSINESS_LICENCE', fits: false },
    { region: 'INTERNATIONAL', kind: 'CERTIFICATE_OF_INCORPORATION', fits: true },
  ] as const)('$kind proves a company of $region: $fits', ({ region, kind, fits }) => {
    expect(checkKind(region, kind, 'kind').ok).toBe(fits);
    expect(checkComplete({ region, documentKind: kind }).ok).toBe(fits);
  });

  test('without a document a registration is not complete', () => {
    expect(checkComplete({ region: 'MAINLAND', documentKind: null })).toMatchObject({
      error: [{ code: 'DOCUMENT_MISSING' }],
    });
  });

  test.each([
    ['   ', 'REQUIRED'],
    ['1'.repeat(65), 'TOO_LONG'],
    ['12\u202e34', 'INVALID_TEXT'],
  ])('the certificate number %j is refused with %s', (number, code) => {
    expect(documentNumber('CERTIFICATE_OF_INCORPORATION', number)).toMatchObject({
      error: [{ code, field: ['number'] }],
    });
  });

  test('a certificate number keeps its form, in half width and trimmed', () => {
    expect(documentNumber('CERTIFICATE_OF_INCORPORATION', ' ＨＲＢ 12345-b ')).toEqual({
      ok: true,
      value: 'HRB 12345-b',
    });
  });
});
