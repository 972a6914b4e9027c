import type { Sql } from '#platform/db/sql.js';
import { removeDownloadsOf } from './downloads.js';
import { removeImportFiles } from './uploads.js';

/**
 * Erases how a person named their files, and removes what names them: files that were sent for imports, and those that
 * were made for their organizations, which can be made again without them.
 */
export async function eraseFiles(
  tx: Sql,
  personId: string,
  organizationIds: readonly string[],
): Promise<void> {
  await tx.run(`update upload set file_name = 'erased' where person_id = $1`, [personId]);
  await removeImportFiles(tx, personId, organizationIds);
  await removeDownloadsOf(tx, organizationIds);
}
