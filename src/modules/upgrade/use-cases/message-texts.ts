import type { NewText } from '#modules/delivery/public.js';
import type { Recipient } from '../data/recipients.js';
import { type MessageKind, wordMessage, wordMoment } from '../domain/messages.js';
import type { Language } from '../domain/wording.js';

/** What a message says to whom, besides its kind: what is null or left out its text does not name. */
export interface TextFacts extends Pick<Recipient, 'groupName' | 'organizationName' | 'region' | 'language'> {
  readonly expiresAt?: Date;
  /** Whose answer is missing. */
  readonly name?: string | null;
  readonly why?: Readonly<Record<Language, string>>;
}

/** The different texts of one batch: most people are told the same. */
export class MessageTexts {
  private readonly places = new Map<string, number>();
  readonly all: NewText[] = [];

  constructor(private readonly timeZone: string) {}

  /** In the reader's own language, where it is known; else in the region's. */
  placeOf(kind: MessageKind, facts: TextFacts): number {
    const { expiresAt, name, why, groupName: group, organizationName: organization } = facts;
    const language = facts.language ?? (facts.region === 'MAINLAND' ? 'zh-CN' : 'en');
    const words = {
      group,
      organization,
      ...(expiresAt ? { until: wordMoment(expiresAt, language, this.timeZone) } : {}),
      ...(typeof name === 'string' ? { name } : {}),
      ...(why ? { why: why[language] } : {}),
    };
    const key = JSON.stringify([kind, language, words]);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.all.length);
    this.all.push({ kind, language, ...wordMessage(kind, language, words) });
    return this.all.length - 1;
  }
}
