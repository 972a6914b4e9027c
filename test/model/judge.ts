import assert from 'node:assert/strict';
import type { Command, Step } from './commands.js';
import { ConsentModel, type Giver, type SeenEvent, STATE_OF } from './consent-model.js';
import { expectation, outcomeOf } from './expectations.js';
import { entryOf, type Facts, hindrance, standing } from './facts.js';
import type { Play } from './play.js';
import type { Refused } from './refused.js';
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

interface Performed {
  readonly command: Command;
  readonly refused: Refused;
}

/** Follows a play with the model, and says where the two differ. */
export class Judge {
  readonly model = new ConsentModel();
  private facts: Facts | undefined;
  private answers = 0;
  private readonly admitted = new Set<string>();
  /** How many commands were given, and how many of them were done. */
  given = 0;
  done = 0;

  constructor(private readonly play: Play) {}

  /** Leaves out what cannot be meant, and, where only an end is to be reached, what would be refused for sure. */
  private sensible(step: Step, only: 'all' | 'promising'): Step {
    const { facts } = this;
    return step.filter(
      (command) =>
        this.play.isPossible(command) &&
        (only === 'all' || !facts || expectation(command, this.model, facts, this.play) !== false),
    );
  }

  /** Lets the commands of a step happen at the same time and compares what is to be seen afterwards. */
  async see(given: Step, only: 'all' | 'promising' = 'all'): Promise<void> {
    const step = this.sensible(given, only);
    if (step.length === 0) return;
    const before = this.facts;
    this.plan();
    const wasProposed = this.model.proposal?.sequence;
    const allowed = step.map(() => new Set<boolean | undefined>());
    const look = (facts: readonly (Facts | undefined)[]): void => {
      for (const [index, command] of step.entries())
        for (const one of facts)
          if (one) allowed[index]?.add(expectation(command, this.model, one, this.play));
    };
    look([before]);
    const refused = await Promise.all(step.map((command) => this.play.perform(command)));
    const performed = step.map((command, index) => ({ command, refused: refused[index] }));
    this.given += step.length;
    this.done += refused.filter((code) => code === undefined).length;
    const events = await this.settle(
      performed,
      step.length === 1 ? () => undefined : (after) => look([before, after]),
    );
    this.rememberProposal(performed, wasProposed);
    this.compareOutcomes(performed, allowed);
    const done = performed.filter((one) => one.refused === undefined).map(({ command }) => command);
    assert.deepEqual(unmatchedTraces(done, events, this.play.secondAdministrator), []);
    if (before && this.facts && done.length === 1 && step.length === 1)
      this.compareAlone(done[0], before, this.facts, events);
  }

  /** What was acknowledged was allowed at some moment of the step, and what was refused was not allowed at all. */
  private compareOutcomes(
    performed: readonly Performed[],
    allowed: readonly ReadonlySet<boolean | undefined>[],
  ): void {
    const alone = performed.length === 1;
    const adopted = performed.some(
      ({ command, refused }) => command.kind === 'adopt' && refused === undefined,
    );
    const changes = performed.filter(({ command }) => CHANGE_FACTS.has(command.kind)).length;
    for (const [index, { command, refused }] of performed.entries()) {
      const [must, ...others] = allowed[index] ?? [];
      const isSure = must !== undefined && others.length === 0 && (alone || changes <= 1);
      if (!isSure || (!alone && must && COMPOSED.has(command.kind))) continue;
      // What was shown when the answer was given was not the present text any more when it came.
      if (adopted && refused === 'NOTICE_CHANGED') continue;
      const said = `${JSON.stringify(command)} was answered ${refused ?? 'as done'} while ${this.model.state}`;
      assert.equal(refused === undefined, must, said);
    }
  }

  /** Reads everything that has happened, and compares. Returns the new entries of the log. */
  async settle(
    performed: readonly Performed[] = [],
    look: (after: Facts) => void = () => undefined,
  ): Promise<SeenEvent[]> {
    const before = this.facts;
    const facts = this.withStandIn(await this.play.facts(), performed);
    const givers = this.giversOf(performed, facts);
    const expected = [...givers].flatMap(([key, of]) => of.map(() => key));
    const events: SeenEvent[] = [];
    const answers: string[] = [];
    const earlier = before && new Map(before.invitations.map((one) => [one.id, one]));
    for (const { command, refused } of performed)
      if (command.kind === 'askAdmission' && refused === undefined)
        this.model.asks(this.play.personOf(command.who).personId);
    for await (const event of this.play.eventsUntil(facts.upgrade.sequence, this.model.sequence)) {
      look(facts);
      this.model.apply(event);
      events.push(event);
      if (event.reason === 'NO_AS_OTHER_ENTRY') this.answers += 1;
      const answer = answerOf(event);
      if (answer === undefined) continue;
      answers.push(answer);
      const giver = givers.get(answer)?.shift();
      if (giver && event.invitationId) this.model.given(event.invitationId, giver);
    }
    look(facts);
    assert.deepEqual(answers.toSorted(), expected.toSorted());
    this.answers += answers.length;
    assert.deepEqual(this.model.outdone, [], 'no yes stands whose giver has said no since');
    for (const { command, refused } of performed)
      if (command.kind === 'admit' && refused === undefined)
        this.admitted.add(this.play.accountOf(command.who));
    this.facts = facts;
    this.compareCounts(facts);
    this.compareQuestions(facts, earlier);
    this.compareStanding(facts);
    this.compareJoined(facts);
    return events;
  }

  private withStandIn(facts: Facts, performed: readonly Performed[]): Facts {
    const takers = performed.flatMap(({ command, refused }) =>
      command.kind === 'takeUp' && refused === undefined ? [this.play.personOf(command.by).personId] : [],
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
      const id = this.play.invitationOf(command.of) ?? '';
      const key = `${id} ${STATE_OF[command.how]}`;
      const giver = {
        personId: this.play.personOf(command.who).personId,
        account: this.play.accountOf(command.who),
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
    this.model.proposal = { ...proposal, by: this.play.personOf(by.command.by).personId };
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
  async end(): Promise<void> {
    if (!this.facts) return;
    const told = await this.play.told();
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
