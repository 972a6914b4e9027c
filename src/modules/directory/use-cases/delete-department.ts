import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { command } from '#modules/identity/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { contentOf, departmentById } from '../data/department-queries.js';
import { lockDirectory } from '../data/directory-lock.js';

/** Removes a department that holds neither departments nor members. */
export const deleteDepartment = command<{ departmentId: string }, { departmentId: string }>({
  name: 'deleteDepartment',
  action: 'directory.write',
  async run(context, { departmentId }) {
    const { organizationId, parentId, name, externalId } = orNotFound(
      await departmentById(context.tx, departmentId),
    );
    await context.authorize({ organizationId });
    if (parentId === null) return err([refuse('ROOT_DEPARTMENT', 'departmentId')]);
    await lockDirectory(context.tx, organizationId);
    const { departments, members } = await contentOf(context.tx, departmentId);
    if (departments + members > 0) {
      return err([refuse('DEPARTMENT_NOT_EMPTY', 'departmentId', { departments, members })]);
    }
    const deleted = await context.tx.run('delete from department where id = $1', [departmentId]);
    orNotFound(deleted || undefined);
    context.record({
      organizationId,
      subject: { type: 'Department', id: departmentId },
      details: { name, externalId },
    });
    return ok({ departmentId });
  },
});
