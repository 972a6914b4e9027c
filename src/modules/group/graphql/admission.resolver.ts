import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { enterpriseGroupLoader } from '../data/enterprise-groups.js';
import { groupMemberLoader } from '../data/places.js';
import { admitMember } from '../use-cases/admit-member.js';
import { groupSuccessor } from '../use-cases/group-successor.js';
import { AdmitMemberInput, AdmitMemberPayload } from './admission.types.js';
import { EnterpriseGroup, toEnterpriseGroup, toGroupMember } from './enterprise-group.types.js';

@Resolver()
export class AdmissionResolver {
  @Mutation(() => AdmitMemberPayload, {
    description:
      "Admits the person of an account to a group after its cut-over, also whoever was left out at it; the place is theirs, and not of whoever has the account later. They see the whole history only if the group's own `terms` allow it and the organization's settings of now do too; a later change of these does not change it. They are told so. Refused with DECLINED_TO_JOIN while their last word is a no, until they themselves send requestAdmission (of who has had their data erased nobody knows that any more: with the same number they are somebody new), ALREADY_GROUP_MEMBER (also while their place rests), ACCOUNT_NOT_ACTIVE, REGION_NOT_TAKEN (by the setting `membersRegion`), GROUP_FULL (as many members as the organization's verification allows, 2,000 at most), or ILLEGAL_STATE when the group is not ACTIVE.",
  })
  async admitMember(
    @Ctx() context: ApiContext,
    @Arg('input', () => AdmitMemberInput, { description: 'Whom and where.' }) input: AdmitMemberInput,
  ): Promise<AdmitMemberPayload> {
    const enterpriseGroupId = localId('EnterpriseGroup', input.enterpriseGroupId);
    const memberId = localId('Member', input.memberId);
    const result = await context.execute(admitMember, { ...input, enterpriseGroupId, memberId });
    return toPayload(AdmitMemberPayload, context.locale, result, async (admitted) => ({
      enterpriseGroup: toEnterpriseGroup(
        orNotFound(await context.load(enterpriseGroupLoader, admitted.enterpriseGroupId)),
      ),
      groupMember: toGroupMember(orNotFound(await context.load(groupMemberLoader, admitted.placeId))),
    }));
  }

  @Query(() => EnterpriseGroup, {
    nullable: true,
    description:
      'Where the id of an old group leads: the group that has taken over. For any active member of the organization. Null where none has.',
  })
  async groupSuccessor(
    @Ctx() context: ApiContext,
    @Arg('organizationId', () => ID, { description: 'The Organization.' }) organizationId: string,
    @Arg('platform', () => String, { description: 'Where the old group lived, for instance `wechat`.' })
    platform: string,
    @Arg('platformGroupId', () => String, { description: 'Its id there, as exports have it.' })
    platformGroupId: string,
  ): Promise<EnterpriseGroup | null> {
    const group = { organizationId: localId('Organization', organizationId), platform, platformGroupId };
    const row = await context.ask(groupSuccessor, group);
    return row ? toEnterpriseGroup(row) : null;
  }
}
