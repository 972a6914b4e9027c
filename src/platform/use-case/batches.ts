import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, type Result } from '#kernel/result.js';
import type { Database } from '../db/database.js';
import type { Transaction } from '../db/transaction.js';
import { type Failure, overloaded } from './failures.js';
import { GroupCommit, type GroupCommitLimits, type HeldUp } from './group-commit.js';
import {
  type Claim,
  type Claimed,
  claimAll,
  isKept,
  nameOf,
  releaseAll,
  storeAll,
  type Stored,
} from './idempotency.js';
import type { AuditEntry } from './effects.js';
import type { Batch, BatchedCommand, CommandContext, Outcome, Settled } from './use-case.js';
import type { Call } from './viewer.js';

/** A call that has not been committed yet. */
interface Waiting {
  readonly command: BatchedCommand<string, never, unknown, Outcome>;
  readonly call: Call;
  readonly claim: Claim | undefined;
  readonly given: Result<unknown, readonly Refusal[]>;
}

/** What a caller is answered. */
type Answered = { readonly result: Stored } | { readonly failure: Failure };

export interface BatchParts {
  readonly database: Database;
  readonly limits: GroupCommitLimits;
  readonly audit: (tx: Transaction, entries: readonly AuditEntry[]) => Promise<void>;
  readonly publish: (topics: ReadonlySet<string>) => void;
  /** Runs a transaction again that others were in the way of. */
  readonly withTries: <T>(attempt: () => Promise<T>) => Promise<T>;
  /** What one call works with; what it records and signals goes where it is told. */
  readonly contextOf: (
    tx: Transaction,
    one: { readonly name: string; readonly action: string; readonly call: Call },
    entries: AuditEntry[],
    topics: Set<string>,
  ) => CommandContext;
}

export interface BatchLoad {
  readonly unsettled: number;
  readonly heldUp: number;
}

/** Runs batched commands: one queue for each batch, one transaction for what has come together in it. */
export class Batches {
  private readonly queues = new Map<string, GroupCommit<Waiting, Answered>>();

  constructor(private readonly parts: BatchParts) {}

  /** How many calls have no outcome yet, and how many of them wait for what somebody else holds. */
  get load(): BatchLoad {
    const queues = [...this.queues.values()];
    return {
      unsettled: queues.reduce((sum, { unsettled }) => sum + unsettled, 0),
      heldUp: queues.reduce((sum, { heldUp }) => sum + heldUp, 0),
    };
  }

  async execute<Input, Given, Value extends Outcome>(
    command: BatchedCommand<string, Input, Given, Value>,
    input: Input,
    call: Call,
    claim: Claim | undefined,
  ): Promise<Result<Value, readonly Refusal[]>> {
    const waiting = { command, call, claim, given: command.given(input) } as unknown as Waiting;
    const answered = await this.queueOf(waiting.command.batch).add(waiting);
    if ('failure' in answered) throw answered.failure;
    return answered.result as Result<Value, readonly Refusal[]>;
  }

  private queueOf(batch: Batch<unknown, Outcome>): GroupCommit<Waiting, Answered> {
    const known = this.queues.get(batch.name);
    if (known) return known;
    const queue = new GroupCommit<Waiting, Answered>({
      commit: (calls, options) => this.commit(batch, calls, options),
      exclusive: ({ claim, given }) => [
        ...(claim ? [`key ${nameOf(claim)}`] : []),
        ...(given.ok ? [`subject ${batch.subject(given.value)}`] : []),
      ],
      overloaded,
      limits: this.parts.limits,
    });
    this.queues.set(batch.name, queue);
    return queue;
  }

  private async commit(
    batch: Batch<unknown, Outcome>,
    calls: readonly Waiting[],
    options: { readonly wait: boolean },
  ): Promise<readonly (Answered | HeldUp)[]> {
    return this.parts.withTries(async () => {
      const topics = new Set<string>();
      const answers = await this.parts.database.batch((tx) =>
        this.inTransaction(tx, batch, calls, options, topics),
      );
      this.parts.publish(topics);
      return answers;
    });
  }

