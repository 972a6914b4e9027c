import type { DomainEvent } from '#kernel/domain-event.js';
import type { Refusal } from '#kernel/refusals.js';
import type { Result } from '#kernel/result.js';
import type { SharedLoads } from '../db/shared-loads.js';
import type { Sql } from '../db/sql.js';
import type { Transaction } from '../db/transaction.js';
import type { Failure } from './failures.js';
import type { HeldUp } from './group-commit.js';
import type { Origin, Viewer } from './viewer.js';

/** What an action is asked for. An action of an organization's members names the organization. */
export interface Scope {
  readonly organizationId?: string;
  /** Asked where a command would answer FORBIDDEN: what this caller is told instead, if they can do something about it. */
  readonly insteadOfForbidden?: () => Promise<Refusal | undefined>;
}

export interface QueryContext {
  readonly sql: Sql;
  readonly viewer: Viewer | undefined;
  /** Throws UNAUTHENTICATED, FORBIDDEN or, where the caller has no part in the organization, NOT_FOUND. */
  authorize(scope?: Scope): Promise<void>;
  /** The signed-in person's id. Throws UNAUTHENTICATED for an anonymous caller. */
  personId(): string;
  /**
   * Does what a command would do and takes all of it back: no row, no audit entry, no job and no signal outlives it.
   * Returns what `work` has seen. Locks that it took are free again when it returns.
   */
  readonly rehearse: <T>(work: (context: EffectContext) => Promise<T>) => Promise<T>;
}

