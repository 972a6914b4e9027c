import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Member, toMember } from '#modules/directory/graphql/member.types.js';
import { memberLoader } from '#modules/directory/public.js';
import { sliceOf } from '#platform/db/page.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { idCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { admissionRequestCount, admissionRequests } from '../use-cases/admission-requests.js';
import { requestAdmission } from '../use-cases/request-admission.js';
import {
  AdmissionRequest,
  AdmissionRequestConnection,
  RequestAdmissionInput,
  RequestAdmissionPayload,
  toAdmissionRequest,
} from './admission-request.types.js';
import { EnterpriseGroup } from './enterprise-group.types.js';

@Resolver(() => EnterpriseGroup)
export class AdmissionRequestsResolver {
  @Mutation(() => RequestAdmissionPayload, {
    description:
      'Asks to be admitted to a group after its cut-over. Whoever has said no to it, or taken their yes back, is not let in by anybody until they ask here themselves; whether they are let in then is for an administrator to say. Refused with ALREADY_GROUP_MEMBER (also while their place rests), or ILLEGAL_STATE when the group is not ACTIVE.',
  })
  async requestAdmission(
    @Ctx() context: ApiContext,
    @Arg('input', () => RequestAdmissionInput, { description: 'Where.' }) input: RequestAdmissionInput,
  ): Promise<RequestAdmissionPayload> {
    const enterpriseGroupId = localId('EnterpriseGroup', input.enterpriseGroupId);
    const result = await context.execute(requestAdmission, { ...input, enterpriseGroupId });
    return toPayload(RequestAdmissionPayload, context.locale, result, ({ askedAt }) => ({
      requestedAt: new Date(askedAt),
    }));
  }

  @FieldResolver(() => AdmissionRequestConnection, {
    description: 'Who asks to be admitted, for those who can admit them.',
  })
  async admissionRequests(
    @Root() { row: group }: EnterpriseGroup,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<AdmissionRequestConnection> {
    const page = pageOf(args);
    const of = { enterpriseGroupId: group.id };
    const rows = await context.ask(admissionRequests, { ...of, after: idCursor(page), first: page.first });
    return make(AdmissionRequestConnection, {
      ...connectionOf(sliceOf(rows, page.first), page, (row) => [row.memberId], toAdmissionRequest),
      totalCount: () => context.ask(admissionRequestCount, of),
    });
  }
}

@Resolver(() => AdmissionRequest)
export class AdmissionRequestResolver {
  @FieldResolver(() => Member, { description: 'Their account.' })
  async member(@Root() { row }: AdmissionRequest, @Ctx() context: ApiContext): Promise<Member> {
    return toMember(orNotFound(await context.load(memberLoader, row.memberId)));
  }
}
