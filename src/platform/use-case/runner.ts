import { isRetryable, type Refusal, refuse } from '#kernel/refusals.js';
import { err, type Result } from '#kernel/result.js';
import type { Database, Transaction } from '../db/database.js';
import { isTransient, violatedConstraint } from '../db/pg-errors.js';
import type { Sql } from '../db/sql.js';
import type { Hub } from '../events/hub.js';
import type { Authority } from './authority.js';
import { unauthenticated } from './failures.js';
import { type Claim, claim, digestOf, release, store, storeRefusal, type Stored } from './idempotency.js';
import type {
  AuditRecord,
  Command,
  CommandContext,
  EffectContext,
  JobOptions,
  Outcome,
  Query,
  QueryContext,
  Reaction,
  Scope,
} from './use-case.js';
import { actorOf, type Origin, type Viewer } from './viewer.js';

export interface Call {
  readonly viewer: Viewer | undefined;
  readonly origin: Origin;
  readonly idempotencyKey: string | undefined;
}

export interface AuditEntry extends AuditRecord {
  readonly action: string;
  readonly command: string;
  readonly viewer: Viewer | undefined;
  readonly origin: Origin;
}

export interface RunnerParts {
  readonly database: Database;
  readonly authority: Authority;
  readonly hub: Hub;
  /** Of all modules, in the order of the modules. */
  readonly reactions: readonly Reaction[];
  /** Appends entries to their chains. Called last in a transaction, for a chain's head is locked until the commit. */
  readonly audit: (tx: Transaction, entries: readonly AuditEntry[]) => Promise<void>;
}

const ATTEMPTS = 4;

/** Thrown to roll back what was only rehearsed; carries what was seen. */
class TakenBack extends Error {
  constructor(readonly seen: unknown) {
    super('taken back');
  }
}

/** Thrown to roll a transaction back; carries what the caller is told. */
class Refused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super('refused');
  }
}

/**
 * Runs use cases. A command gets one transaction that holds its effect, its audit entry, its jobs and the stored
 * outcome of its idempotency key. A refusal rolls the effect back and is stored unless it is retryable.
 * Watchers are woken after the commit, never before it.
 */
export class Runner {
  constructor(private readonly parts: RunnerParts) {}

  async ask<Input, Value>(query: Query<string, Input, Value>, input: Input, call: Call): Promise<Value> {
    return this.authorized(query.name, this.queryContext(query.action, call.viewer), (context) =>
      query.run(context, input),
    );
  }

  /** Runs `work` and refuses its result unless it has asked for authorization on the way. */
  async authorized<C extends Pick<QueryContext, 'authorize'>, T>(
    name: string,
    context: C,
    work: (context: C) => Promise<T>,
  ): Promise<T> {
    let asked = false;
    const authorize = async (scope?: Scope): Promise<void> => {
      await context.authorize(scope);
      asked = true;
    };
    const result = await work({ ...context, authorize });
    if (!asked) throw new Error(`${name} has not authorized its action`);
    return result;
  }

  queryContext(
    action: string,
    viewer: Viewer | undefined,
    sql: Sql = this.parts.database.reads,
  ): QueryContext {
    this.parts.authority.admit(viewer, action);
    return {
      sql,
      viewer,
      authorize: (scope: Scope = {}) => this.parts.authority.check(sql, viewer, action, scope),
      personId: () => {
        if (!viewer) throw unauthenticated();
        return viewer.personId;
      },
      rehearse: (work) => this.rehearse(work),
    };
  }

  /** In a transaction of its own. */
  private async rehearse<T>(work: (context: EffectContext) => Promise<T>): Promise<T> {
    for (let count = 1; ; count++) {
      try {
        return await this.parts.database.transaction(async (tx) => {
          throw new TakenBack(await work(this.rehearsalContext(tx)));
        });
      } catch (error) {
        if (error instanceof TakenBack) return error.seen as T;
        if (!isTransient(error) || count === ATTEMPTS) throw error;
      }
    }
  }

  /** Inside a command's transaction, whose own effect stays. */
  private async rehearseWithin<T>(tx: Transaction, work: (context: EffectContext) => Promise<T>): Promise<T> {
    await tx.em.flush();
    await tx.run('savepoint rehearsal');
    try {
      return await work(this.rehearsalContext({ ...tx, em: tx.em.fork({ keepTransactionContext: true }) }));
    } finally {
      await tx.run('rollback to savepoint rehearsal');
    }
  }

  /** All that a command has, and nobody to hear of it. */
  private rehearsalContext(tx: Transaction): EffectContext {
    const by = { viewer: undefined, origin: SERVER_ORIGIN, action: 'server', command: 'rehearsal' };
    return this.effectContext(tx, [], new Set(), by);
  }

