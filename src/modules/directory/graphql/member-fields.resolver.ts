import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { maskMobile } from '#modules/identity/public.js';
import { Organization, toOrganization } from '#modules/organization/graphql/organization.types.js';
import { organizationLoader } from '#modules/organization/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { make } from '#platform/graphql/make.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { departmentLoader } from '../data/department-queries.js';
import { placesLoader } from '../data/member-places.js';
import { memberLoader, ownMemberKey, ownMemberLoader } from '../data/member-queries.js';
import { maySeeMobiles } from '../domain/member.js';
import { toDepartment } from './department.types.js';
import { Member, MemberPlace, toMember } from './member.types.js';

/** What a member leads to. */
@Resolver(() => Member)
export class MemberFieldsResolver {
  @FieldResolver(() => Organization, { description: 'Whose account it is.' })
  async organization(@Ctx() context: ApiContext, @Root() { row }: Member): Promise<Organization> {
    return toOrganization(orNotFound(await context.load(organizationLoader, row.organizationId)));
  }

  @FieldResolver(() => String, {
    description:
      'Whole (E.164) for the person themself and for ADMINISTRATOR, DIRECTORY_ADMINISTRATOR and AUDITOR; masked (`+86 199****0001`) for all others.',
  })
  async mobile(@Ctx() context: ApiContext, @Root() { row }: Member): Promise<string> {
    const personId = context.viewer?.personId ?? '';
    if (row.personId === personId) return row.mobile;
    const own = await context.load(ownMemberLoader, ownMemberKey(personId, row.organizationId));
    return maySeeMobiles(own?.roles ?? []) ? row.mobile : maskMobile(row.mobile);
  }

  @FieldResolver(() => [MemberPlace], {
    description: 'The departments it stands in, at most 100, the main one first. None once it has LEFT.',
  })
  async departments(@Ctx() context: ApiContext, @Root() { row }: Member): Promise<MemberPlace[]> {
    const places = (await context.load(placesLoader, row.id)) ?? [];
    return Promise.all(
      places.map(async ({ departmentId, leader, sortOrder }) =>
        make(MemberPlace, {
          department: toDepartment(orNotFound(await context.load(departmentLoader, departmentId))),
          main: departmentId === row.mainDepartmentId,
          leader,
          order: sortOrder,
        }),
      ),
    );
  }

  @FieldResolver(() => Member, { nullable: true, description: 'The direct manager; null without one.' })
  async manager(@Ctx() context: ApiContext, @Root() { row }: Member): Promise<Member | null> {
    const manager = row.managerId === null ? undefined : await context.load(memberLoader, row.managerId);
    return manager ? toMember(manager) : null;
  }
}
