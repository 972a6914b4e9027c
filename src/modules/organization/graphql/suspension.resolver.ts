import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { globalId, localId } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { reinstateOrganization, suspendOrganization } from '../use-cases/suspend-organization.js';
import {
  ReinstateOrganizationInput,
  ReinstateOrganizationPayload,
  SuspendOrganizationInput,
  SuspendOrganizationPayload,
} from './suspension.types.js';

@Resolver()
export class SuspensionResolver {
  @Mutation(() => SuspendOrganizationPayload, {
    description:
      "For this server's reviewers. The organization's people read as before; what they would change, their answers included, is refused as ORGANIZATION_SUSPENDED, which is retryable. What is under way ends first.",
  })
  async suspendOrganization(
    @Ctx() context: ApiContext,
    @Arg('input', () => SuspendOrganizationInput, { description: 'Which organization, and why.' })
    input: SuspendOrganizationInput,
  ): Promise<SuspendOrganizationPayload> {
    const organizationId = localId('Organization', input.organizationId);
    const result = await context.execute(suspendOrganization, { ...input, organizationId });
    return toPayload(SuspendOrganizationPayload, context.locale, result, (done) => ({
      organizationId: globalId('Organization', done.organizationId),
      state: 'SUSPENDED' as const,
    }));
  }

  @Mutation(() => ReinstateOrganizationPayload, {
    description: "For this server's reviewers. The suspended organization goes on.",
  })
  async reinstateOrganization(
    @Ctx() context: ApiContext,
    @Arg('input', () => ReinstateOrganizationInput, { description: 'Which organization, and why.' })
    input: ReinstateOrganizationInput,
  ): Promise<ReinstateOrganizationPayload> {
    const organizationId = localId('Organization', input.organizationId);
    const result = await context.execute(reinstateOrganization, { ...input, organizationId });
    return toPayload(ReinstateOrganizationPayload, context.locale, result, (done) => ({
      organizationId: globalId('Organization', done.organizationId),
      state: 'ACTIVE' as const,
    }));
  }
}