  private async inTransaction(
    tx: Transaction,
    batch: Batch<unknown, Outcome>,
    calls: readonly Waiting[],
    options: { readonly wait: boolean },
    topics: Set<string>,
  ): Promise<readonly (Answered | HeldUp)[]> {
    const claimed = await claimAll(
      tx,
      calls.flatMap(({ claim }) => claim ?? []),
    );
    const open = calls.filter((one) => earlierOutcome(one, claimed) === undefined);
    const voices = open.map((one) => this.voiceOf(tx, one, topics));
    const outcomes = await settleOpen(tx, batch, open, voices, options);
    await tx.flush();
    const entries = voices.flatMap((voice) => voice.entries);
    await Promise.all([...keepOutcomes(tx, outcomes), this.parts.audit(tx, entries)]);
    return calls.map((one) => answerOf(earlierOutcome(one, claimed) ?? outcomes.get(one)));
  }

  /** The context of a call, and what is asked and recorded through it. */
  private voiceOf(tx: Transaction, { command, call }: Waiting, topics: Set<string>): Voice {
    const entries: AuditEntry[] = [];
    const { name, action } = command;
    const context = this.parts.contextOf(tx, { name, action, call }, entries, topics);
    const voice: Voice = {
      entries,
      asked: false,
      context: {
        ...context,
        authorize: async (scope) => {
          await context.authorize(scope);
          voice.asked = true;
        },
      },
    };
    return voice;
  }
}

interface Voice {
  readonly context: CommandContext;
  readonly entries: readonly AuditEntry[];
  asked: boolean;
}

/** What a call's key has stood for before; undefined where the call is to be done. */
function earlierOutcome(
  { claim }: Waiting,
  claimed: ReadonlyMap<Claim, Claimed>,
): Settled<Outcome> | undefined {
  const found = claim ? claimed.get(claim) : 'claimed';
  if (found === 'claimed') return undefined;
  return found === undefined || found === 'reused'
    ? err([refuse('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey')])
    : found;
}

/** The outcomes of calls that are to be done: of those whose input is refused at once, and of the others by the batch. */
async function settleOpen(
  tx: Transaction,
  batch: Batch<unknown, Outcome>,
  open: readonly Waiting[],
  voices: readonly Voice[],
  options: { readonly wait: boolean },
): Promise<Map<Waiting, Settled<Outcome>>> {
  const settled = new Map<Waiting, Settled<Outcome>>();
  const given: { readonly one: Waiting; readonly voice: Voice; readonly given: unknown }[] = [];
  for (const [place, voice] of voices.entries()) {
    const one = open[place];
    if (!one) continue;
    if (one.given.ok) given.push({ one, voice, given: one.given.value });
    else settled.set(one, one.given);
  }
  if (given.length === 0) return settled;
  const outcomes = await batch.run(
    tx,
    given.map((call) => ({ context: call.voice.context, given: call.given })),
    options,
  );
  for (const [place, { one, voice }] of given.entries()) {
    const outcome = outcomes[place];
    if (!outcome) throw new Error(`${batch.name} has given no outcome`);
    check(one.command.name, voice, outcome);
    settled.set(one, outcome);
  }
  return settled;
}

/** What is done was authorized and is recorded; what is not done leaves no trace. */
function check(name: string, { asked, entries }: Voice, outcome: Settled<Outcome>): void {
  const done = 'ok' in outcome && outcome.ok;
  if (done && !asked) throw new Error(`${name} has not authorized its action`);
  if (done !== entries.length > 0)
    throw new Error(`${name} has recorded ${done ? 'nothing' : 'what it has not done'}`);
}

/** Stores the outcomes of calls with a key, and gives the key back where there is none to keep. */
function keepOutcomes(tx: Transaction, outcomes: ReadonlyMap<Waiting, Settled<Outcome>>): Promise<void>[] {
  const kept: [Claim, Stored][] = [];
  const released: Claim[] = [];
  for (const [{ claim }, outcome] of outcomes) {
    if (!claim) continue;
    if ('ok' in outcome && isKept(outcome)) kept.push([claim, outcome]);
    else released.push(claim);
  }
  return [storeAll(tx, kept), releaseAll(tx, released)];
}

function answerOf(settled: Settled<Outcome> | undefined): Answered | HeldUp {
  if (!settled) throw new Error('a call was lost from its batch');
  return 'ok' in settled ? { result: settled } : settled;
}
