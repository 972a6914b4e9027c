import type { Sql } from '#platform/db/sql.js';

/**
 * Statistics that are older than an import mislead the planner: it expects about no account of an organization that
 * it has not seen yet, and joins a batch with all of them line by line. Autovacuum comes too late for that. Call these
 * between transactions, for ANALYZE keeps its lock until the commit.
 */
export async function refreshMemberStatistics(sql: Sql): Promise<void> {
  await sql.run('analyze member, member_department');
}

export async function refreshStagingStatistics(sql: Sql): Promise<void> {
  await sql.run('analyze member_import');
}
