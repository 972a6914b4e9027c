import assert from 'node:assert/strict';
import type { Command } from './commands.js';
import { ConsentModel, type Giver, type SeenEvent, STATE_OF } from './consent-model.js';
import { expectation, outcomeOf } from './expectations.js';
import { entryOf, type Facts, hindrance, isPresent, standing } from './facts.js';
import type { Performed } from './play.js';
import type { PlayedUpgrade } from './played-upgrade.js';
import { promisedAfter } from './promised.js';
import { standInAfter } from './standing-in.js';
import { storedOf } from './told.js';
import { unmatchedTraces } from './traces.js';

/** Whoever can answer from some moment on has at least this long. */
const LEAST_MS = 24 * 3_600_000;
/** What two readings of one instant may differ by, where one of them is in whole milliseconds. */
const ROUNDING_MS = 2;

/** What decides on others besides the log: of two that happen at the same time, what was between them is not seen. */
const CHANGE_FACTS = new Set<Command['kind']>([
  'erase',
  'close',
  'resume',
  'stop',
  'adopt',
  'sweep',
  'reinvite',
  'takeUp',
  'extend',
  'extendOne',
  'disable',
  'enable',
  'move',
  'leave',
  'hire',
  'roles',
  'match',
  'roster',
  'suspend',
  'reinstate',
  'settings',
  'promise',
  'grant',
  'revoke',
  'askForMandate',
  'pauseProgramme',
  'resumeProgramme',
  'leaveProgramme',
  'cancelProgramme',
  'askAdmission',
  'travel',
]);
/** Made of several calls: what happens in between can let them fail. */
const COMPOSED = new Set<Command['kind']>(['adopt', 'cutOver', 'confirm', 'roster', 'admit', 'askAdmission']);

/** Follows an upgrade with the model, and says where the two differ. */
export class Judge {
  readonly model = new ConsentModel();
  private facts: Facts | undefined;
  private answers = 0;
  private readonly admitted = new Set<string>();
  /** What may come of each command of the step that is under way. */
  private readonly allowed = new Map<Command, Set<boolean | undefined>>();

  constructor(private readonly upgrade: PlayedUpgrade) {}

  /** Whether a command can be meant and, where only an end is to be reached, is not refused for sure. */
  isSensible(command: Command, only: 'all' | 'promising'): boolean {
    const { facts, upgrade } = this;
    if (!upgrade.concerns(command)) return true;
    if (!upgrade.isPossible(command)) return false;
    return only === 'all' || !facts || expectation(command, this.model, facts, upgrade) !== false;
  }

  /** What was read last. */
  get seen(): Facts {
    if (!this.facts) throw new Error('nothing was read');
    return this.facts;
  }

  /** The questions that somebody can answer or has answered, and those that somebody else has. */
  questionsOf(personId: string): { readonly own: readonly string[]; readonly foreign: readonly string[] } {
    const { seen, model } = this;
    const answered = (of: (giver: Giver) => boolean) => (id: string) => {
      const by = model.of(id)?.by;
      return by !== undefined && of(by);
    };
    const ids = seen.invitations.map(({ id }) => id);
    const open = seen.invitations.filter(
      (question) => question.state === 'PENDING' && isPresent(seen, entryOf(seen, question), personId),
    );
    return {
      own: [...ids.filter(answered((by) => by.personId === personId)), ...open.map(({ id }) => id)],
      foreign: ids.filter(answered((by) => by.personId !== personId)),
    };
  }

  /** Looks at what may come of a step, before it happens. */
  begin(step: readonly Command[]): void {
    this.plan();
    this.allowed.clear();
    for (const command of step) if (this.upgrade.concerns(command)) this.allowed.set(command, new Set());
    this.look(this.facts);
  }

  /** Notes what may come of each command as it is now. */
  private look(...known: readonly (Facts | undefined)[]): void {
    for (const [command, allowed] of this.allowed)
      for (const facts of known)
        if (facts) allowed.add(expectation(command, this.model, facts, this.upgrade));
  }

  /** Compares what is to be seen after a step that everything of has come to an end. */
  async end(step: readonly Performed[]): Promise<void> {
    const before = this.facts;
    const wasProposed = this.model.proposal?.sequence;
    const performed = step.filter(({ command }) => this.upgrade.concerns(command));
    const isMatched = performed.some(({ command }) => command.kind === 'match');
    // Who may be matched depends on the owners of all groups.
    const touching = isMatched ? step : step.filter(({ command }) => this.touches(command));
    const isAlone = touching.length <= 1;
    const events = await this.settle(performed, isAlone);
    this.rememberProposal(performed, wasProposed);
    this.compareOutcomes(performed, touching);
    const done = performed.filter((one) => one.refused === undefined).map(({ command }) => command);
    assert.deepEqual(unmatchedTraces(done, events, this.upgrade.secondAdministrator), []);
    if (before && this.facts && done.length === 1 && isAlone)
      this.compareAlone(done[0], before, this.facts, events);
  }

