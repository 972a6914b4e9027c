import type { Result } from '#kernel/result.js';
import {
  OperationFailure,
  type OperationRow,
  type Progress,
  readUpload,
  runOperation,
} from '#modules/operation/public.js';
import type { CellProblem } from '#platform/formats/csv-cells.js';
import { readTree, writeTree } from '../data/department-tree.js';
import { DEPARTMENTS_MAX } from '../domain/department.js';
import { type DepartmentLine, type DepartmentPlan, planDepartments } from '../domain/department-plan.js';
import { type DepartmentRow, readDepartmentRows } from './csv/department-rows.js';
import { emptyFile, fileFailure, type ImportParts, lockForImport, refusedRow } from './import-parts.js';
import type { ImportJob } from './start-import.js';

const ROWS_A_FLUSH = 500;

/**
 * Brings a file of departments into an organization's tree, by the company's own ids, in one transaction: lines that
 * cannot stand fail, and all others are there at once. The same file again changes nothing.
 */
export function runDepartmentImport(parts: ImportParts, job: ImportJob): Promise<void> {
  return runOperation(parts, job.operationId, async (progress) => {
    const lines = await readLines(parts, job, progress);
    progress.total(lines.total);
    progress.phase('WRITING');
    progress.throwIfCancelled();
    const { outcomes } = await parts.runner().perform('importDepartments', async (context) => {
      const { organizationId, personId, operationId } = job;
      await lockForImport(context.tx, job);
      const tree = await readTree(context.tx, organizationId);
      const plan = planDepartments(tree.departments, lines.sound);
      const created = plan.writes.filter(({ externalId }) => !tree.departments.has(externalId)).length;
      if (tree.departments.size + created > DEPARTMENTS_MAX) throw tooMany();
      await writeTree(context.tx, organizationId, tree, plan.writes);
      const subject = { type: 'Operation', id: operationId };
      const details = { created, written: plan.writes.length };
      context.record({ organizationId, actorId: personId, subject, details });
      return plan;
    });
    report(progress, lines.sound, outcomes);
    return { resultType: 'Organization', resultId: job.organizationId };
  });
}

async function readLines(
  parts: ImportParts,
  job: ImportJob,
  progress: Progress,
): Promise<{ sound: DepartmentLine[]; total: number }> {
  progress.phase('READING');
  const sound = new Map<string, DepartmentLine>();
  let total = 0;
  for await (const row of readDepartmentRows(readUpload(parts.database, job.uploadId))) {
    if (row.kind === 'fatal') throw fileFailure(row.problem);
    total += 1;
    const refused = admit(row.line, row.result, sound);
    if (sound.size > DEPARTMENTS_MAX) throw tooMany();
    if (!refused) continue;
    progress.row(refused);
    progress.advance({ failed: 1 });
    if (total % ROWS_A_FLUSH === 0) await progress.flush();
  }
  if (total === 0) throw emptyFile();
  return { sound: [...sound.values()], total };
}

/** Takes a line in, or tells why not: it is wrong in itself, or an earlier line says what becomes of its department. */
function admit(
  line: number,
  result: Result<DepartmentRow, CellProblem<string>>,
  sound: Map<string, DepartmentLine>,
): OperationRow | undefined {
  if (!result.ok) return refusedRow(line, result.error);
  const { departmentId: externalId, parentId, name, order } = result.value;
  const first = sound.get(externalId);
  if (first) {
    const reference = `line ${first.line}`;
    return {
      outcome: 'FAILED',
      line,
      code: 'DUPLICATE_DEPARTMENT',
      field: '部门ID',
      value: externalId,
      reference,
    };
  }
  sound.set(externalId, { line, externalId, parentId, name, order });
  return undefined;
}

function tooMany(): OperationFailure {
  return new OperationFailure(
    'TOO_MANY_DEPARTMENTS',
    `A directory has at most ${DEPARTMENTS_MAX} departments. Nothing was imported.`,
  );
}

function report(
  progress: Progress,
  lines: readonly DepartmentLine[],
  outcomes: DepartmentPlan['outcomes'],
): void {
  for (const { line, externalId, parentId } of lines) {
    const outcome = outcomes.get(line);
    if (outcome === 'CREATED' || outcome === 'UPDATED' || outcome === 'UNCHANGED') {
      progress.row({ outcome, line, reference: externalId });
      progress.advance({ succeeded: 1 });
    } else {
      const field = '父部门ID';
      progress.row({
        outcome: 'FAILED',
        line,
        code: outcome,
        field,
        value: parentId ?? '',
        reference: externalId,
      });
      progress.advance({ failed: 1 });
    }
  }
}
