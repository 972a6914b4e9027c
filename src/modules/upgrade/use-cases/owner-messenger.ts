import {
  deliverySettingsOf,
  type DeliverySettings,
  type NewDelivery,
  type NewText,
  queueDeliveries,
} from '#modules/delivery/public.js';
import { newId } from '#kernel/ids.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { askersToTell, type OwnerRecipient, ownersToTell } from '../data/owner-recipients.js';
import { type OwnerMessageKind, wordOwnerMessage } from '../domain/owner-messages.js';
import { channelsTo } from './channels-to.js';

/** Tells owners what waits for their word, and whoever has asked for it what they have said. */
export class OwnerMessenger {
  /** `email`: whether the server sends any. */
  constructor(private readonly parts: { readonly email: boolean }) {}

  /** Tells the owners of these groups, each once, however many of them are theirs. */
  async tellOwners(
    context: EffectContext,
    organizationId: string,
    kind: 'MANDATE_REQUESTED' | 'UPGRADE_AWAITS_OWNER',
    sourceGroupIds: readonly string[],
  ): Promise<void> {
    if (sourceGroupIds.length === 0) return;
    await this.send(context, organizationId, kind, await ownersToTell(context.tx, sourceGroupIds));
  }

  /** Tells who has asked for the mandate of a group what its owner has decided. */
  async tellAsker(
    context: EffectContext,
    organizationId: string,
    kind: 'MANDATE_GRANTED' | 'MANDATE_REFUSED',
    sourceGroupId: string,
  ): Promise<void> {
    await this.send(context, organizationId, kind, await askersToTell(context.tx, [sourceGroupId]));
  }

  private async send(
    context: EffectContext,
    organizationId: string,
    kind: OwnerMessageKind,
    recipients: readonly OwnerRecipient[],
  ): Promise<void> {
    if (recipients.length === 0) return;
    const settings = await deliverySettingsOf(context.tx, organizationId);
    const texts = recipients.map((recipient) => textOf(kind, recipient));
    const deliveries = recipients.flatMap((recipient, text) => this.deliveriesTo(recipient, text, settings));
    await queueDeliveries(context, { organizationId, topicType: 'SourceGroup', texts, deliveries });
  }

  private deliveriesTo(
    { memberId, hasEmail, sourceGroupId }: OwnerRecipient,
    text: number,
    settings: DeliverySettings,
  ): NewDelivery[] {
    const channels = channelsTo({ memberId, hasEmail }, settings, this.parts);
    const to = { memberId, identityId: null, topicId: sourceGroupId, link: null };
    return channels.map((channel) => ({ id: newId(), text, channel, ...to }));
  }
}

/** In the reader's own language, where it is known; else in the region's. */
function textOf(kind: OwnerMessageKind, recipient: OwnerRecipient): NewText {
  const { region, organizationName: organization, groupName: group, groups } = recipient;
  const language = recipient.language ?? (region === 'MAINLAND' ? 'zh-CN' : 'en');
  return { kind, language, ...wordOwnerMessage(kind, language, { organization, group, groups }) };
}
