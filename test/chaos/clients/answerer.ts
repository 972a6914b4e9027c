import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '#demo/sample/random.js';
import type { Asked } from '../../bench/world/answering.js';
import type { Word } from '../history.js';
import { Patience, type Payload, type Where } from './patience.js';
import type { Person } from './people.js';

const answering = (field: string, type: string): string =>
  `mutation ($input: ${type}!) { ${field}(input: $input) { invitation { id state } userErrors { code retryable } } }`;
const MUTATIONS: Readonly<Record<Word, readonly [field: string, query: string]>> = {
  ACCEPTED: ['acceptInvitation', answering('acceptInvitation', 'AcceptInvitationInput')],
  DECLINED: ['declineInvitation', answering('declineInvitation', 'DeclineInvitationInput')],
};
const PAUSE_MS = [10, 120] as const;
const AGAIN_MS = 200;

/** Says yes, no, yes … to each of somebody's invitations, and goes on with an answer until told what became of it. */
export class Answerer {
  private readonly said = new Map<string, Word>();
  private readonly patience: Patience;
  private count = 0;

  constructor(
    private readonly person: Person,
    private readonly asked: readonly Asked[],
    private readonly where: Where,
    private readonly random: Random,
  ) {
    this.patience = new Patience(person, where, random);
  }

  /** One answer after the other. */
  async answerUntil(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await this.answer(this.random.pick(this.asked));
      await delay(this.random.between(...PAUSE_MS));
    }
  }

  /** All invitations at the same time, at one node. */
  async answerAll(url: string): Promise<void> {
    await Promise.all(this.asked.map((one) => this.answer(one, url)));
  }

  private async answer({ invitationId, noticeDigest }: Asked, url?: string): Promise<void> {
    const word: Word = this.said.get(invitationId) === 'ACCEPTED' ? 'DECLINED' : 'ACCEPTED';
    const [field, query] = MUTATIONS[word];
    this.count += 1;
    const key = `${this.person.name}/${this.count}`;
    const variables = { input: { invitationId, noticeDigest } };
    let tries = 0;
    for (;;) {
      const ended = await this.patience.persist({ query, variables, key }, url);
      tries += ended.tries;
      const payload = ended.data?.[field] as Payload | undefined;
      const [refused] = payload?.userErrors ?? [];
      if (refused?.retryable && Date.now() < this.where.giveUpAt()) {
        this.where.records.putOff.push(refused.code);
        await delay(AGAIN_MS);
        continue;
      }
      const outcome = payload === undefined ? 'untold' : (refused?.code ?? 'done');
      if (outcome === 'done') this.said.set(invitationId, word);
      const at = Date.now();
      this.where.records.answers.push({ key, invitationId, word, outcome, tries, at });
      return;
    }
  }
}
