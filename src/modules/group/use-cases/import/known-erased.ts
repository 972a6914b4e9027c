import type { Sql } from '#platform/db/sql.js';
import { type Erased, eraseMessages } from '../../data/erasure.js';
import { erasedInStage, pseudonymizeMembers, pseudonymizeSenders } from '../../data/import/erased.js';
import type { GroupKey, ImportTarget } from '../../data/import/target.js';

/**
 * Whoever was erased from the organization's groups and stands in the file all the same. On the roster they are put
 * under their pseudonyms before it is applied; their messages are stored and proved as the file has them, and lose
 * their authors in the same transaction.
 */
export class KnownErased {
  private constructor(
    private readonly erased: readonly Erased[],
    readonly ownerId: string | null,
  ) {}

  static async inStage(tx: Sql, key: GroupKey, ownerId: string | null): Promise<KnownErased> {
    const erased = await erasedInStage(tx, key, ownerId);
    if (erased.length > 0) await pseudonymizeMembers(tx, erased);
    const owner = erased.find(({ platformId }) => platformId === ownerId);
    return new KnownErased(erased, owner?.pseudonym ?? ownerId);
  }

  /** Those of the messages that this import has added. */
  async eraseAdded(tx: Sql, target: ImportTarget): Promise<void> {
    if (this.erased.length === 0) return;
    await eraseMessages(tx, [target.conversationId], this.erased, target.messageCount);
    await pseudonymizeSenders(tx, this.erased);
  }
}
