import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { parseIncorporationNumber, parseUscc } from './uscc.js';

export const registrationDocumentKinds = ['BUSINESS_LICENCE', 'CERTIFICATE_OF_INCORPORATION'] as const;
export type RegistrationDocumentKind = (typeof registrationDocumentKinds)[number];

/** In UTF-16 units, before spaces are taken out and full-width characters are made narrow. */
export const NUMBER_MAX = 64;

const provedBy = {
  MAINLAND: 'BUSINESS_LICENCE',
  INTERNATIONAL: 'CERTIFICATE_OF_INCORPORATION',
} as const satisfies Record<string, RegistrationDocumentKind>;
export type ProvedRegion = keyof typeof provedBy;

/** A business licence proves a mainland company, a certificate of incorporation any other. */
export function checkKind(
  region: ProvedRegion,
  kind: RegistrationDocumentKind,
  field: string | readonly string[] = [],
): Result<true, Refusal[]> {
  const expected = provedBy[region];
  return kind === expected ? ok(true) : err([refuse('DOCUMENT_KIND_MISMATCH', field, { region, expected })]);
}

/** The number as it is stored: of a licence a Unified Social Credit Code (GB 32100-2015), upper case, no spaces. */
export function documentNumber(kind: RegistrationDocumentKind, raw: string): Result<string, Refusal[]> {
  return kind === 'BUSINESS_LICENCE' ? licenceNumber(raw) : certificateNumber(raw);
}

function licenceNumber(raw: string): Result<string, Refusal[]> {
  const code = parseUscc(raw);
  return code.ok ? code : err([refuse('INVALID_LICENCE_NUMBER', 'number', { problem: code.error })]);
}

function certificateNumber(raw: string): Result<string, Refusal[]> {
  const number = parseIncorporationNumber(raw);
  if (number.ok) return number;
  if (number.error === 'EMPTY') return err([refuse('REQUIRED', 'number')]);
  if (number.error === 'TOO_LONG') return err([refuse('TOO_LONG', 'number', { max: NUMBER_MAX })]);
  return err([refuse('INVALID_TEXT', 'number')]);
}

/** What must hold before a reviewer gets to see it: a document, and one that fits the region. */
export function checkComplete(of: {
  readonly region: ProvedRegion;
  readonly documentKind?: RegistrationDocumentKind | null | undefined;
}): Result<true, Refusal[]> {
  if (!of.documentKind) return err([refuse('DOCUMENT_MISSING')]);
  return checkKind(of.region, of.documentKind);
}
