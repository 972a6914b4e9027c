import type { Transaction } from '../db/transaction.js';
import type { Sql } from '../db/sql.js';
import { organizationTopic } from '../events/organization-topic.js';
import type { AuditRecord, EffectContext, JobOptions, Reaction } from './use-case.js';
import type { Origin, Viewer } from './viewer.js';

/** What is recorded, with who did it, by what and from where. */
export interface AuditEntry extends AuditRecord {
  readonly action: string;
  readonly command: string;
  readonly viewer: Viewer | undefined;
  readonly origin: Origin;
}

/** One transaction, who does what in it, and where what must wait for its commit is collected. */
export interface Effects {
  readonly tx: Transaction;
  readonly by: Pick<AuditEntry, 'viewer' | 'origin' | 'action' | 'command'>;
  readonly entries: AuditEntry[];
  readonly topics: Set<string>;
  /** Of all modules, in the order of the modules. */
  readonly reactions: readonly Reaction[];
}

/** The means of whoever changes something in a transaction. Reactions to what they emit have the same. */
export function effectContext({ tx, by, entries, topics, reactions }: Effects): EffectContext {
  const { viewer, origin, action, command } = by;
  const context: EffectContext = {
    tx,
    record: (entry) => {
      entries.push({ ...entry, viewer, origin, action, command });
      if (entry.organizationId !== undefined) topics.add(organizationTopic(entry.organizationId));
    },
    signal: (topic) => void topics.add(topic),
    enqueue: (task, payload, options = {}) => enqueueJob(tx, task, payload, options),
    emit: async (event, payload) => {
      await tx.flush();
      for (const reaction of reactions) {
        if (reaction.event === event.name) await reaction.react(context, payload);
      }
    },
  };
  return context;
}

/** Enqueues a job with `sql`: in its transaction, if it is one. */
export async function enqueueJob(
  sql: Sql,
  task: string,
  payload: object,
  options: JobOptions = {},
): Promise<void> {
  const { runAt, key, queue, unlessSooner = false } = options;
  await sql.run(
    `select graphile_worker.add_job($1, $2::json, run_at => $3, job_key => $4, queue_name => $5)
     where not ($6 and exists (select from graphile_worker.jobs
       where key = $4 and run_at <= coalesce($3, now()) and locked_at is null and attempts < max_attempts))`,
    [task, JSON.stringify(payload), runAt ?? null, key ?? null, queue ?? null, unlessSooner],
  );
}
