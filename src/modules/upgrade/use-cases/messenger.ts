import {
  deliverySettingsOf,
  type DeliverySettings,
  type LinkTokens,
  type NewDelivery,
  queueDeliveries,
} from '#modules/delivery/public.js';
import { settingsOf } from '#modules/organization/public.js';
import { newId } from '#kernel/ids.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { concludedRecipients, type ConcludedRecipient } from '../data/concluded.js';
import { insertLinks, type NewLink } from '../data/invitation-links.js';
import { admittedRecipient, recipientsOf } from '../data/recipients.js';
import { whatIsSeen } from '../domain/conclusion-wordings.js';
import type { ConclusionKind } from '../domain/conclusions.js';
import type { NewsKind } from '../domain/events.js';
import { type MessageKind, messageOf } from '../domain/messages.js';
import { whyOutside } from '../domain/why-outside.js';
import { channelsTo } from './channels-to.js';
import { MessageTexts, type TextFacts } from './message-texts.js';

export interface MessengerParts {
  readonly tokens: LinkTokens;
  /** With `{token}`. */
  readonly linkTemplate: () => string;
  /** Whether the server sends e-mail at all. */
  readonly email: boolean;
}

/** Whom one message reaches, through which channels, and whether it leads to the invitation. */
interface Addressee {
  readonly memberId: string | null;
  readonly identityId: string | null;
  readonly hasEmail: boolean;
  readonly linked: boolean;
}

/** A message to somebody, about what the id means. */
interface Message {
  readonly kind: MessageKind;
  readonly topicId: string;
  readonly to: Addressee;
  readonly facts: TextFacts;
}

/** Who was let into which group. */
export interface Admission {
  readonly organizationId: string;
  readonly enterpriseGroupId: string;
  readonly memberId: string;
  /** Of its history. */
  readonly seesAll: boolean;
}

/** Turns what is to be told into messages, in a few statements whatever the number of people. */
export class Messenger {
  constructor(private readonly parts: MessengerParts) {}

  /** Tells those whom these invitations ask. Returns when the quiet hours end, null outside of them. */
  async tell(
    context: EffectContext,
    organizationId: string,
    news: NewsKind | 'REMINDER',
    invitationIds: readonly string[],
  ): Promise<Date | null> {
    if (invitationIds.length === 0) return null;
    const settings = await deliverySettingsOf(context.tx, organizationId);
    const messages = (await recipientsOf(context.tx, invitationIds)).flatMap((recipient): Message[] => {
      const { invitationId: topicId, memberId, identityId, hasEmail } = recipient;
      const kind = messageOf(news, recipient.state, recipient.blockedReason);
      if (kind === undefined || (kind === 'NO_ACCOUNT' && !settings.textStrangers)) return [];
      const to =
        kind === 'NO_ACCOUNT'
          ? { memberId: null, identityId, hasEmail: false, linked: true }
          : { memberId, identityId: null, hasEmail, linked: true };
      return [{ kind, topicId, to, facts: recipient }];
    });
    return this.send(context, organizationId, settings, messages);
  }

  /** Tells their managers that they have not answered, and nothing else of what they are asked. */
  async escalate(
    context: EffectContext,
    organizationId: string,
    invitationIds: readonly string[],
  ): Promise<Date | null> {
    if (invitationIds.length === 0) return null;
    const settings = await deliverySettingsOf(context.tx, organizationId);
    const messages = (await recipientsOf(context.tx, invitationIds)).flatMap((recipient): Message[] => {
      const { invitationId: topicId, managerId: memberId, managerHasEmail: hasEmail } = recipient;
      if (memberId === null) return [];
      const to = { memberId, identityId: null, hasEmail, linked: false };
      const facts = { ...recipient, name: recipient.memberName, language: recipient.managerLanguage };
      return [{ kind: 'ESCALATION', topicId, to, facts }];
    });
    return this.send(context, organizationId, settings, messages);
  }

  /**
   * Tells those whose questions these were that they are over: whom, and with which words, `kindOf` says. Who is asked
   * twice among them, as two of the roster, is told once.
   */
  async conclude(
    context: EffectContext,
    organizationId: string,
    invitationIds: readonly string[],
    kindOf: (recipient: ConcludedRecipient) => ConclusionKind | undefined,
  ): Promise<void> {
    if (invitationIds.length === 0) return;
    const settings = await deliverySettingsOf(context.tx, organizationId);
    const told = new Set<string>();
    const messages = (await concludedRecipients(context.tx, invitationIds)).flatMap(
      (recipient): Message[] => {
        const { invitationId: topicId, whom, memberId, hasEmail, exclusionReason: reason } = recipient;
        const identityId = settings.textStrangers ? recipient.identityId : null;
        const kind = kindOf(recipient);
        if (kind === undefined || whom === null || told.has(whom)) return [];
        if (memberId === null && identityId === null) return [];
        told.add(whom);
        const to = { memberId, identityId, hasEmail: memberId !== null && hasEmail, linked: false };
        const why = reason === null ? {} : { why: whyOutside(reason, recipient) };
        return [{ kind, topicId, to, facts: { ...recipient, ...why } }];
      },
    );
    await this.send(context, organizationId, settings, messages);
  }

  /** Tells somebody that they were admitted to a group, and what they see of it. */
  async welcome(
    context: EffectContext,
    { organizationId, enterpriseGroupId, memberId, seesAll }: Admission,
  ): Promise<void> {
    const settings = await deliverySettingsOf(context.tx, organizationId);
    const recipient = orNotFound(await admittedRecipient(context.tx, enterpriseGroupId, memberId));
    const to = { memberId, identityId: null, hasEmail: recipient.hasEmail, linked: false };
    const facts = { ...recipient, why: whatIsSeen[seesAll ? 'ALL' : 'FROM_NOW'] };
    const message = { kind: 'ADMITTED', topicId: enterpriseGroupId, to, facts } as const;
    await this.send(context, organizationId, settings, [message], 'EnterpriseGroup');
  }

  private async send(
    context: EffectContext,
    organizationId: string,
    settings: DeliverySettings,
    messages: readonly Message[],
    topicType: 'Invitation' | 'EnterpriseGroup' = 'Invitation',
  ): Promise<Date | null> {
    const { timeZone } = await settingsOf(context.tx, organizationId);
    const texts = new MessageTexts(timeZone);
    const deliveries = messages.flatMap(({ kind, topicId, to, facts }) => {
      const text = texts.placeOf(kind, facts);
      return channelsTo(to, settings, this.parts).map((channel) =>
        this.deliveryOf(topicId, to, channel, text),
      );
    });
    const batch = { organizationId, topicType, texts: texts.all, deliveries };
    const quietUntil = await queueDeliveries(context, batch);
    await insertLinks(
      context.tx,
      deliveries.filter(({ link }) => link !== null).map((delivery) => this.linkOf(delivery)),
    );
    return quietUntil;
  }

  private deliveryOf(
    topicId: string,
    { memberId, identityId, linked }: Addressee,
    channel: NewDelivery['channel'],
    text: number,
  ): NewDelivery {
    const link = linked && channel !== 'IN_APP' ? this.parts.linkTemplate() : null;
    return { id: newId(), text, memberId, identityId, topicId, channel, link };
  }

  private linkOf({ id: deliveryId, topicId: invitationId }: NewDelivery): NewLink {
    const { tokens } = this.parts;
    const digest = tokens.digestOf(tokens.tokenOf(deliveryId)).toString('hex');
    return { digest, invitationId, deliveryId };
  }
}
