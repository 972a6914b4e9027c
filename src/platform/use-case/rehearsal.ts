import type { Database } from '../db/database.js';
import { type Transaction, withOwnEntities } from '../db/transaction.js';
import { withTries } from './tries.js';

/** Thrown to roll back what was only rehearsed; carries what was seen. */
class TakenBack extends Error {
  constructor(readonly seen: unknown) {
    super('taken back');
  }
}

/** Does something in a transaction of its own that is always taken back. Returns what it has seen. */
export async function rehearsed<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await withTries(() =>
      database.transaction(async (tx) => {
        throw new TakenBack(await work(tx));
      }),
    );
  } catch (error) {
    if (error instanceof TakenBack) return error.seen as T;
    throw error;
  }
}

/** The same inside a transaction, whose own effect stays. */
export async function rehearsedWithin<T>(tx: Transaction, work: (tx: Transaction) => Promise<T>): Promise<T> {
  await tx.flush();
  await tx.run('savepoint rehearsal');
  try {
    return await work(withOwnEntities(tx));
  } finally {
    await tx.run('rollback to savepoint rehearsal');
  }
}
