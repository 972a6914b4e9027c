import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, type Result } from '#kernel/result.js';
import type { Transaction } from '../db/transaction.js';
import { violatedConstraint } from '../db/pg-errors.js';
import type { SharedLoads } from '../db/shared-loads.js';
import type { Sql } from '../db/sql.js';
import type { Hub } from '../events/hub.js';
import type { RoleLookup } from './authority.js';
import { Batches, type BatchLoad } from './batches.js';
import { type ContextParts, Contexts } from './contexts.js';
import type { AuditEntry } from './effects.js';
import type { GroupCommitLimits } from './group-commit.js';
import {
  type Claim,
  claim,
  digestOf,
  isKept,
  release,
  store,
  storeRefusal,
  type Stored,
} from './idempotency.js';
import type {
  BatchedCommand,
  Command,
  CommandContext,
  EffectContext,
  Outcome,
  Query,
  QueryContext,
  Scope,
} from './use-case.js';
import { Refused } from './refused.js';
import { withTries } from './tries.js';
import { actorOf, type Call, type Viewer } from './viewer.js';

export interface RunnerParts extends ContextParts {
  readonly hub: Hub;
  /** Appends entries to their chains. Called last in a transaction, for a chain's head is locked until the commit. */
  readonly audit: (tx: Transaction, entries: readonly AuditEntry[]) => Promise<void>;
  /** How much is committed together, and how much may wait for that. */
  readonly batches?: Partial<GroupCommitLimits>;
}

const BATCHES: GroupCommitLimits = { batch: 500, queue: 10_000, waiting: 4 };

/**
 * Runs use cases. A command gets one transaction that holds its effect, its audit entry, its jobs and the stored
 * outcome of its idempotency key. A refusal rolls the effect back and is stored unless it is retryable.
 * Watchers are woken after the commit, never before it.
 */
export class Runner {
  private readonly batches: Batches;
  private readonly contexts: Contexts;

  constructor(private readonly parts: RunnerParts) {
    this.contexts = new Contexts(parts);
    this.batches = new Batches({
      database: parts.database,
      audit: parts.audit,
      limits: { ...BATCHES, ...parts.batches },
      publish: (topics) => this.publish(topics),
      withTries,
      contextOf: (tx, { name, action, call }, entries, topics) =>
        this.contexts.ofCommand(tx, { name, action }, call, entries, topics),
    });
  }

  get batchLoad(): BatchLoad {
    return this.batches.load;
  }

  async ask<Input, Value>(
    query: Query<string, Input, Value>,
    input: Input,
    viewer: Viewer | undefined,
    lookup: RoleLookup = this.rolesOnce(),
  ): Promise<Value> {
    const context = this.contexts.ofQuery(query.action, viewer, this.parts.database.reads, lookup);
    return this.authorized(query.name, context, (checked) => query.run(checked, input));
  }

  /** For one request: roles that it asks for again are not looked up again. */
  rolesOnce(): RoleLookup {
    return this.parts.authority.lookupOnce(this.parts.database.loads);
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

  /** Contexts of many viewers, whose rights are looked up together if they are asked for in the same turn. */
  together(sql: Sql, loads: SharedLoads): (action: string, viewer: Viewer | undefined) => QueryContext {
    const lookup = this.parts.authority.lookupOnce(loads);
    return (action, viewer) => this.contexts.ofQuery(action, viewer, sql, lookup);
  }

  async execute<Input, Given, Value extends Outcome>(
    command: Command<string, Input, Value> | BatchedCommand<string, Input, Given, Value>,
    input: Input,
    call: Call,
  ): Promise<Result<Value, readonly Refusal[]>> {
    const key = call.idempotencyKey;
    const claimed: Claim | undefined =
      key === undefined
        ? undefined
        : { actor: actorOf(call.viewer), key, command: command.name, digest: digestOf(input) };
    if ('batch' in command) {
      this.parts.authority.admit(call.viewer, command.action);
      return this.batches.execute(command, input, call, claimed);
    }
    let committed: ReadonlySet<string> = new Set();
    const outcome = await this.settled(async () => {
      const topics = new Set<string>();
      const stored = await this.parts.database.transaction((tx) =>
        this.inTransaction(tx, command, input, call, claimed, topics),
      );
      committed = topics;
      return stored;
    }, command.constraints);
    if (!outcome.ok && claimed && isKept(outcome)) {
      await storeRefusal(this.parts.database, claimed, outcome);
    }
    this.publish(committed);
    return outcome as Result<Value, readonly Refusal[]>;
  }

  /** After the commit, never before it. */
  private publish(topics: ReadonlySet<string>): void {
    for (const topic of topics) this.parts.hub.publish(topic);
  }

  private async settled(
    attempt: () => Promise<Stored>,
    constraints: Readonly<Record<string, Refusal>> = {},
  ): Promise<Stored> {
    try {
      return await withTries(attempt);
    } catch (error) {
      if (error instanceof Refused) return err(error.refusals);
      const refusal = constraints[violatedConstraint(error) ?? ''];
      if (refusal) return err([refusal]);
      throw error;
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
    const context: CommandContext = {
      ...this.contexts.ofCommand(tx, command, call, entries, topics),
      keepEffectOfRefusal: () => {
        keep = true;
      },
    };
    const result = await this.authorized(command.name, context, (checked) => command.run(checked, input));
    if (!result.ok && !keep) throw new Refused(result.error);
    if (entries.length === 0) throw new Error(`${command.name} has recorded nothing`);
    await tx.flush();
    if (claimed) await (isKept(result) ? store(tx, claimed, result) : release(tx, claimed));
    await this.parts.audit(tx, entries);
    return result;
  }

  /**
   * Does the server's own work (a job's, a schedule's) in one transaction, with the means of a command.
   * Nobody is signed in, so nothing is authorized; what it records has the server as its actor.
   */
  async perform<T>(name: string, work: (context: EffectContext) => Promise<T>): Promise<T> {
    const { result, topics } = await withTries(() =>
      this.parts.database.transaction(async (tx) => {
        const entries: AuditEntry[] = [];
        const woken = new Set<string>();
        const done = await work(this.contexts.ofServer(tx, name, entries, woken));
        await tx.flush();
        await this.parts.audit(tx, entries);
        return { result: done, topics: woken };
      }),
    );
    this.publish(topics);
    return result;
  }
}
