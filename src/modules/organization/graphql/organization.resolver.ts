import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { organization } from '../use-cases/organization.js';
import { Organization, toOrganization } from './organization.types.js';

@Resolver()
export class OrganizationResolver {
  @Query(() => Organization, {
    description: 'An organization that the caller is an active member of; NOT_FOUND for any other.',
  })
  async organization(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'The global id of an organization.' }) id: string,
  ): Promise<Organization> {
    return readOrganization(context, localId('Organization', id));
  }
}

/** With the caller's rights; throws NOT_FOUND where they have none. */
export async function readOrganization(context: ApiContext, organizationId: string): Promise<Organization> {
  return toOrganization(await context.ask(organization, { organizationId }));
}
