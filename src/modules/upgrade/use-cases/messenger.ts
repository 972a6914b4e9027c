import {
  deliverySettingsOf,
  type DeliverySettings,
  type LinkTokens,
  type NewDelivery,
  type NewText,
  queueDeliveries,
} from '#modules/delivery/public.js';
import { settingsOf } from '#modules/organization/public.js';
import { newId } from '#kernel/ids.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { insertLinks, type NewLink } from '../data/invitation-links.js';
import { type Recipient, recipientsOf } from '../data/recipients.js';
import type { NewsKind } from '../domain/events.js';
import {
  type Language,
  type MessageKind,
  messageOf,
  type MessageWords,
  wordMessage,
  wordMoment,
} from '../domain/messages.js';

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

/** Turns what is to be told about invitations into messages, in two statements whatever the number of people. */
export class Messenger {
  constructor(private readonly parts: MessengerParts) {}

  /** Tells those whom these invitations ask. Returns when the quiet hours end, null outside of them. */
  async tell(
    context: EffectContext,
    organizationId: string,
    news: NewsKind | 'REMINDER',
    invitationIds: readonly string[],
  ): Promise<Date | null> {
    return this.send(context, organizationId, invitationIds, (recipient, settings) => {
      const kind = messageOf(news, recipient.state, recipient.blockedReason);
      if (kind === undefined) return undefined;
      const { memberId, identityId, hasEmail } = recipient;
      if (kind !== 'NO_ACCOUNT') return { kind, to: { memberId, identityId: null, hasEmail, linked: true } };
      return settings.textStrangers
        ? { kind, to: { memberId: null, identityId, hasEmail: false, linked: true } }
        : undefined;
    });
  }

  /** Tells their managers that they have not answered, and nothing else of what they are asked. */
  async escalate(
    context: EffectContext,
    organizationId: string,
    invitationIds: readonly string[],
  ): Promise<Date | null> {
    return this.send(context, organizationId, invitationIds, ({ managerId, managerHasEmail }) =>
      managerId === null
        ? undefined
        : {
            kind: 'ESCALATION',
            to: { memberId: managerId, identityId: null, hasEmail: managerHasEmail, linked: false },
          },
    );
  }

  private async send(
    context: EffectContext,
    organizationId: string,
    invitationIds: readonly string[],
    address: (
      recipient: Recipient,
      settings: DeliverySettings,
    ) => { readonly kind: MessageKind; readonly to: Addressee } | undefined,
  ): Promise<Date | null> {
    if (invitationIds.length === 0) return null;
    const { tx } = context;
    const settings = await deliverySettingsOf(tx, organizationId);
    const { timeZone } = await settingsOf(tx, organizationId);
    const texts = new Texts(timeZone);
    const deliveries: NewDelivery[] = [];
    const links: NewLink[] = [];
    for (const recipient of await recipientsOf(tx, invitationIds)) {
      const addressed = address(recipient, settings);
      if (!addressed) continue;
      const text = texts.placeOf(addressed.kind, recipient);
      for (const channel of this.channelsTo(addressed.to, settings)) {
        const delivery = this.deliveryOf(recipient, addressed.to, channel, text);
        deliveries.push(delivery);
        if (delivery.link !== null) links.push(this.linkOf(delivery));
      }
    }
    const topicType = 'Invitation';
    const batch = { organizationId, topicType, texts: texts.all, deliveries };
    const quietUntil = await queueDeliveries(context, batch);
    await insertLinks(tx, links);
    return quietUntil;
  }

  private channelsTo(to: Addressee, settings: DeliverySettings): NewDelivery['channel'][] {
    return [
      ...(to.memberId === null ? [] : (['IN_APP'] as const)),
      ...(this.parts.email && settings.email && to.hasEmail ? (['EMAIL'] as const) : []),
      ...(settings.webhook ? (['WEBHOOK'] as const) : []),
    ];
  }

  private deliveryOf(
    { invitationId }: Recipient,
    { memberId, identityId, linked }: Addressee,
    channel: NewDelivery['channel'],
    text: number,
  ): NewDelivery {
    const link = linked && channel !== 'IN_APP' ? this.parts.linkTemplate() : null;
    return { id: newId(), text, memberId, identityId, topicId: invitationId, channel, link };
  }

  private linkOf({ id: deliveryId, topicId: invitationId }: NewDelivery): NewLink {
    const { tokens } = this.parts;
    const digest = tokens.digestOf(tokens.tokenOf(deliveryId)).toString('hex');
    return { digest, invitationId, deliveryId };
  }
}

/** The different texts of one batch: most people are told the same. */
class Texts {
  private readonly places = new Map<string, number>();
  readonly all: NewText[] = [];

  constructor(private readonly timeZone: string) {}

  placeOf(kind: MessageKind, recipient: Recipient): number {
    const { expiresAt, memberName } = recipient;
    const key = `${kind}:${expiresAt.getTime()}:${kind === 'ESCALATION' ? memberName : ''}`;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const language: Language = recipient.region === 'MAINLAND' ? 'zh-CN' : 'en';
    const words: MessageWords = {
      group: recipient.groupName,
      organization: recipient.organizationName,
      until: wordMoment(expiresAt, language, this.timeZone),
      ...(memberName === null ? {} : { name: memberName }),
    };
    this.places.set(key, this.all.length);
    this.all.push({ kind, language, ...wordMessage(kind, language, words) });
    return this.all.length - 1;
  }
}
