import {
  MAX_ROW_LENGTH,
  type CsvColumns,
  type CsvRecord,
  type CsvRow,
  type CsvRowFault,
} from './csv-format.js';
import { CsvRowQueue } from './csv-row-queue.js';
import { decodeText } from './text-decoding.js';

/**
 * The rows of a CSV file with a header, in memory that does not grow with the file. Columns are found by
 * name in any order, unknown ones are passed over, and rows of nothing but empty cells are skipped.
 * Line breaks of any kind, also inside quotes, are read as line feeds. A fatal problem is the last item.
 */
export async function* readCsv<Required extends string, Optional extends string>(
  source: AsyncIterable<Uint8Array>,
  columns: CsvColumns<Required, Optional>,
): AsyncGenerator<CsvRow<CsvRecord<Required, Optional>, CsvRowFault>> {
  const rows = new CsvRowQueue(columns);
  const lines = new LineNormalizer();
  for await (const text of decodeText(source)) {
    if (text.ok) await rows.write(lines.normalize(text.value));
    if (!text.ok) rows.fail(text.error);
    else if (lines.tooLong) rows.fail('ROW_TOO_LONG');
    yield* rows.take();
    if (rows.failed) return;
  }
  await rows.end();
  yield* rows.take();
}

/** `CR LF` and `CR` to `LF`, across the borders of chunks; stops before a line that is too long to hold. */
class LineNormalizer {
  tooLong = false;
  #heldReturn = '';
  #lineLength = 0;

  normalize(chunk: string): string {
    const text = this.#heldReturn + chunk;
    this.#heldReturn = text.endsWith('\r') ? '\r' : '';
    const whole = this.#heldReturn === '' ? text : text.slice(0, -1);
    return this.#bound(whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole);
  }

  #bound(text: string): string {
    let start = 0;
    for (;;) {
      const end = text.indexOf('\n', start);
      this.#lineLength += (end === -1 ? text.length : end) - start;
      if (this.#lineLength > MAX_ROW_LENGTH) {
        this.tooLong = true;
        return text.slice(0, start);
      }
      if (end === -1) return text;
      this.#lineLength = 0;
      start = end + 1;
    }
  }
}
