import type { Loader } from '#platform/db/loader.js';

export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
}

/** By upgrade: how many invitations have each reason, most first. */
function reasonCountLoader(
  name: string,
  column: 'exclusion_reason' | 'blocked_reason',
): Loader<readonly ReasonCount[]> {
  return {
    name,
    async batch(sql, upgradeIds) {
      const rows = await sql.rows<ReasonCount & { id: string }>(
        `select group_upgrade_id as id, ${column} as reason, count(*)::int as count from invitation
         where group_upgrade_id = any($1::uuid[]) and ${column} is not null
         group by 1, 2 order by 3 desc, 2`,
        [upgradeIds],
      );
      const counts = new Map<string, ReasonCount[]>();
      for (const { id, reason, count } of rows)
        counts.set(id, [...(counts.get(id) ?? []), { reason, count }]);
      return counts;
    },
  };
}

export const exclusionCountLoader = reasonCountLoader('exclusionCounts', 'exclusion_reason');
export const blockedCountLoader = reasonCountLoader('blockedCounts', 'blocked_reason');
