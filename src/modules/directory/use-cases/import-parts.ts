import { actions, type Role } from '#modules/identity/public.js';
import { holdOrganization } from '#modules/organization/public.js';
import { OperationFailure, type OperationParts, type OperationRow } from '#modules/operation/public.js';
import type { CsvFatalProblem } from '#platform/formats/csv-format.js';
import type { CellProblem } from '#platform/formats/csv-cells.js';
import type { Sql } from '#platform/db/sql.js';
import type { Runner } from '#platform/use-case/runner.js';
import { lockDirectory } from '../data/directory-lock.js';
import { rolesOf } from '../data/member-queries.js';
import type { ImportJob } from './start-import.js';

/** What an import works with. */
export interface ImportParts extends OperationParts {
  readonly runner: () => Runner;
}

/**
 * Holds the organization as it is and the directory for itself, and says which roles whoever asked for the import has.
 * FORBIDDEN when they may not write the directory any more, and ORGANIZATION_SUSPENDED while nobody may.
 */
export async function lockForImport(sql: Sql, job: ImportJob): Promise<readonly Role[]> {
  if ((await holdOrganization(sql, job.organizationId)) !== 'ACTIVE') {
    throw new OperationFailure('ORGANIZATION_SUSPENDED', 'The organization is suspended for now.');
  }
  await lockDirectory(sql, job.organizationId);
  const roles = await rolesOf(sql, job.personId, job.organizationId);
  const rule = actions['directory.write'];
  if (rule.who === 'member' && roles?.some((role) => rule.roles.includes(role))) return roles;
  throw new OperationFailure(
    'FORBIDDEN',
    'Whoever asked for this import may not write the directory any more.',
  );
}

/** Ends an import whose file cannot be read on. */
export function fileFailure({ code, line, columns }: CsvFatalProblem): OperationFailure {
  const about = columns ? `: ${columns.join(', ')}` : '';
  return new OperationFailure(
    code,
    `The file cannot be read (${code}, line ${line}${about}). Nothing was imported.`,
  );
}

export function emptyFile(): OperationFailure {
  return new OperationFailure('EMPTY', 'The file holds no rows.');
}

/** The result of a line that was refused as it stands in the file: `BAD_MOBILE.TEL_URI`, or a code without detail. */
export function refusedRow(line: number, problem: CellProblem<string>): OperationRow {
  const { code, field, value, detail } = problem;
  return { outcome: 'FAILED', line, code: detail === undefined ? code : `${code}.${detail}`, field, value };
}
