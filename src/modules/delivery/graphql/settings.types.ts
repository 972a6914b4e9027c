import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { DeliverySettings as Settings } from '../domain/settings.js';

@ObjectType({
  simpleResolvers: true,
  description: 'How an organization reaches its people, and by which plan it reminds them.',
})
export class DeliverySettings {
  @Field(() => Boolean, {
    description:
      'Whether e-mail is sent to those who have an address, where the server sends any; true at first.',
  })
  email!: boolean;

  @Field(() => Boolean, { description: 'Whether messages go to the webhook; false at first.' })
  webhook!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The address of the webhook; null before it is given.',
  })
  webhookUrl!: string | null;

  @Field(() => Boolean, {
    description:
      'Whether the webhook also brings the first question to mobiles without an account in the organization; false at first.',
  })
  textStrangers!: boolean;

  @Field(() => [Int], {
    description:
      'Hours after a question at which those who have not answered it are reminded, ascending; none at first.',
  })
  reminderHours!: readonly number[];

  @Field(() => Int, {
    nullable: true,
    description:
      'The hour after a question at which the manager of who has not answered is told; null: never.',
  })
  escalateHours!: number | null;

  @Field(() => Int, { description: 'Grows with each change; for `expectedVersion`.' })
  version!: number;
}

@InputType({ description: 'What to change. What is absent or null stays.' })
export class UpdateDeliverySettingsInput extends MutationInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether e-mail is sent.' })
  email?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether messages go to the webhook (WEBHOOK_URL_MISSING before it has an address).',
  })
  webhook?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'An https address without user and password, at most 2,000 characters (INVALID_WEBHOOK_URL). Redirects are not followed, and private and loopback addresses are not reached.',
  })
  webhookUrl?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True makes a new secret; the one before stops at once.',
  })
  newWebhookSecret?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether mobiles without an account are told too.' })
  textStrangers?: boolean | null;

  @Field(() => [Int], {
    nullable: true,
    description: 'At most 6 different hours (TOO_MANY_STEPS, REPEATED), 1 to 720 (OUT_OF_RANGE).',
  })
  reminderHours?: number[] | null;

  @Field(() => Int, { nullable: true, description: '1 to 720 (OUT_OF_RANGE), or 0 for never.' })
  escalateHours?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Refuse (VERSION_CONFLICT) unless the settings have this version.',
  })
  expectedVersion?: number | null;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The settings as they are now.' })
export class UpdateDeliverySettingsPayload extends Payload {
  @Field(() => DeliverySettings, { nullable: true, description: 'Null when it was refused.' })
  settings?: DeliverySettings;

  @Field(() => String, {
    nullable: true,
    description:
      'The secret that requests to the webhook are signed with (Standard Webhooks, `whsec_…`), if this call has made it: with the first address, or by `newWebhookSecret`. It is shown here alone.',
  })
  webhookSecret?: string | null;
}

export function toSettings(settings: Settings): DeliverySettings {
  const { email, webhook, webhookUrl, textStrangers, reminderHours, escalateHours, version } = settings;
  return make(DeliverySettings, {
    email,
    webhook,
    webhookUrl,
    textStrangers,
    reminderHours,
    escalateHours,
    version,
  });
}