  async execute<Input, Value extends Outcome>(
    command: Command<string, Input, Value>,
    input: Input,
    call: Call,
  ): Promise<Result<Value, readonly Refusal[]>> {
    const key = call.idempotencyKey;
    const claimed: Claim | undefined =
      key === undefined
        ? undefined
        : { actor: actorOf(call.viewer), key, command: command.name, digest: digestOf(input) };
    let committed: ReadonlySet<string> = new Set();
    const outcome = await this.withRetries(async () => {
      const topics = new Set<string>();
      const stored = await this.parts.database.transaction((tx) =>
        this.inTransaction(tx, command, input, call, claimed, topics),
      );
      committed = topics;
      return stored;
    }, command);
    if (!outcome.ok && claimed && isKept(outcome)) {
      await storeRefusal(this.parts.database, claimed, outcome);
    }
    for (const topic of committed) this.parts.hub.publish(topic);
    return outcome as Result<Value, readonly Refusal[]>;
  }

  private async withRetries(
    attempt: () => Promise<Stored>,
    command: { readonly constraints?: Readonly<Record<string, Refusal>> },
  ): Promise<Stored> {
    for (let count = 1; ; count++) {
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof Refused) return err(error.refusals);
        const refusal = command.constraints?.[violatedConstraint(error) ?? ''];
        if (refusal) return err([refusal]);
        if (!isTransient(error) || count === ATTEMPTS) throw error;
      }
    }
  }

  private async inTransaction<Input, Value extends Outcome>(
    tx: Transaction,
    command: Command<string, Input, Value>,
    input: Input,
    call: Call,
    claimed: Claim | undefined,
    topics: Set<string>,
  ): Promise<Stored> {
    if (claimed) {
      const earlier = await claim(tx, claimed);
      if (earlier === 'reused') return err([refuse('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey')]);
      if (earlier !== 'claimed') return earlier;
    }
    const entries: AuditEntry[] = [];
    let keep = false;
    const reading = this.queryContext(command.action, call.viewer, tx);
    const context: CommandContext = {
      ...reading,
      authorize: async (scope: Scope = {}) => {
        await reading.authorize(scope);
        const refusal = await this.parts.authority.changeRefusal(tx, command.action, scope);
        if (refusal) throw new Refused([refusal]);
      },
      rehearse: (work) => this.rehearseWithin(tx, work),
      ...this.effectContext(tx, entries, topics, { ...call, action: command.action, command: command.name }),
      origin: call.origin,
      keepEffectOfRefusal: () => {
        keep = true;
      },
    };
    const result = await this.authorized(command.name, context, (checked) => command.run(checked, input));
    if (!result.ok && !keep) throw new Refused(result.error);
    if (entries.length === 0) throw new Error(`${command.name} has recorded nothing`);
    await tx.em.flush();
    if (claimed) await (isKept(result) ? store(tx, claimed, result) : release(tx, claimed));
    await this.parts.audit(tx, entries);
    return result;
  }

  /**
   * Does the server's own work (a job's, a schedule's) in one transaction, with the means of a command.
   * Nobody is signed in, so nothing is authorized; what it records has the server as its actor.
   */
  async perform<T>(name: string, work: (context: EffectContext) => Promise<T>): Promise<T> {
    const topics = new Set<string>();
    for (let count = 1; ; count++) {
      topics.clear();
      try {
        const result = await this.parts.database.transaction(async (tx) => {
          const entries: AuditEntry[] = [];
          const by = { viewer: undefined, origin: SERVER_ORIGIN, action: 'server', command: name };
          const done = await work(this.effectContext(tx, entries, topics, by));
          await tx.em.flush();
          await this.parts.audit(tx, entries);
          return done;
        });
        for (const topic of topics) this.parts.hub.publish(topic);
        return result;
      } catch (error) {
        if (!isTransient(error) || count === ATTEMPTS) throw error;
      }
    }
  }

  private effectContext(
    tx: Transaction,
    entries: AuditEntry[],
    topics: Set<string>,
    by: Pick<AuditEntry, 'viewer' | 'origin' | 'action' | 'command'>,
  ): EffectContext {
    const { viewer, origin, action, command } = by;
    const context: EffectContext = {
      tx,
      record: (entry) => void entries.push({ ...entry, viewer, origin, action, command }),
      signal: (topic) => void topics.add(topic),
      enqueue: (task, payload, options = {}) => enqueueJob(tx, task, payload, options),
      emit: async (event, payload) => {
        await tx.em.flush();
        for (const reaction of this.parts.reactions) {
          if (reaction.event === event.name) await reaction.react(context, payload);
        }
      },
    };
    return context;
  }
}

/** A refusal that may turn into a success as it is must not be the answer for good. */
function isKept(outcome: Stored): boolean {
  return outcome.ok || outcome.error.every((refusal) => !isRetryable(refusal));
}

const SERVER_ORIGIN: Origin = { requestId: 'server', address: undefined, userAgent: undefined };

export async function enqueueJob(
  sql: Sql,
  task: string,
  payload: object,
  options: JobOptions = {},
): Promise<void> {
  await sql.run(
    'select graphile_worker.add_job($1, $2::json, run_at => $3, job_key => $4, queue_name => $5)',
    [task, JSON.stringify(payload), options.runAt ?? null, options.key ?? null, options.queue ?? null],
  );
}
