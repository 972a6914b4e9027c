import type { Loader } from '#platform/db/loader.js';
import { COLUMNS, type UpgradeRow } from './upgrade-rows.js';

/** By source group: its upgrade that is not over, of which there is one at most. */
export const openUpgradeOfGroupLoader: Loader<UpgradeRow> = {
  name: 'openUpgradeOfGroup',
  async batch(sql, sourceGroupIds) {
    const rows = await sql.rows<UpgradeRow>(
      `select ${COLUMNS} from group_upgrade
       where source_group_id = any($1::uuid[]) and state in ('INVITING', 'COOLING_OFF', 'PAUSED')`,
      [sourceGroupIds],
    );
    return new Map(rows.map((row) => [row.sourceGroupId, row]));
  },
};

/** By source group: how many upgrades it has or has had. A group without any is left out. */
export const upgradeCountOfGroupLoader: Loader<number> = {
  name: 'upgradeCountOfGroup',
  async batch(sql, sourceGroupIds) {
    const rows = await sql.rows<{ id: string; count: number }>(
      `select source_group_id as id, count(*) as count from group_upgrade
       where source_group_id = any($1::uuid[]) group by 1`,
      [sourceGroupIds],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  },
};

/** One page of a group's upgrades, as a key for `upgradesOfGroupLoader`. */
export function upgradesOfGroupKey(
  sourceGroupId: string,
  page: { readonly after: string | undefined; readonly limit: number },
): string {
  return [sourceGroupId, page.after ?? '', page.limit].join('/');
}

/** Pages of the upgrades of source groups, the newest first: the pages of a list of groups in one statement. */
export const upgradesOfGroupLoader: Loader<readonly UpgradeRow[]> = {
  name: 'upgradesOfGroup',
  async batch(sql, keys) {
    const pages = keys.map((key) => key.split('/'));
    const rows = await sql.rows<UpgradeRow & { key: string }>(
      `select p.key, u.* from unnest($1::text[], $2::uuid[], $3::uuid[], $4::int[]) as p (key, group_id, after, size)
       cross join lateral (
         select ${COLUMNS} from group_upgrade
         where source_group_id = p.group_id and (p.after is null or id < p.after) order by id desc limit p.size) u
       order by u.id desc`,
      [
        keys,
        pages.map(([groupId]) => groupId),
        pages.map(([, after]) => after || null),
        pages.map(([, , size]) => size),
      ],
    );
    const found = new Map<string, UpgradeRow[]>();
    for (const { key, ...row } of rows) found.set(key, [...(found.get(key) ?? []), row]);
    return found;
  },
};
