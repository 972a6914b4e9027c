import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Refusal } from '#kernel/refusals.js';
import type { Result } from '#kernel/result.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { type Payload, toPayload } from '#platform/graphql/user-error.js';
import { memberLoader } from '../data/member-queries.js';
import { assignMemberRoles } from '../use-cases/assign-member-roles.js';
import { createMember } from '../use-cases/create-member.js';
import { disableMember } from '../use-cases/disable-member.js';
import { enableMember } from '../use-cases/enable-member.js';
import { removeMember } from '../use-cases/remove-member.js';
import { updateMember } from '../use-cases/update-member.js';
import type { PlaceInput } from '../use-cases/member-input.js';
import {
  AssignMemberRolesInput,
  AssignMemberRolesPayload,
  CreateMemberInput,
  CreateMemberPayload,
  DisableMemberInput,
  DisableMemberPayload,
  EnableMemberInput,
  EnableMemberPayload,
  type MemberPlaceInput,
  RemoveMemberInput,
  RemoveMemberPayload,
  UpdateMemberInput,
  UpdateMemberPayload,
} from './member.inputs.js';
import { type Member, toMember } from './member.types.js';

/** The mutations of one account. */
@Resolver()
export class MemberResolver {
  @Mutation(() => CreateMemberPayload, {
    description:
      'Makes an account that waits for its mobile to be proved. For administrators and directory administrators.',
  })
  async createMember(
    @Ctx() context: ApiContext,
    @Arg('input', () => CreateMemberInput, { description: 'The account.' }) input: CreateMemberInput,
  ): Promise<CreateMemberPayload> {
    const result = await context.execute(createMember, {
      ...input,
      organizationId: localId('Organization', input.organizationId),
      departments: placesOf(input.departments),
      managerId: memberIdOf(input.managerId),
    });
    return memberPayload(CreateMemberPayload, context, result);
  }

  @Mutation(() => UpdateMemberPayload, {
    description: 'Changes an account. For administrators and directory administrators.',
  })
  async updateMember(
    @Ctx() context: ApiContext,
    @Arg('input', () => UpdateMemberInput, { description: 'What to change.' }) input: UpdateMemberInput,
  ): Promise<UpdateMemberPayload> {
    const result = await context.execute(updateMember, {
      ...input,
      memberId: localId('Member', input.memberId),
      departments: placesOf(input.departments),
      managerId: memberIdOf(input.managerId),
    });
    return memberPayload(UpdateMemberPayload, context, result);
  }

  @Mutation(() => DisableMemberPayload, {
    description:
      'Takes the use of an account away at once. For administrators and directory administrators; an account with roles only for ADMINISTRATOR.',
  })
  async disableMember(
    @Ctx() context: ApiContext,
    @Arg('input', () => DisableMemberInput, { description: 'Which one.' }) input: DisableMemberInput,
  ): Promise<DisableMemberPayload> {
    const memberId = localId('Member', input.memberId);
    return memberPayload(
      DisableMemberPayload,
      context,
      await context.execute(disableMember, { ...input, memberId }),
    );
  }

  @Mutation(() => EnableMemberPayload, {
    description:
      'Gives a disabled account back. For administrators and directory administrators; an account with roles only for ADMINISTRATOR.',
  })
  async enableMember(
    @Ctx() context: ApiContext,
    @Arg('input', () => EnableMemberInput, { description: 'Which one.' }) input: EnableMemberInput,
  ): Promise<EnableMemberPayload> {
    const memberId = localId('Member', input.memberId);
    return memberPayload(
      EnableMemberPayload,
      context,
      await context.execute(enableMember, { ...input, memberId }),
    );
  }

  @Mutation(() => RemoveMemberPayload, {
    description:
      'Ends an account for good: it loses its roles, departments and reports. For administrators and directory administrators; an account with roles only for ADMINISTRATOR.',
  })
  async removeMember(
    @Ctx() context: ApiContext,
    @Arg('input', () => RemoveMemberInput, { description: 'Which one.' }) input: RemoveMemberInput,
  ): Promise<RemoveMemberPayload> {
    const memberId = localId('Member', input.memberId);
    return memberPayload(
      RemoveMemberPayload,
      context,
      await context.execute(removeMember, { ...input, memberId }),
    );
  }

  @Mutation(() => AssignMemberRolesPayload, {
    description: 'Says which roles an account has. For ADMINISTRATOR only.',
  })
  async assignMemberRoles(
    @Ctx() context: ApiContext,
    @Arg('input', () => AssignMemberRolesInput, { description: 'Who, and which.' })
    input: AssignMemberRolesInput,
  ): Promise<AssignMemberRolesPayload> {
    const memberId = localId('Member', input.memberId);
    return memberPayload(
      AssignMemberRolesPayload,
      context,
      await context.execute(assignMemberRoles, { ...input, memberId }),
    );
  }
}

/** Undefined where it was not given, null where it is to be taken away. */
function memberIdOf(id: string | null | undefined): string | null | undefined {
  return id ? localId('Member', id) : id;
}

function placesOf(places: readonly MemberPlaceInput[] | null | undefined): PlaceInput[] | undefined {
  return places?.map(({ departmentId, leader, order }) => ({
    departmentId: localId('Department', departmentId),
    leader,
    order,
  }));
}

function memberPayload<P extends Payload & { member?: Member | undefined }>(
  type: new () => P,
  context: ApiContext,
  result: Result<{ readonly memberId: string }, readonly Refusal[]>,
): Promise<P> {
  return toPayload(type, context.locale, result, async ({ memberId }) => {
    const row = await context.load(memberLoader, memberId);
    const payload: Partial<P> = {};
    return Object.assign(payload, { member: row && toMember(row) });
  });
}
