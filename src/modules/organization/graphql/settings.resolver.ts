import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { settingsLoader } from '../data/settings.js';
import { organizationSettings } from '../use-cases/organization-settings.js';
import { updateOrganizationSettings } from '../use-cases/update-organization-settings.js';
import {
  OrganizationSettings,
  toSettings,
  UpdateOrganizationSettingsInput,
  UpdateOrganizationSettingsPayload,
} from './settings.types.js';

@Resolver()
export class SettingsResolver {
  @Query(() => OrganizationSettings, {
    description: 'What an organization has decided about its upgrades, for its active members.',
  })
  async organizationSettings(
    @Ctx() context: ApiContext,
    @Arg('organizationId', () => ID, { description: 'An Organization.' }) id: string,
  ): Promise<OrganizationSettings> {
    const organizationId = localId('Organization', id);
    return toSettings(organizationId, await context.ask(organizationSettings, { organizationId }));
  }

  @Mutation(() => UpdateOrganizationSettingsPayload, {
    description:
      'Changes what an organization has decided about its upgrades, for its administrators. Every field is checked before any is changed.',
  })
  async updateOrganizationSettings(
    @Ctx() context: ApiContext,
    @Arg('input', () => UpdateOrganizationSettingsInput, { description: 'What to change.' })
    input: UpdateOrganizationSettingsInput,
  ): Promise<UpdateOrganizationSettingsPayload> {
    const organizationId = localId('Organization', input.organizationId);
    const result = await context.execute(updateOrganizationSettings, { ...input, organizationId });
    return toPayload(UpdateOrganizationSettingsPayload, context.locale, result, async (done) => ({
      settings: toSettings(
        done.organizationId,
        orNotFound(await context.load(settingsLoader, done.organizationId)),
      ),
    }));
  }
}
