import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { command } from '#modules/identity/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import {
  countDepartments,
  departmentById,
  freeExternalId,
  rootDepartment,
} from '../data/department-queries.js';
import { lockDirectory } from '../data/directory-lock.js';
import { Department } from '../data/entities.js';
import { DEPARTMENTS_MAX, DEPTH_MAX } from '../domain/department.js';
import { givenDepartmentId, givenOrder, givenText, NAME_MAX, Problems } from './given.js';

export interface CreateDepartment {
  readonly organizationId: string;
  readonly name: string;
  readonly externalId?: string | null | undefined;
  /** The root unless given. */
  readonly parentId?: string | null | undefined;
  readonly order?: number | null | undefined;
}

/** Adds one department under another; without an id of the company's own it gets the next free number. */
export const createDepartment = command<CreateDepartment, { departmentId: string }>({
  name: 'createDepartment',
  action: 'directory.write',
  constraints: { department_organization_external_id_key: refuse('DEPARTMENT_ID_TAKEN', 'externalId') },
  async run(context, input) {
    const { organizationId } = input;
    await context.authorize({ organizationId });
    const problems = new Problems();
    const name = problems.take(input.name, (raw) => givenText('name', raw, NAME_MAX));
    const externalId = problems.take(input.externalId ?? undefined, (raw) =>
      givenDepartmentId('externalId', raw),
    );
    const sortOrder = problems.take(input.order ?? 0, (raw) => givenOrder('order', raw));
    if (name === undefined || sortOrder === undefined || problems.refusals.length > 0)
      return err(problems.refusals);

    await lockDirectory(context.tx, organizationId);
    const parent = orNotFound(
      input.parentId
        ? await departmentById(context.tx, input.parentId)
        : await rootDepartment(context.tx, organizationId),
    );
    orNotFound(parent.organizationId === organizationId || undefined);
    if (parent.depth >= DEPTH_MAX)
      return err([refuse('DEPARTMENT_TOO_DEEP', 'parentId', { max: DEPTH_MAX })]);
    if ((await countDepartments(context.tx, organizationId)) >= DEPARTMENTS_MAX) {
      return err([refuse('TOO_MANY_DEPARTMENTS', [], { max: DEPARTMENTS_MAX })]);
    }
    const department = context.tx.em.create(Department, {
      id: newId(),
      organizationId,
      externalId: externalId ?? (await freeExternalId(context.tx, organizationId)),
      name,
      parentId: parent.id,
      sortOrder,
      depth: parent.depth + 1,
    });
    const subject = { type: 'Department', id: department.id };
    context.record({ organizationId, subject, details: { name, externalId: department.externalId } });
    return ok({ departmentId: department.id });
  },
});
