import type { Sql } from '#platform/db/sql.js';
import { removeDownloadsOf } from './downloads.js';

/**
 * Erases how a person named their files, and removes the files that were made for their organizations: a pack that was
 * made before names them, and can be made again without.
 */
export async function eraseFiles(
  tx: Sql,
  personId: string,
  organizationIds: readonly string[],
): Promise<void> {
  await tx.run(`update upload set file_name = 'erased' where person_id = $1`, [personId]);
  await removeDownloadsOf(tx, organizationIds);
}
