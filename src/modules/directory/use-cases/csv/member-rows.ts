import { parseMobile } from '#modules/identity/public.js';
import { ok, type Result } from '#kernel/result.js';
import { cellProblem, mapRows, refuseFormulas, type CellProblem } from '#platform/formats/csv-cells.js';
import type { CsvRecord, CsvRow, CsvRowFault } from '#platform/formats/csv-format.js';
import { readCsv } from '#platform/formats/csv.js';
import { email, flag, gender, optionalText, requiredText, type DirectoryCellCode } from './cells.js';
import { departmentPlaces, type DepartmentPlace } from './department-places.js';

/** WeCom's member template. The note beside 禁用 (its last column) carries nothing. */
const memberColumns = {
  required: ['姓名', '帐号', '手机号', '所在部门'],
  optional: ['邮箱', '职位', '性别', '是否部门内领导', '排序', '别名', '地址', '座机', '禁用'],
} as const;

export type MemberRecord = CsvRecord<
  (typeof memberColumns.required)[number],
  (typeof memberColumns.optional)[number]
>;

export type MemberRow = {
  readonly name: string;
  /** 1–64 characters without spaces, in the case it was written in; unique without regard to case. */
  readonly userId: string;
  /** E.164. */
  readonly mobile: string;
  readonly email: string | null;
  /** At least one, each once; the first is the main department. */
  readonly departments: readonly DepartmentPlace[];
  readonly position: string | null;
  readonly gender: 'MALE' | 'FEMALE' | null;
  readonly alias: string | null;
  readonly address: string | null;
  readonly telephone: string | null;
  readonly disabled: boolean;
};

export type MemberRowProblem = CellProblem<DirectoryCellCode>;

/** A file in WeCom's member template, row by row, in memory that does not grow with the file. */
export function readMemberRows(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<CsvRow<MemberRow, CellProblem<DirectoryCellCode | CsvRowFault>>> {
  return mapRows(readCsv(source, memberColumns), toMemberRow);
}

/** The first problem of a row, by column from the left, is the one that is told. */
export function toMemberRow(record: MemberRecord): Result<MemberRow, MemberRowProblem> {
  const formulas = refuseFormulas(record);
  if (!formulas.ok) return formulas;
  const identity = identityOf(record);
  if (!identity.ok) return identity;
  const departments = departmentPlaces(record['所在部门'], record['是否部门内领导'], record['排序']);
  if (!departments.ok) return departments;
  const details = detailsOf(record);
  if (!details.ok) return details;
  return ok({ ...identity.value, departments: departments.value, ...details.value });
}

type Identity = Pick<MemberRow, 'name' | 'userId' | 'mobile' | 'email'>;

function identityOf(record: MemberRecord): Result<Identity, MemberRowProblem> {
  const name = requiredText('姓名', record['姓名'], 64);
  if (!name.ok) return name;
  const userId = requiredText('帐号', record['帐号'], 64);
  if (!userId.ok) return userId;
  if (/\s/.test(userId.value)) return cellProblem('BAD_USER_ID', '帐号', record['帐号']);
  const mobile = parseMobile(record['手机号']);
  if (!mobile.ok) return cellProblem('BAD_MOBILE', '手机号', record['手机号'], mobile.error);
  const address = email('邮箱', record['邮箱']);
  if (!address.ok) return address;
  return ok({ name: name.value, userId: userId.value, mobile: mobile.value, email: address.value });
}

type Details = Omit<MemberRow, keyof Identity | 'departments'>;

function detailsOf(record: MemberRecord): Result<Details, MemberRowProblem> {
  const position = optionalText('职位', record['职位'], 128);
  if (!position.ok) return position;
  const sex = gender('性别', record['性别']);
  if (!sex.ok) return sex;
  const alias = optionalText('别名', record['别名'], 64);
  if (!alias.ok) return alias;
  const address = optionalText('地址', record['地址'], 128);
  if (!address.ok) return address;
  const telephone = optionalText('座机', record['座机'], 32);
  if (!telephone.ok) return telephone;
  const disabled = flag('禁用', record['禁用']);
  if (!disabled.ok) return disabled;
  return ok({
    position: position.value,
    gender: sex.value,
    alias: alias.value,
    address: address.value,
    telephone: telephone.value,
    disabled: disabled.value,
  });
}
