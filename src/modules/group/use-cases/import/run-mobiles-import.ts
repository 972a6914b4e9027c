import { holdAccounts, memberOf } from '#modules/directory/public.js';
import {
  OperationFailure,
  type OperationResult,
  type Progress,
  readUpload,
} from '#modules/operation/public.js';
import type { CsvRow } from '#platform/formats/csv-format.js';
import type { Sql } from '#platform/db/sql.js';
import type { Runner } from '#platform/use-case/runner.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { SavedMobile } from '../../data/mobiles.js';
import { lockSourceGroup, sourceGroupById } from '../../data/source-groups.js';
import { type MobileRow, readMobileRows } from '../csv/mobile-rows.js';
import { matchIdentities } from '../match-identities.js';
import { checkStillAllowed } from './still-allowed.js';

export interface MobilesImport {
  readonly sourceGroupId: string;
  readonly personId: string;
  readonly uploadId: string;
}

interface Line extends MobileRow {
  readonly line: number;
}

const BATCH = 1_000;

/**
 * Imports the mobiles of a group's members, a batch a transaction: each batch stands with its audit entry and with
 * what later modules made of it. Doing it again changes nothing. Of two lines for one member the first counts.
 */
export async function runMobilesImport(
  sql: Sql,
  runner: Runner,
  job: MobilesImport,
  progress: Progress,
): Promise<OperationResult> {
  progress.phase('STORING');
  const group = await sourceGroupById(sql, job.sourceGroupId);
  if (!group) throw new OperationFailure('SOURCE_GROUP_UNKNOWN', 'There is no such group.');
  const save = (lines: readonly Line[]): Promise<void> =>
    saveBatch(runner, job, group.organizationId, lines, progress);
  const seen = new Set<string>();
  let batch: Line[] = [];
  for await (const row of readMobileRows(readUpload(sql, job.uploadId))) {
    const line = lineOf(row, seen, progress);
    if (!line) continue;
    seen.add(line.platformId);
    batch.push(line);
    if (batch.length < BATCH) continue;
    await save(batch);
    batch = [];
  }
  if (batch.length > 0) await save(batch);
  return { resultType: 'SourceGroup', resultId: job.sourceGroupId };
}

type Row = CsvRow<MobileRow, { readonly code: string; readonly field?: string; readonly value?: string }>;

/** The line, unless it is wrong or a repetition: then that is reported. */
function lineOf(row: Row, seen: ReadonlySet<string>, progress: Progress): Line | undefined {
  if (row.kind === 'fatal') {
    const { code, line, columns } = row.problem;
    throw new OperationFailure(
      code,
      `The file cannot be read from line ${line} on${columns ? `: ${columns.join(', ')}` : ''}.`,
    );
  }
  const { line, result } = row;
  if (!result.ok) return fail(progress, { line, ...result.error });
  const { platformId } = result.value;
  if (seen.has(platformId))
    return fail(progress, { line, code: 'DUPLICATE_PLATFORM_ID', field: 'platformId', value: platformId });
  return { line, ...result.value };
}

function fail(
  progress: Progress,
  problem: { readonly line: number; readonly code: string; readonly field?: string; readonly value?: string },
): undefined {
  const { line, code, field, value } = problem;
  progress.row({ outcome: 'FAILED', line, code, field, value });
  progress.advance({ failed: 1 });
}

async function saveBatch(
  runner: Runner,
  job: MobilesImport,
  organizationId: string,
  lines: readonly Line[],
  progress: Progress,
): Promise<void> {
  const { sourceGroupId, personId } = job;
  const saved = await runner.perform('importSourceGroupMobiles', async (context) => {
    await checkStillAllowed(context.tx, { personId, organizationId });
    const { memberId } = orNotFound(await memberOf(context.tx, personId, organizationId));
    const mobiles = lines.map((line) => line.mobile);
    await holdAccounts(context.tx, organizationId, mobiles);
    // Under the group's lock, which a cut-over takes too: what has ceased keeps the numbers that it ceased with.
    const group = await lockSourceGroup(context.tx, sourceGroupId);
    if (group?.state !== 'LIVE') throw new OperationFailure('SOURCE_GROUP_CEASED', 'The group has ceased.');
    const source = { sourceGroupId, organizationId, method: 'CSV', memberId, actorId: personId } as const;
    const matched = await matchIdentities(context, source, lines);
    const changed = matched.filter((match) => !match.stands && outcomeOf(match) !== 'UNCHANGED').length;
    const subject = { type: 'SourceGroup', id: sourceGroupId };
    context.record({ organizationId, actorId: personId, subject, details: { lines: lines.length, changed } });
    return matched;
  });
  const savedOf = new Map(saved.map((match) => [match.platformId, match]));
  for (const { line, platformId } of lines) {
    const match = savedOf.get(platformId);
    if (!match) {
      fail(progress, { line, code: 'UNKNOWN_PLATFORM_ID', field: 'platformId', value: platformId });
      continue;
    }
    if (match.stands) {
      fail(progress, { line, code: 'OWNER_MATCHED', field: 'platformId', value: platformId });
      continue;
    }
    progress.row({ outcome: outcomeOf(match), line, reference: platformId });
    progress.advance({ succeeded: 1 });
  }
  await progress.flush();
  progress.throwIfCancelled();
}

function outcomeOf({ before, mobile }: SavedMobile): 'CREATED' | 'UPDATED' | 'UNCHANGED' {
  if (before === mobile) return 'UNCHANGED';
  return before === null ? 'CREATED' : 'UPDATED';
}
