import type { Api } from './api.js';
import { upload, type World } from './world.js';

/** WeCom's member template. */
export const MEMBER_HEADER =
  '姓名,帐号,手机号,邮箱,所在部门,职位,性别,是否部门内领导,排序,别名,地址,座机,禁用,禁用项说明：(0-启用;1-禁用)';
/** WeCom's department template. */
export const DEPARTMENT_HEADER = '部门名称,部门ID,父部门ID,排序';

export interface ImportedRow {
  readonly line: number;
  readonly outcome: string;
  readonly code: string | null;
  readonly field: string | null;
  readonly value: string | null;
  readonly reference: string | null;
}

export interface Imported {
  readonly state: string;
  readonly total: number | null;
  readonly succeeded: number;
  readonly failed: number;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  /** The first 100 rows, or those of the outcome that was asked for. */
  readonly rows: readonly ImportedRow[];
}

const PURPOSES = { importMembers: 'DIRECTORY_MEMBERS', importDepartments: 'DIRECTORY_DEPARTMENTS' } as const;

type Started = Record<string, { operation: { id: string } | null; userErrors: readonly object[] }>;
type Ended = { operation: Omit<Imported, 'rows'> & { rows: { edges: { node: ImportedRow }[] } } };

const FIELDS = 'state total succeeded failed failureCode failureMessage';

/** Uploads a file and imports it. Waits until the operation has ended, however it ends. */
export async function importFile(
  { admin, organizationId }: Pick<World, 'admin' | 'organizationId'>,
  mutation: keyof typeof PURPOSES,
  body: string | Uint8Array<ArrayBuffer>,
  outcome: string | null = null,
): Promise<Imported> {
  const file = { purpose: PURPOSES[mutation], organizationId, fileName: 'file.csv', body };
  const id = await startImport(admin, mutation, { organizationId, uploadId: await upload(admin, file) });
  const progress = admin.subscribe('subscription ($id: ID!) { operationProgress(id: $id) { state } }', {
    id,
  });
  await progress.all();
  await progress.close();
  const { operation } = await admin.succeed<Ended>(
    `query ($id: ID!, $outcome: OperationRowOutcome) { operation(id: $id) { ${FIELDS}
       rows(first: 100, outcome: $outcome) { edges { node { line outcome code field value reference } } } } }`,
    { id, outcome },
  );
  return { ...operation, rows: operation.rows.edges.map(({ node }) => node) };
}

/** Starts an import that must not be refused. Returns the operation's id. */
export async function startImport(
  api: Api,
  mutation: keyof typeof PURPOSES,
  input: { organizationId: string; uploadId: string },
): Promise<string> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const started = await api.succeed<Started>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { operation { id } userErrors { code field } } }`,
    { input },
  );
  const id = started[mutation]?.operation?.id;
  if (!id) throw new Error(`${mutation} was refused: ${JSON.stringify(started)}`);
  return id;
}

/** A member file of these lines; each says only what differs from a plain one. */
export function memberFile(lines: readonly Partial<Record<string, string>>[]): string {
  const columns = MEMBER_HEADER.split(',');
  const rows = lines.map((line) => columns.map((column) => cell(line[column] ?? plain(column))).join(','));
  return `${[MEMBER_HEADER, ...rows].join('\n')}\n`;
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const plain = (column: string): string => (column === '所在部门' ? '1' : '');
