import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { departmentLoader } from '../data/department-queries.js';
import { createDepartment } from '../use-cases/create-department.js';
import { deleteDepartment } from '../use-cases/delete-department.js';
import { updateDepartment } from '../use-cases/update-department.js';
import {
  CreateDepartmentInput,
  CreateDepartmentPayload,
  DeleteDepartmentInput,
  DeleteDepartmentPayload,
  Department,
  toDepartment,
  UpdateDepartmentInput,
  UpdateDepartmentPayload,
} from './department.types.js';

@Resolver(() => Department)
export class DepartmentResolver {
  @FieldResolver(() => Department, {
    nullable: true,
    description: 'The department above it; null for the root.',
  })
  async parent(@Ctx() context: ApiContext, @Root() { row }: Department): Promise<Department | undefined> {
    return row.parentId === null ? undefined : loaded(context, row.parentId);
  }

  @Mutation(() => CreateDepartmentPayload, {
    description:
      'Adds a department. For administrators and directory administrators. At most 30,000 (TOO_MANY_DEPARTMENTS).',
  })
  async createDepartment(
    @Ctx() context: ApiContext,
    @Arg('input', () => CreateDepartmentInput, { description: 'The department.' })
    input: CreateDepartmentInput,
  ): Promise<CreateDepartmentPayload> {
    const result = await context.execute(createDepartment, {
      ...input,
      organizationId: localId('Organization', input.organizationId),
      parentId: input.parentId ? localId('Department', input.parentId) : undefined,
    });
    return toPayload(CreateDepartmentPayload, context.locale, result, async ({ departmentId }) => ({
      department: await loaded(context, departmentId),
    }));
  }

  @Mutation(() => UpdateDepartmentPayload, {
    description: 'Renames, sorts or moves a department. For administrators and directory administrators.',
  })
  async updateDepartment(
    @Ctx() context: ApiContext,
    @Arg('input', () => UpdateDepartmentInput, { description: 'What to change.' })
    input: UpdateDepartmentInput,
  ): Promise<UpdateDepartmentPayload> {
    const result = await context.execute(updateDepartment, {
      ...input,
      departmentId: localId('Department', input.departmentId),
      parentId: input.parentId ? localId('Department', input.parentId) : undefined,
    });
    return toPayload(UpdateDepartmentPayload, context.locale, result, async ({ departmentId }) => ({
      department: await loaded(context, departmentId),
    }));
  }

  @Mutation(() => DeleteDepartmentPayload, {
    description: 'Removes an empty department. For administrators and directory administrators.',
  })
  async deleteDepartment(
    @Ctx() context: ApiContext,
    @Arg('input', () => DeleteDepartmentInput, { description: 'Which one.' }) input: DeleteDepartmentInput,
  ): Promise<DeleteDepartmentPayload> {
    const departmentId = localId('Department', input.departmentId);
    const result = await context.execute(deleteDepartment, { ...input, departmentId });
    return toPayload(DeleteDepartmentPayload, context.locale, result, () => ({
      deletedDepartmentId: input.departmentId,
    }));
  }
}

async function loaded(context: ApiContext, id: string): Promise<Department | undefined> {
  const row = await context.load(departmentLoader, id);
  return row && toDepartment(row);
}
