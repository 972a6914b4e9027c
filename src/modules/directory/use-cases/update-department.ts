import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { command } from '#modules/identity/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { Transaction } from '#platform/db/transaction.js';
import { departmentById, type DepartmentRow, shiftSubtree, subtreeOf } from '../data/department-queries.js';
import { lockDirectory } from '../data/directory-lock.js';
import { DEPTH_MAX } from '../domain/department.js';
import { givenOrder, givenText, NAME_MAX, Problems } from './given.js';

export interface UpdateDepartment {
  readonly departmentId: string;
  readonly name?: string | null | undefined;
  readonly parentId?: string | null | undefined;
  readonly order?: number | null | undefined;
}

/** Changes what is given and leaves the rest. A department moves with all that stands below it. */
export const updateDepartment = command<UpdateDepartment, { departmentId: string }>({
  name: 'updateDepartment',
  action: 'directory.write',
  async run(context, input) {
    const { organizationId } = orNotFound(await departmentById(context.tx, input.departmentId));
    await context.authorize({ organizationId });
    const problems = new Problems();
    const name = problems.take(input.name ?? undefined, (raw) => givenText('name', raw, NAME_MAX));
    const order = problems.take(input.order ?? undefined, (raw) => givenOrder('order', raw));
    if (problems.refusals.length > 0) return err(problems.refusals);

    await lockDirectory(context.tx, organizationId);
    const department = orNotFound(await departmentById(context.tx, input.departmentId));
    if (input.parentId && input.parentId !== department.parentId) {
      const moved = await move(context.tx, department, input.parentId);
      if (!moved.ok) return err([moved.error]);
    }
    await context.tx.run(
      'update department set name = coalesce($2, name), sort_order = coalesce($3, sort_order) where id = $1',
      [department.id, name ?? null, order ?? null],
    );
    const details = { name, order, parentId: input.parentId ?? undefined };
    context.record({ organizationId, subject: { type: 'Department', id: department.id }, details });
    return ok({ departmentId: department.id });
  },
});

async function move(
  tx: Transaction,
  department: DepartmentRow,
  parentId: string,
): Promise<Result<true, Refusal>> {
  const parent = orNotFound(await departmentById(tx, parentId));
  orNotFound(parent.organizationId === department.organizationId || undefined);
  if (department.parentId === null) return err(refuse('ROOT_DEPARTMENT', 'parentId'));
  const { levels, containsOther } = await subtreeOf(tx, department.id, parent.id);
  if (containsOther) return err(refuse('DEPARTMENT_CYCLE', 'parentId'));
  if (parent.depth + levels > DEPTH_MAX)
    return err(refuse('DEPARTMENT_TOO_DEEP', 'parentId', { max: DEPTH_MAX }));
  await tx.run('update department set parent_id = $2 where id = $1', [department.id, parent.id]);
  await shiftSubtree(tx, department.id, parent.depth + 1 - department.depth);
  return ok(true);
}
