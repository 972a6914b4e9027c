import { parse } from 'csv-parse/sync';
import { parsePhoneNumberFromString } from 'libphonenumber-js';

type Row = Readonly<Record<string, string>>;

/** The mobile of each platform id, E.164, of a table with the columns `platformId` and `mobile`. */
export async function readMobiles(file: Blob): Promise<ReadonlyMap<string, string>> {
  const mobiles = new Map<string, string>();
  for (const { platformId = '', mobile = '' } of await rows(file)) {
    const number = parsePhoneNumberFromString(mobile, 'CN')?.number;
    if (number !== undefined && !mobiles.has(platformId.trim())) mobiles.set(platformId.trim(), number);
  }
  return mobiles;
}

/** The name of the root department, which is the company's. */
export async function readCompanyName(file: Blob): Promise<string | undefined> {
  const departments = await rows(file);
  const root = departments.find((row) => row['部门ID'] === '1') ?? departments[0];
  return root?.['部门名称']?.trim();
}

/** The name of whoever has a mobile (E.164) in a directory. */
export async function readName(file: Blob, mobile: string): Promise<string | undefined> {
  const people = await rows(file);
  const person = people.find(
    (row) => parsePhoneNumberFromString(row['手机号'] ?? '', 'CN')?.number === mobile,
  );
  return person?.['姓名']?.trim();
}

async function rows(file: Blob): Promise<Row[]> {
  const text = decoded(await file.arrayBuffer());
  return parse(text, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true }) as Row[];
}

/** Office programs in China write UTF-8 or GB18030, and do not say which. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