  /** Whether this upgrade is to be found otherwise by a command: a person's mobile and the newest text are the same in all. */
  private touches(command: Command): boolean {
    return (
      this.upgrade.concerns(command) ||
      command.kind === 'match' ||
      (command.kind === 'adopt' && command.publishes)
    );
  }

  /** What was acknowledged was allowed at some moment of the step, and what was refused was not allowed at all. */
  private compareOutcomes(performed: readonly Performed[], touching: readonly Performed[]): void {
    const alone = touching.length === 1;
    const adopted = performed.some(
      ({ command, refused }) => command.kind === 'adopt' && refused === undefined,
    );
    const changes = touching.filter(({ command }) => CHANGE_FACTS.has(command.kind)).length;
    for (const { command, refused } of performed) {
      const [must, ...others] = this.allowed.get(command) ?? [];
      const isSure = must !== undefined && others.length === 0 && (alone || changes <= 1);
      if (!isSure || (!alone && must && COMPOSED.has(command.kind))) continue;
      // What was shown when the answer was given was not the present text any more when it came.
      if (adopted && refused === 'NOTICE_CHANGED') continue;
      const said = `${JSON.stringify(command)} was answered ${refused ?? 'as done'} while ${this.model.state}`;
      assert.equal(refused === undefined, must, said);
    }
  }

  /** Reads everything that has happened, and compares. Returns the new entries of the log. */
  async settle(performed: readonly Performed[] = [], isAlone = true): Promise<SeenEvent[]> {
    const before = this.facts;
    const facts = this.withStandIn(await this.upgrade.facts(), performed);
    const givers = this.giversOf(performed, facts);
    const expected = [...givers].flatMap(([key, of]) => of.map(() => key));
    const events: SeenEvent[] = [];
    const answers: string[] = [];
    const earlier = before && new Map(before.invitations.map((one) => [one.id, one]));
    for (const { command, refused } of performed)
      if (command.kind === 'askAdmission' && refused === undefined)
        this.model.asks(this.upgrade.personOf(command.who).personId);
    const edition = this.model.edition;
    for await (const event of this.upgrade.eventsUntil(facts.upgrade.sequence, this.model.sequence)) {
      if (!isAlone) this.look(before, facts);
      this.model.apply(event);
      events.push(event);
      if (event.reason === 'NO_AS_OTHER_ENTRY') this.answers += 1;
      const answer = answerOf(event);
      if (answer === undefined) continue;
      answers.push(answer);
      const giver = givers.get(answer)?.shift();
      if (giver && event.invitationId) this.model.given(event.invitationId, giver);
    }
    if (!isAlone) this.look(before, facts);
    promisedAfter(edition !== this.model.edition, before, facts);
    assert.deepEqual(answers.toSorted(), expected.toSorted());
    this.answers += answers.length;
    assert.deepEqual(this.model.outdone, [], 'no yes stands whose giver has said no since');
    for (const { command, refused } of performed)
      if (command.kind === 'admit' && refused === undefined)
        this.admitted.add(this.upgrade.accountOf(command.who));
    this.facts = facts;
    this.compareCounts(facts);
    this.compareQuestions(facts, earlier);
    this.compareStanding(facts);
    this.compareJoined(facts);
    return events;
  }

  private withStandIn(facts: Facts, performed: readonly Performed[]): Facts {
    const takers = performed.flatMap(({ command, refused }) =>
      command.kind === 'takeUp' && refused === undefined ? [this.upgrade.personOf(command.by).personId] : [],
    );
    const { upgrade } = facts;
    const standIn = standInAfter(takers, performed.length === 1, this.facts, upgrade.standIn);
    return { ...facts, upgrade: { ...upgrade, standIn } };
  }

  /** Whose each acknowledged answer is; of two on the same question the one whose account is stored comes first. */
  private giversOf(performed: readonly Performed[], facts: Facts): Map<string, Giver[]> {
    const givers = new Map<string, Giver[]>();
    for (const { command, refused } of performed) {
      if (command.kind !== 'answer' || refused !== undefined) continue;
      const id = this.upgrade.invitationOf(command.of) ?? '';
      const key = `${id} ${STATE_OF[command.how]}`;
      const giver = {
        personId: this.upgrade.personOf(command.who).personId,
        account: this.upgrade.accountOf(command.who),
      };
      const stored = facts.invitations.find((one) => one.id === id)?.account;
      const others = givers.get(key) ?? [];
      givers.set(key, giver.account === stored ? [giver, ...others] : [...others, giver]);
    }
    return givers;
  }

