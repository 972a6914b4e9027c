import { sourceGroupById } from '#modules/group/public.js';
import { actions } from '#modules/identity/public.js';
import { holdOrganization } from '#modules/organization/public.js';
import { lockGroupToStart, type StartableGroup, startLockedGroup } from '#modules/upgrade/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, type Result } from '#kernel/result.js';
import type { Logger } from 'pino';
import { databaseNow } from '#platform/db/clock.js';
import { isTransient, isUnavailable } from '#platform/db/pg-errors.js';
import type { Sql } from '#platform/db/sql.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { Runner } from '#platform/use-case/runner.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import {
  groupOf,
  nextWaiting,
  type ProgrammeGroupRow,
  storeSkipped,
  storeStarted,
} from '../data/programme-groups.js';
import { lockProgramme, type ProgrammeRow } from '../data/programme-rows.js';
import { starterOf, type StarterRow } from '../data/starters.js';
import { slotAfter } from '../domain/pacing.js';
import { programmeTopic } from '../domain/topics.js';
import { settle } from './settle-programme.js';
import { enqueueStart } from './start-jobs.js';

export interface StartParts {
  readonly sql: Sql;
  readonly runner: Runner;
  readonly log: Logger;
}

/** Between two looks whether a suspended organization goes on. */
const SUSPENDED_MS = 60_000;

/**
 * Starts the group whose turn it is, in one transaction that also enqueues the job for the next; so a crash loses
 * nothing, and what runs twice finds under the programme's lock that the group has been started or that it is too
 * early. A group that cannot be started is skipped with the reason, and the programme goes on.
 */
export async function startNextGroup({ sql, runner, log }: StartParts, programmeId: string): Promise<void> {
  const next = await nextWaiting(sql, programmeId);
  if (!next) return;
  const { sourceGroupId } = next;
  try {
    await runner.perform('startProgrammeGroup', (context) => startDue(context, next));
  } catch (error) {
    if (isUnavailable(error) || isTransient(error)) throw error;
    log.error({ err: error, programmeId, sourceGroupId }, 'a group of a programme could not be started');
    await runner.perform('skipProgrammeGroup', async (context) => {
      const due = await dueUnderLock(context, next);
      if (due) await skip(context, due, refuse('START_FAILED'));
    });
  }
}

async function startDue(context: EffectContext, next: ProgrammeGroupRow): Promise<void> {
  const { tx } = context;
  const { sourceGroupId } = next;
  const { organizationId } = orNotFound(await sourceGroupById(tx, sourceGroupId));
  // First of all locks, so that a suspension stops what follows.
  if ((await holdOrganization(tx, organizationId)) !== 'ACTIVE') {
    const now = await databaseNow(tx);
    await enqueueStart(context, next.programmeId, new Date(now.getTime() + SUSPENDED_MS));
    return;
  }
  const group = orNotFound(await lockGroupToStart(tx, { organizationId, sourceGroupId }));
  const starter = await starterOf(tx, orNotFound(next.starterId));
  const due = await dueUnderLock(context, next);
  if (!due) return;
  const started = await startFor(context, due, starter, group);
  if (!started.ok) return skip(context, due, started.error);
  const { programme } = due;
  const slot = slotAfter(due.slot, due.now, programme.groupsPerMinute ?? 1);
  await storeStarted(tx, due.group, started.value.groupUpgradeId, slot);
  if (programme.waiting > 1) await enqueueStart(context, programme.id, slot);
  context.signal(programmeTopic(programme.id));
}

interface Due {
  readonly programme: ProgrammeRow;
  readonly group: ProgrammeGroupRow;
  /** From when on it could be started. */
  readonly slot: Date;
  readonly now: Date;
}

/**
 * The programme under its lock and the group, if the programme runs and it is still the group's turn and time. Where
 * it is another's turn or too early, a job is enqueued for that.
 */
async function dueUnderLock(context: EffectContext, next: ProgrammeGroupRow): Promise<Due | undefined> {
  const { tx } = context;
  const { programmeId, sourceGroupId } = next;
  const programme = await lockProgramme(tx, programmeId);
  if (programme?.state !== 'RUNNING') return undefined;
  const now = await databaseNow(tx);
  const slot = programme.nextStartAt ?? now;
  const group = await groupOf(tx, programmeId, sourceGroupId);
  if (slot <= now && group?.state === 'WAITING') return { programme, group, slot, now };
  if (programme.waiting > 0) await enqueueStart(context, programmeId, slot);
  return undefined;
}

/** Starts it in the name of who asked for that, whose right is asked for again; what is audited is theirs. */
async function startFor(
  context: EffectContext,
  { programme, group: { starterPersonId } }: Due,
  starter: StarterRow | undefined,
  group: StartableGroup,
): Promise<Result<{ groupUpgradeId: string }, Refusal>> {
  const rule = actions['upgrade.start'];
  const allowed =
    starter?.activated && rule.who === 'member' && starter.roles.some((role) => rule.roles.includes(role));
  const personId = starter?.personId ?? null;
  // Whoever has the account now may be somebody else, who has asked for nothing.
  if (!allowed || personId === null || personId !== starterPersonId)
    return err(refuse('STARTER_NOT_ALLOWED'));
  const acting: EffectContext = {
    ...context,
    record: (entry) => context.record({ actorId: personId, ...entry }),
  };
  const { id: programmeId, answerDays, coolingOffHours, minimumMembers, minimumPercent } = programme;
  return startLockedGroup(acting, group, starter, {
    answerDays,
    coolingOffHours,
    minimumMembers,
    minimumPercent,
    programmeId,
  });
}

async function skip(context: EffectContext, { programme, group }: Due, refusal: Refusal): Promise<void> {
  const { id, organizationId } = programme;
  await storeSkipped(context.tx, group, refusal);
  context.record({
    organizationId,
    subject: { type: 'UpgradeProgramme', id },
    details: { skipped: group.sourceGroupId, code: refusal.code },
  });
  await (programme.waiting > 1 ? enqueueStart(context, id) : settle(context, id));
  context.signal(programmeTopic(id));
}
