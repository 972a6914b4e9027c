import { command } from '#modules/identity/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import type { Command } from '#platform/use-case/use-case.js';
import type { Action } from '#modules/identity/public.js';
import { lockDeliverySettings, saveDeliverySettings } from '../data/settings.js';
import { deliverySettingsChanged } from '../domain/events.js';
import { type DeliverySettings, planProblems, webhookUrlOf } from '../domain/settings.js';

/** What is absent or null stays. */
export interface SettingsInput {
  readonly organizationId: string;
  readonly email?: boolean | null;
  readonly webhook?: boolean | null;
  readonly webhookUrl?: string | null;
  readonly newWebhookSecret?: boolean | null;
  readonly textStrangers?: boolean | null;
  readonly reminderHours?: readonly number[] | null;
  /** 0: managers are not told. */
  readonly escalateHours?: number | null;
  readonly expectedVersion?: number | null;
}

/** `newSecret`: the number of the webhook's secret if this call has made it, else 0. */
type Outcome = { organizationId: string; newSecret: number };

/** Changes how an organization reaches its people. A webhook gets its secret with its first address. */
export const updateDeliverySettings = (options: {
  readonly http: boolean;
}): Command<Action, SettingsInput, Outcome> =>
  command({
    name: 'updateDeliverySettings',
    action: 'delivery-settings.write',
    async run(context, input) {
      const { organizationId, expectedVersion } = input;
      await context.authorize({ organizationId });
      const before = await lockDeliverySettings(context.tx, organizationId);
      if (expectedVersion != null && expectedVersion !== before.version)
        return err([refuse('VERSION_CONFLICT', 'expectedVersion')]);
      const changed = change(before, input, options);
      if (!changed.ok) return changed;
      const after = changed.value;
      await saveDeliverySettings(context.tx, organizationId, after);
      context.record({
        organizationId,
        subject: { type: 'Organization', id: organizationId },
        details: { ...after, webhookUrl: after.webhookUrl && new URL(after.webhookUrl).origin },
      });
      await context.emit(deliverySettingsChanged, { organizationId });
      const newSecret = after.webhookSecret === before.webhookSecret ? 0 : after.webhookSecret;
      return ok({ organizationId, newSecret });
    },
  });

function change(
  before: DeliverySettings,
  input: SettingsInput,
  options: { readonly http: boolean },
): Result<DeliverySettings, Refusal[]> {
  const given = input.webhookUrl == null ? undefined : webhookUrlOf(input.webhookUrl, options);
  if (input.webhookUrl != null && given === undefined)
    return err([refuse('INVALID_WEBHOOK_URL', 'webhookUrl')]);
  const webhookUrl = given ?? before.webhookUrl;
  const webhook = input.webhook ?? before.webhook;
  if (webhook && webhookUrl === null) return err([refuse('WEBHOOK_URL_MISSING', 'webhookUrl')]);
  const escalateHours = input.escalateHours ?? before.escalateHours ?? 0;
  const plan = {
    reminderHours: (input.reminderHours ?? before.reminderHours).toSorted((a, b) => a - b),
    escalateHours: escalateHours === 0 ? null : escalateHours,
  };
  const problems = planProblems(plan);
  if (problems.length > 0) return err(problems);
  const fresh = input.newWebhookSecret === true || (before.webhookSecret === 0 && webhookUrl !== null);
  return ok({
    email: input.email ?? before.email,
    webhook,
    webhookUrl,
    webhookSecret: before.webhookSecret + (fresh ? 1 : 0),
    textStrangers: input.textStrangers ?? before.textStrangers,
    ...plan,
    version: before.version + 1,
  });
}