  private rememberProposal(performed: readonly Performed[], before: number | undefined): void {
    const { proposal } = this.model;
    if (!proposal || proposal.sequence === before) return;
    const by = performed.find(({ command, refused }) => command.kind === 'cutOver' && refused === undefined);
    if (by?.command.kind !== 'cutOver') return;
    this.model.proposal = { ...proposal, by: this.upgrade.personOf(by.command.by).personId };
  }

  /** State, counters and receipts are what the log says. */
  private compareCounts({ upgrade, receipts, remindedInDay, remindedInRound, toldAtMost }: Facts): void {
    assert.equal(upgrade.state, this.model.state);
    const counted = Object.keys(upgrade.counts).map((name) => [name, this.model.count(name.toUpperCase())]);
    assert.deepEqual(upgrade.counts, Object.fromEntries(counted));
    assert.equal(receipts, this.answers, 'there is a receipt of each answer');
    assert.ok(toldAtMost <= 1, 'nobody is told twice how it ended');
    assert.ok(remindedInDay <= 3 && remindedInRound <= 6, 'nobody is reminded more often than that');
  }

  /** Who can answer is asked, who cannot is told why, everybody on the roster is asked, and no end comes nearer. */
  private compareQuestions(
    facts: Facts,
    before: ReadonlyMap<string, Facts['invitations'][number]> | undefined,
  ): void {
    const { state } = this.model;
    for (const question of facts.invitations) {
      const asked = this.model.of(question.id);
      const { platformId } = entryOf(facts, question);
      assert.equal(question.state, asked?.state, `of ${platformId}`);
      if (state === 'INVITING' && (question.state === 'PENDING' || question.state === 'BLOCKED')) {
        const hinders = hindrance(facts, entryOf(facts, question));
        const is = hinders === null ? 'PENDING' : `BLOCKED ${hinders}`;
        assert.equal([question.state, question.reason ?? []].flat().join(' '), is, `of ${platformId}`);
      }
      if (asked?.since !== undefined)
        assert.ok(
          question.expiresAt >= asked.since + LEAST_MS - ROUNDING_MS,
          `${platformId} has a day at least`,
        );
      const earlier = before?.get(question.id);
      if (earlier?.state === 'PENDING' && question.state === 'PENDING' && earlier.round === question.round)
        assert.ok(
          question.expiresAt >= earlier.expiresAt - ROUNDING_MS,
          `no end of ${platformId} comes nearer`,
        );
    }
    if (state !== 'INVITING' && state !== 'COOLING_OFF') return;
    const asked = new Set(facts.invitations.map(({ entryId }) => entryId));
    const notAsked = facts.entries.filter(({ id, present }) => present && !asked.has(id));
    assert.deepEqual(
      notAsked.map(({ platformId }) => platformId),
      [],
    );
  }

  /** An upgrade goes on only while somebody stands behind it, and stands still for no reason that is over. */
  private compareStanding(facts: Facts): void {
    const { state, pauseReason } = facts.upgrade;
    const live = state === 'INVITING' || state === 'COOLING_OFF';
    if (live) {
      assert.ok(
        ['PRESENT', 'REPRESENTED'].includes(standing(facts)),
        `it is ${state}, its owner ${standing(facts)}`,
      );
      assert.ok(!(facts.suspended && facts.clockStops), 'it goes on in a suspension');
    }
    if (pauseReason === 'ORGANIZATION_SUSPENDED') assert.ok(facts.suspended, 'the suspension is over');
    if (pauseReason === 'PROGRAMME_PAUSED') assert.equal(facts.programme, 'PAUSED');
    assert.equal(facts.group.state, state === 'COMPLETED' ? 'CEASED' : 'LIVE');
  }

  /** In the new group are those who said yes themselves, and those who were admitted afterwards. */
  private compareJoined({ joined, invitations }: Facts): void {
    const included = invitations.filter(({ id }) => this.model.of(id)?.state === 'INCLUDED');
    const givers = included.map(({ id }) => this.model.of(id)?.by?.account);
    assert.deepEqual(new Set(joined), new Set([...givers, ...this.admitted]));
  }