/** Who did what, on what, for whom: one entry of an audit chain. */
export interface AuditRecord {
  /** The organization for which it was done; its chain takes the entry. Without one, the actor's own chain does. */
  readonly organizationId?: string;
  /** Who did it, where that is not the viewer (a sign-in has none yet, a job acts for the server). */
  readonly actorId?: string;
  readonly subject: { readonly type: string; readonly id: string };
  /** What a later reader must know. No secrets, and nothing that tells who somebody is: it can never be erased. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What is done in one transaction, whoever asked for it. */
export interface EffectContext {
  readonly tx: Transaction;
  /** Writes an audit entry, in this transaction. */
  record(entry: AuditRecord): void;
  /** After the commit, wakes those who watch `topic`. */
  signal(topic: string): void;
  /** Enqueues a job in this transaction. With `key`, an earlier job of the same key that has not begun is replaced. */
  enqueue(task: string, payload: object, options?: JobOptions): Promise<void>;
  /** Lets later modules react, in this transaction, before `emit` returns. */
  emit<Payload>(event: DomainEvent<Payload>, payload: Payload): Promise<void>;
}

export interface JobOptions {
  readonly runAt?: Date;
  readonly key?: string;
  /** Leaves everything as it is where a job of the key waits to run at `runAt` or before. */
  readonly unlessSooner?: boolean;
  /** Jobs of one queue run one after the other, over all nodes. */
  readonly queue?: string;
}

/** A command's context. Every command that succeeds has authorized its action and recorded at least one entry. */
export interface CommandContext extends EffectContext, Omit<QueryContext, 'sql'> {
  readonly origin: Origin;
  /** Commits what was done and recorded although the call will be refused: a counted try, a session ended. */
  keepEffectOfRefusal(): void;
}

/** What a module does when something happened in an earlier one. Idempotent. */
export interface Reaction {
  readonly event: string;
  react(context: EffectContext, payload: unknown): Promise<void>;
}

export function on<Payload>(
  event: DomainEvent<Payload>,
  react: (context: EffectContext, payload: Payload) => Promise<void>,
): Reaction {
  return { event: event.name, react: (context, payload) => react(context, payload as Payload) };
}

/** An outcome is stored as JSON for repeated calls, so it holds ids and plain values, no dates and no entities. */
export type Outcome = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A change of state: one transaction with its idempotency record and its audit entry. Named as its mutation. */
export interface Command<Action extends string, Input, Value extends Outcome> {
  readonly kind: 'command';
  readonly name: string;
  readonly action: Action;
  /** What a violated constraint means to the caller, by the constraint's name. */
  readonly constraints?: Readonly<Record<string, Refusal>>;
  run(context: CommandContext, input: Input): Promise<Result<Value, readonly Refusal[]>>;
}

/** A call of a batch, with the means of a command and a voice of its own in the audit. */
export interface BatchCall<Given> {
  readonly context: CommandContext;
  readonly given: Given;
}

/** What became of one call of a batch: an outcome, a failure of its own, or it waits for somebody else. */
export type Settled<Value> = Result<Value, readonly Refusal[]> | { readonly failure: Failure } | HeldUp;

/** What calls of several commands are committed in together. */
export interface Batch<Given, Value extends Outcome> {
  readonly name: string;
  /** What a call changes: no two of a batch change the same. */
  subject(given: Given): string;
  /**
   * Decides each call and applies those that are not refused: a call that is refused, fails or is held up has written
   * and recorded nothing. Without `wait` it waits for no lock. Gives each its outcome, in their order.
   */
  run(
    tx: Transaction,
    calls: readonly BatchCall<Given>[],
    options: { readonly wait: boolean },
  ): Promise<readonly Settled<Value>[]>;
}

/**
 * A command whose calls are committed together with others that come at the same time. Named as its mutation. Its
 * action is any person's: whose the thing is that a call changes, the batch finds out for all calls at once.
 */
export interface BatchedCommand<Action extends string, Input, Given, Value extends Outcome> {
  readonly kind: 'command';
  readonly name: string;
  readonly action: Action;
  readonly batch: Batch<Given, Value>;
  /** What is asked for, before anything is looked up. */
  given(input: Input): Result<Given, readonly Refusal[]>;
}

/** A question: no effect, no transaction of its own. Named as its query field. */
export interface Query<Action extends string, Input, Value> {
  readonly kind: 'query';
  readonly name: string;
  readonly action: Action;
  run(context: QueryContext, input: Input): Promise<Value>;
}

/** What everything that is watched has in common. */
interface Live<Action extends string, Input, Subject> {
  readonly name: string;
  readonly action: Action;
  /** One for each input; what changes is signalled under it. */
  topic(input: Input): string;
  /** Topics besides, by what was read last: of the parts that the subject is put together from. */
  readonly also?: (subject: Subject) => readonly string[];
  /** How long a lost hint may cost, where it is not what it usually may. */
  readonly pollMs?: number;
  /**
   * Reads the present, whoever watches. Throws NOT_FOUND where there is no such thing. Where there are many such rooms,
   * by `loads`: those that look at the same time read in one statement.
   */
  read(sql: Sql, input: Input, loads: SharedLoads): Promise<Subject>;
  /** Authorizes a viewer, from what was read alone: when they come, and again and again as long as they stay. */
  allow(context: QueryContext, subject: Subject): Promise<void>;
  /** Whether nothing can change any more. */
  isFinal(subject: Subject): boolean;
}

/** A state to watch: the snapshot at once, then the latest whenever it changed, until it is final. */
export interface Watch<Action extends string, Input, Value> extends Live<Action, Input, Value> {
  readonly kind: 'watch';
}

/** A log to follow: every entry after a position, once and in order, until it is closed. */
export interface Follow<Action extends string, Input, Entry, Head> extends Live<Action, Input, Head> {
  readonly kind: 'follow';
  /** The position of the last entry there is; nothing before it is still to come. */
  last(head: Head): number;
  /** At most `limit` entries after a position, in order. */
  entries(sql: Sql, input: Input, after: number, limit: number): Promise<readonly Entry[]>;
  position(entry: Entry): number;
  readonly feed?: Feed<Input, Entry, Head>;
}

/** Why somebody who follows is told where things stand: they have just come, or what they missed is not kept any more. */
export type SnapshotCause = 'SNAPSHOT' | 'CURSOR_TOO_OLD';

/**
 * Of a log that many write at once, whose entries get their positions after they were committed, and that is not kept
 * for ever. Who follows it begins with where things stand.
 */
export interface Feed<Input, Entry, Head> {
  /** Whether anything that was committed has no position yet. */
  isBehind(head: Head): boolean;
  /** Gives it one, without a gap. */
  order(context: EffectContext, input: Input): Promise<void>;
  /** The position before the oldest entry that is kept. */
  floor(head: Head): number;
  /** Where things stand, as an entry at the position that they stand at. */
  snapshot(context: EffectContext, input: Input, cause: SnapshotCause): Promise<Entry>;
}

export type AnyUseCase = {
  readonly kind: 'command' | 'query' | 'watch' | 'follow';
  readonly name: string;
  readonly action: string;
};
