import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { deliverySettings } from '../use-cases/delivery-settings.js';
import type { updateDeliverySettings } from '../use-cases/update-delivery-settings.js';
import type { WebhookSecrets } from '../use-cases/webhook-secrets.js';
import {
  DeliverySettings,
  toSettings,
  UpdateDeliverySettingsInput,
  UpdateDeliverySettingsPayload,
} from './settings.types.js';

@Resolver()
export class DeliverySettingsResolver {
  constructor(
    private readonly update: ReturnType<typeof updateDeliverySettings>,
    private readonly secrets: WebhookSecrets,
  ) {}

  @Query(() => DeliverySettings, {
    description:
      'How an organization reaches its people, for its administrators, group administrators and auditors.',
  })
  async deliverySettings(
    @Ctx() context: ApiContext,
    @Arg('organizationId', () => ID, { description: 'An Organization.' }) id: string,
  ): Promise<DeliverySettings> {
    const organizationId = localId('Organization', id);
    return toSettings(await context.ask(deliverySettings, { organizationId }));
  }

  @Mutation(() => UpdateDeliverySettingsPayload, {
    description: 'Changes how an organization reaches its people. For its administrators.',
  })
  async updateDeliverySettings(
    @Ctx() context: ApiContext,
    @Arg('input', () => UpdateDeliverySettingsInput, { description: 'What to change.' })
    input: UpdateDeliverySettingsInput,
  ): Promise<UpdateDeliverySettingsPayload> {
    const organizationId = localId('Organization', input.organizationId);
    const result = await context.execute(this.update, { ...input, organizationId });
    return toPayload(UpdateDeliverySettingsPayload, context.locale, result, async ({ newSecret }) => ({
      settings: toSettings(await context.ask(deliverySettings, { organizationId })),
      webhookSecret: newSecret === 0 ? null : this.secrets.secretOf(organizationId, newSecret),
    }));
  }
}