  /** What a command must have come to that nothing else happened beside. */
  private compareAlone(
    command: Command | undefined,
    before: Facts,
    after: Facts,
    events: readonly SeenEvent[],
  ): void {
    if (command?.kind === 'cutOver' || command?.kind === 'confirm') {
      if (this.model.state !== 'COMPLETED') return;
      for (const { id, reason, state } of after.invitations) {
        const outcome = this.planned.get(id) ?? null;
        assert.deepEqual([state, reason], [outcome === null ? 'INCLUDED' : 'EXCLUDED', outcome]);
      }
      const joined = after.invitations.filter(({ state }) => state === 'INCLUDED').map(({ id }) => id);
      const people = (ids: readonly string[]) =>
        ids.map((id) => this.model.of(id)?.by?.personId ?? 'nobody').toSorted();
      assert.deepEqual(
        people(after.toldOfJoining),
        [...new Set(people(joined))],
        'who joined is told so once',
      );
    }
    if (command?.kind === 'stop') this.compareGivenBack(before, after, events);
    if (command?.kind === 'answer' || command?.kind === 'remove') this.compareLast(before, after);
    const resumed = events.find(({ type }) => type === 'UPGRADE_RESUMED');
    if (resumed && before.upgrade.pausedAt !== null && !events.some(({ type }) => type === 'UPGRADE_PAUSED'))
      this.comparePutOff(before, after, Date.parse(resumed.at) - before.upgrade.pausedAt);
  }

  /** With the answer or the removal of the last one who was waited for the time to answer is over. */
  private compareLast(before: Facts, after: Facts): void {
    const waited = ({ upgrade: { counts } }: Facts): number =>
      (counts['pending'] ?? 0) + (counts['blocked'] ?? 0);
    if (before.upgrade.state === 'INVITING' && waited(before) > 0 && waited(after) === 0)
      assert.equal(this.model.state, 'COOLING_OFF', 'nobody is waited for any more');
  }

  /** Whose time was cut short has it back, in the same round; whose time is over has not. */
  private compareGivenBack(before: Facts, after: Facts, events: readonly SeenEvent[]): void {
    const stopped = events.find(({ type }) => type === 'COOLING_OFF_STOPPED');
    for (const earlier of before.invitations) {
      const now = after.invitations.find(({ id }) => id === earlier.id);
      if (earlier.state !== 'EXPIRED' || !stopped) continue;
      const lapsed = earlier.expiresAt <= Date.parse(stopped.at);
      assert.equal(now?.state === 'EXPIRED', lapsed, 'time that was cut short is given back, and no other');
      assert.equal(now?.round, earlier.round, 'nobody is asked anew');
      if (!lapsed) assert.ok(now && now.expiresAt >= earlier.expiresAt - ROUNDING_MS, 'no end comes nearer');
    }
  }

  /** Every end that had not come is put off by as long as the upgrade stood, unless more was given. */
  private comparePutOff(before: Facts, after: Facts, stood: number): void {
    const pausedAt = before.upgrade.pausedAt ?? 0;
    for (const earlier of before.invitations) {
      const now = after.invitations.find(({ id }) => id === earlier.id);
      if (now?.state !== earlier.state || !isRunning(earlier.state) || earlier.expiresAt <= pausedAt)
        continue;
      assert.ok(Math.abs(now.expiresAt - earlier.expiresAt - stood) <= ROUNDING_MS, 'put off by the pause');
    }
  }

  /** What the cut-over would make of each, as it was before the last step. */
  private planned: ReadonlyMap<string, string | null> = new Map();

  private plan(): void {
    const { facts, model } = this;
    if (facts) this.planned = new Map(facts.invitations.map((one) => [one.id, outcomeOf(model, facts, one)]));
  }

  /** The API tells at last what is stored. */
  async finish(): Promise<void> {
    if (!this.facts) return;
    const told = await this.upgrade.told();
    assert.deepEqual(told, storedOf(this.facts));
  }
}

/** Why a yes was taken back by no command of its own. */
const FOLLOWS = ['ERASED', 'NO_AS_OTHER_ENTRY'];

/** The invitation and the answer that an entry of the log is; undefined for anything else. */
function answerOf({ invitationId, toState, reason }: SeenEvent): string | undefined {
  const isAnswer = Object.values(STATE_OF).includes(toState ?? '') && !FOLLOWS.includes(reason ?? '');
  return isAnswer ? `${invitationId} ${toState}` : undefined;
}

/** Whether the end of a question still matters: who has lapsed before it can have the time back. */
const isRunning = (state: string): boolean => state === 'PENDING' || state === 'EXPIRED';
