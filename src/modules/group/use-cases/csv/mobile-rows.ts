import { parseMobile } from '#modules/identity/public.js';
import { ok, type Result } from '#kernel/result.js';
import { cellProblem, mapRows, type CellProblem } from '#platform/formats/csv-cells.js';
import type { CsvRecord, CsvRow, CsvRowFault } from '#platform/formats/csv-format.js';
import { readCsv } from '#platform/formats/csv.js';

const mobileColumns = { required: ['platformId', 'mobile'], optional: [] } as const;

export type MobileRow = {
  /** Matched against the roster as it stands there; never stored on its own. */
  readonly platformId: string;
  /** E.164. */
  readonly mobile: string;
};

export type MobileRowCode = 'EMPTY_CELL' | 'BAD_PLATFORM_ID' | 'BAD_MOBILE';

const MAX_PLATFORM_ID_LENGTH = 256;

/** The mobiles of a group's members, which a ChatLab file does not hold: `platformId,mobile`. */
export function readMobileRows(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<CsvRow<MobileRow, CellProblem<MobileRowCode | CsvRowFault>>> {
  return mapRows(readCsv(source, mobileColumns), toMobileRow);
}

/** A platform id may begin with @ or - (Matrix, Telegram), so the rule for formula cells does not apply to it. */
export function toMobileRow(
  record: CsvRecord<'platformId' | 'mobile', never>,
): Result<MobileRow, CellProblem<MobileRowCode>> {
  const platformId = record.platformId.trim();
  if (platformId === '') return cellProblem('EMPTY_CELL', 'platformId', record.platformId);
  if (platformId.length > MAX_PLATFORM_ID_LENGTH)
    return cellProblem('BAD_PLATFORM_ID', 'platformId', platformId);
  const mobile = parseMobile(record.mobile);
  if (!mobile.ok) return cellProblem('BAD_MOBILE', 'mobile', record.mobile, mobile.error);
  return ok({ platformId, mobile: mobile.value });
}
