import { ok, type Result } from '#kernel/result.js';
import { cleanText, storableText } from '#kernel/text.js';
import { cellProblem, mapRows, type CellProblem } from '#platform/formats/csv-cells.js';
import type { CsvRecord, CsvRow, CsvRowFault } from '#platform/formats/csv-format.js';
import { readCsv } from '#platform/formats/csv.js';
import { BYTES_MAX, FILE_NAME_MAX, REFERENCE_MAX } from '../../domain/attachment.js';

const attachmentColumns = {
  required: ['platformMessageId', 'reference', 'fileName', 'bytes', 'sha256'],
  optional: [],
} as const;

type Column = (typeof attachmentColumns.required)[number];

export type AttachmentRow = {
  /** Looked up among the messages as it stands there. */
  readonly platformMessageId: string;
  /** Where the file is kept, in whatever way its keeper writes that. */
  readonly reference: string;
  readonly fileName: string;
  readonly bytes: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
};

export type AttachmentRowCode =
  | 'EMPTY_CELL'
  | 'BAD_MESSAGE_ID'
  | 'BAD_REFERENCE'
  | 'BAD_FILE_NAME'
  | 'BAD_BYTES'
  | 'BAD_HASH';

/** Message ids are as long as in an export. */
const MAX_ID_LENGTH = 256;
const BYTES = /^\d{1,13}$/;
const SHA256 = /^[0-9a-f]{64}$/i;

/** Which files the messages of a group are about: `platformMessageId,reference,fileName,bytes,sha256`. */
export function readAttachmentRows(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<CsvRow<AttachmentRow, CellProblem<AttachmentRowCode | CsvRowFault>>> {
  return mapRows(readCsv(source, attachmentColumns), toAttachmentRow);
}

/** References and names come from file stores and may begin like a formula, so the rule for such cells does not apply. */
export function toAttachmentRow(
  record: CsvRecord<Column, never>,
): Result<AttachmentRow, CellProblem<AttachmentRowCode>> {
  const empty = attachmentColumns.required.find((column) => record[column].trim() === '');
  if (empty) return cellProblem('EMPTY_CELL', empty, record[empty]);
  const platformMessageId = record.platformMessageId.trim();
  if (platformMessageId.length > MAX_ID_LENGTH || storableText(platformMessageId).changed)
    return cellProblem('BAD_MESSAGE_ID', 'platformMessageId', platformMessageId);
  const reference = cleanText(record.reference, { max: REFERENCE_MAX });
  if (!reference.ok) return cellProblem('BAD_REFERENCE', 'reference', record.reference, reference.error);
  const fileName = cleanText(record.fileName, { max: FILE_NAME_MAX });
  if (!fileName.ok) return cellProblem('BAD_FILE_NAME', 'fileName', record.fileName, fileName.error);
  const bytes = record.bytes.trim();
  if (!BYTES.test(bytes) || Number(bytes) > BYTES_MAX) return cellProblem('BAD_BYTES', 'bytes', record.bytes);
  const sha256 = record.sha256.trim();
  if (!SHA256.test(sha256)) return cellProblem('BAD_HASH', 'sha256', record.sha256);
  return ok({
    platformMessageId,
    reference: reference.value,
    fileName: fileName.value,
    bytes: Number(bytes),
    sha256: sha256.toLowerCase(),
  });
}
