import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { type Operation, toOperation } from '#modules/operation/graphql/operation.types.js';
import { operationLoader } from '#modules/operation/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { importDepartments } from '../use-cases/import-departments.js';
import { importMembers } from '../use-cases/import-members.js';
import {
  ImportDepartmentsInput,
  ImportDepartmentsPayload,
  ImportMembersInput,
  ImportMembersPayload,
} from './import.types.js';

@Resolver()
export class ImportResolver {
  @Mutation(() => ImportDepartmentsPayload, {
    description: `Reads departments from a CSV file with the columns 部门名称, 部门ID, 父部门ID and, at will, 排序 (WeCom's template; UTF-8 or GB18030). Parents may stand below their children; the id 1 is the root. All sound lines take effect at once, by 部门ID; the file again changes nothing. A line fails with a code: DUPLICATE_DEPARTMENT, NO_PARENT, ROOT_HAS_PARENT, UNKNOWN_PARENT, PARENT_FAILED, DEPARTMENT_CYCLE, DEPARTMENT_TOO_DEEP, FORMULA_CELL, EMPTY_CELL, BAD_DEPARTMENT_ID and the like. A file that cannot be read to its end imports nothing. For administrators and directory administrators.`,
  })
  async importDepartments(
    @Ctx() context: ApiContext,
    @Arg('input', () => ImportDepartmentsInput, { description: 'The file.' }) input: ImportDepartmentsInput,
  ): Promise<ImportDepartmentsPayload> {
    const result = await context.execute(importDepartments, opened(input));
    return toPayload(ImportDepartmentsPayload, context.locale, result, async ({ operationId }) => ({
      operation: await operationOf(context, operationId),
    }));
  }

  @Mutation(() => ImportMembersPayload, {
    description: `Reads members from a CSV file with the columns 姓名, 帐号, 手机号, 所在部门 and, at will, 邮箱, 职位, 性别, 是否部门内领导, 排序, 别名, 地址, 座机, 禁用 (WeCom's template; UTF-8 or GB18030; lists separated by ";"). An account is found by its mobile. What a cell leaves empty stays; the departments become the line's; 禁用 1 disables, and nothing here enables. The first of several lines with one mobile or user id counts. A line fails with a code: DUPLICATE_MOBILE, DUPLICATE_USER_ID (\`reference\` names the line that counted), UNKNOWN_DEPARTMENT, MOBILE_TAKEN (\`reference\` names the account), USER_ID_TAKEN, LAST_ADMINISTRATOR, FORBIDDEN, FORMULA_CELL, EMPTY_CELL, BAD_MOBILE.reason, BAD_TEXT.reason and the like. Lines take effect some thousands at a time; a cancelled import leaves whole such batches, and the file again goes on from there. A file that cannot be read to its end imports nothing. For administrators and directory administrators.`,
  })
  async importMembers(
    @Ctx() context: ApiContext,
    @Arg('input', () => ImportMembersInput, { description: 'The file.' }) input: ImportMembersInput,
  ): Promise<ImportMembersPayload> {
    const result = await context.execute(importMembers, opened(input));
    return toPayload(ImportMembersPayload, context.locale, result, async ({ operationId }) => ({
      operation: await operationOf(context, operationId),
    }));
  }
}

function opened<Input extends { organizationId: string; uploadId: string }>(input: Input): Input {
  return {
    ...input,
    organizationId: localId('Organization', input.organizationId),
    uploadId: localId('Upload', input.uploadId),
  };
}

async function operationOf(context: ApiContext, id: string): Promise<Operation | undefined> {
  const record = await context.load(operationLoader, id);
  return record && toOperation(record);
}
