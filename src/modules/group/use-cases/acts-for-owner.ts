import type { Sql } from '#platform/db/sql.js';
import { presentMandates } from '../data/mandates.js';
import type { SourceGroupRow } from '../data/source-groups.js';

/**
 * As what an account of the organization may act for the owner of a group: it has the owner's mobile (never the name),
 * or the present owner has given the administrators a mandate. The role that the act needs is asked for besides. To
 * decide by it, hold the group's lock: owners and mandates change under it.
 */
export async function actsForOwner(
  sql: Sql,
  group: Pick<SourceGroupRow, 'id' | 'ownerMobile'>,
  account: { readonly mobile: string },
): Promise<'OWNER' | 'MANDATE' | undefined> {
  if (group.ownerMobile === account.mobile) return 'OWNER';
  const mandate = (await presentMandates(sql, [group.id])).get(group.id);
  return mandate?.state === 'GRANTED' ? 'MANDATE' : undefined;
}
