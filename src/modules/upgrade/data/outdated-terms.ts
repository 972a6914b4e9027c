import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import type { PromisedTerm } from '../domain/promised-term.js';
import { COLUMNS, type UpgradeRow } from './upgrade-rows.js';

/** What the text of the upgrade `u` promises otherwise than its organization's settings; null of one that is over. */
export const outdatedOf = (u: string): string => `(
  select array_remove(array[
      case when n.retention_days is distinct from s.retention_days then 'RETENTION' end,
      case when n.confidentiality <> s.confidentiality then 'CONFIDENTIALITY' end,
      case when n.late_history <> s.late_history then 'LATE_HISTORY' end], null)
  from group_upgrade_notice n join organization_setting s on s.organization_id = ${u}.organization_id
  where n.group_upgrade_id = ${u}.id and n.edition = ${u}.notice_edition
    and ${u}.state in ('INVITING', 'COOLING_OFF', 'PAUSED'))`;
const OUTDATED = outdatedOf('group_upgrade');

/** By upgrade: which of its text's promises the settings do not make any more. Of one that is over, none. */
export const outdatedTermsLoader: Loader<readonly PromisedTerm[]> = {
  name: 'outdatedTerms',
  async batch(sql, upgradeIds) {
    const rows = await sql.rows<{ id: string; terms: PromisedTerm[] | null }>(
      `select id, ${OUTDATED} as terms from group_upgrade where id = any($1::uuid[])`,
      [upgradeIds],
    );
    return new Map(rows.map(({ id, terms }) => [id, terms ?? []]));
  },
};

/** The same of one upgrade. */
export async function outdatedTerms(sql: Sql, upgradeId: string): Promise<readonly PromisedTerm[]> {
  return (await outdatedTermsLoader.batch(sql, [upgradeId])).get(upgradeId) ?? [];
}

/** All that the progress of an upgrade is told from. */
export function progressById(
  sql: Sql,
  id: string,
): Promise<(UpgradeRow & { readonly outdated: readonly PromisedTerm[] | null }) | undefined> {
  return sql.row(`select ${COLUMNS}, ${OUTDATED} as outdated from group_upgrade where id = $1`, [id]);
}
