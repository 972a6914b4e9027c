import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { globalId, Node, PageInfo } from '#platform/graphql/relay.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { DepartmentRow } from '../data/department-queries.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A department of an organization. Departments form one tree of at most 15 levels.',
})
export class Department extends Node {
  @Field(() => String, {
    description:
      "The company's own id, a whole number from 1 to 4294967295, unique in the organization. The root's is 1.",
  })
  externalId!: string;

  @Field(() => String, { description: '1 to 64 characters. Not unique.' })
  name!: string;

  @Field(() => Float, {
    description: 'Sorts departments under one parent, larger first. A whole number from 0 to 4294967295.',
  })
  order!: number;

  @Field(() => Int, { description: 'The level in the tree: 1 for the root, 15 at most.' })
  depth!: number;

  /** What the field resolvers read. */
  readonly row!: DepartmentRow;
}

export function toDepartment(row: DepartmentRow): Department {
  const { externalId, name, sortOrder: order, depth } = row;
  return make(Department, { id: globalId('Department', row.id), externalId, name, order, depth, row });
}

@ObjectType({ simpleResolvers: true, description: 'One department and its place.' })
export class DepartmentEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => Department, { description: 'The department.' })
  node!: Department;
}

@ObjectType({ simpleResolvers: true, description: 'Departments, parents before their children.' })
export class DepartmentConnection {
  @Field(() => [DepartmentEdge], { description: 'The page.' })
  edges!: DepartmentEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: () => Promise<number>;
}

@InputType({ description: 'A department to add.' })
export class CreateDepartmentInput extends MutationInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => String, { description: '1 to 64 characters.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The company's own id, 1 to 4294967295 (INVALID_DEPARTMENT_ID, DEPARTMENT_ID_TAKEN). A free number unless given.",
  })
  externalId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Under which department; the root unless given. Level 15 is the last (DEPARTMENT_TOO_DEEP).',
  })
  parentId?: string | null;

  @Field(() => Float, { nullable: true, description: 'Its order, 0 unless given (OUT_OF_RANGE).' })
  order?: number | null;
}

@InputType({ description: 'What to change of a department. What is absent or null stays.' })
export class UpdateDepartmentInput extends MutationInput {
  @Field(() => ID, { description: 'The department.' })
  departmentId!: string;

  @Field(() => String, { nullable: true, description: '1 to 64 characters.' })
  name?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The department to move it under, with all below it. Refused under itself (DEPARTMENT_CYCLE), below level 15 (DEPARTMENT_TOO_DEEP) and for the root (ROOT_DEPARTMENT).',
  })
  parentId?: string | null;

  @Field(() => Float, { nullable: true, description: 'Its order (OUT_OF_RANGE).' })
  order?: number | null;
}

@InputType({ description: 'A department to remove.' })
export class DeleteDepartmentInput extends MutationInput {
  @Field(() => ID, {
    description:
      'The department. It must be empty (DEPARTMENT_NOT_EMPTY) and not the root (ROOT_DEPARTMENT).',
  })
  departmentId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The department as it was added.' })
export class CreateDepartmentPayload extends Payload {
  @Field(() => Department, { nullable: true, description: 'Null when it was refused.' })
  department?: Department | undefined;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The department as it is now.' })
export class UpdateDepartmentPayload extends Payload {
  @Field(() => Department, { nullable: true, description: 'Null when it was refused.' })
  department?: Department | undefined;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The department is gone.' })
export class DeleteDepartmentPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The id that it had; null when it was refused.' })
  deletedDepartmentId?: string;
}
