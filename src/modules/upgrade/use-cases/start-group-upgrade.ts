import { memberOf } from '#modules/directory/public.js';
import { createEnterpriseGroup, lockSourceGroup } from '#modules/group/public.js';
import { command } from '#modules/identity/public.js';
import { newId } from '#kernel/ids.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { insertInvitations, planInvitations } from '../data/plan.js';
import { openUpgradeOf } from '../data/upgrade-rows.js';
import { ANSWER_DAYS, COOLING_OFF_HOURS, MINIMUM_MEMBERS } from '../domain/limits.js';
import { startObstacle } from '../domain/start.js';
import { upgradeTopic } from '../domain/topics.js';
import { DEADLINE_JOB } from './deadline.js';

export interface StartInput {
  readonly sourceGroupId: string;
  readonly answerDays?: number | null;
  readonly coolingOffHours?: number | null;
  readonly minimumMembers?: number | null;
}

/**
 * Opens an upgrade and asks everybody on the roster. Only the group's owner may, with the permission. The source
 * group's row is locked, so of two starts at once the second finds the first; the constraint stands behind that.
 */
export const startGroupUpgrade = command<StartInput, { groupUpgradeId: string }>({
  name: 'startGroupUpgrade',
  action: 'upgrade.start',
  constraints: { group_upgrade_open_source_group_key: refuse('UPGRADE_ALREADY_OPEN', 'sourceGroupId') },
  async run(context, input) {
    const { tx } = context;
    const group = orNotFound(await lockSourceGroup(tx, input.sourceGroupId));
    await context.authorize({ organizationId: group.organizationId });
    const wrong = outOfRange(input);
    if (wrong.length > 0) return err(wrong);
    const member = orNotFound(await memberOf(tx, context.personId(), group.organizationId));
    const open = await openUpgradeOf(tx, group.id);
    const obstacle = startObstacle({
      groupState: group.state,
      ownerKnown: group.ownerIdentityId !== null,
      ownerMobile: group.ownerMobile,
      viewerMobile: member.mobile,
      upgradeOpen: open !== undefined,
    });
    if (obstacle) return err([refuse(obstacle, 'sourceGroupId', open ? { groupUpgradeId: open.id } : {})]);
    return ok({ groupUpgradeId: await openUpgrade(context, input, group, member.memberId) });
  },
});

function outOfRange(input: StartInput): Refusal[] {
  const bounds = {
    answerDays: ANSWER_DAYS,
    coolingOffHours: COOLING_OFF_HOURS,
    minimumMembers: MINIMUM_MEMBERS,
  };
  return (Object.keys(bounds) as (keyof typeof bounds)[]).flatMap((field) => {
    const { min, max } = bounds[field];
    const value = input[field] ?? bounds[field].default;
    return Number.isInteger(value) && value >= min && value <= max
      ? []
      : [refuse('OUT_OF_RANGE', field, { min, max })];
  });
}

async function openUpgrade(
  context: CommandContext,
  input: StartInput,
  group: {
    readonly id: string;
    readonly organizationId: string;
    readonly name: string;
    readonly conversationId: string;
  },
  memberId: string,
): Promise<string> {
  const { tx } = context;
  const { organizationId, name, conversationId } = group;
  const now = await databaseNow(tx);
  const expiresAt = new Date(now.getTime() + (input.answerDays ?? ANSWER_DAYS.default) * 86_400_000);
  const plan = await planInvitations(tx, group.id);
  const blocked = plan.filter((planned) => planned.hindrance !== null).length;
  const enterpriseGroupId = await createEnterpriseGroup(tx, {
    organizationId,
    name,
    conversationId,
    sourceGroupId: group.id,
  });
  const id = newId();
  await tx.run(
    `insert into group_upgrade (id, organization_id, source_group_id, enterprise_group_id, state, started_by,
       minimum_members, cooling_off_hours, expires_at, started_at, sequence, blocked, pending)
     values ($1, $2, $3, $4, 'INVITING', $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      organizationId,
      group.id,
      enterpriseGroupId,
      memberId,
      input.minimumMembers ?? MINIMUM_MEMBERS.default,
      input.coolingOffHours ?? COOLING_OFF_HOURS.default,
      expiresAt,
      now,
      1 + plan.length,
      blocked,
      plan.length - blocked,
    ],
  );
  await tx.run(
    `insert into group_upgrade_event (group_upgrade_id, sequence, type, at, to_state)
     values ($1, 1, 'UPGRADE_STARTED', $2, 'INVITING')`,
    [id, now],
  );
  const invitations = plan.map((planned) => ({ id: newId(), ...planned }));
  await insertInvitations(tx, id, invitations, { position: 0, sequence: 1 }, expiresAt, now);
  await context.enqueue(
    DEADLINE_JOB,
    { groupUpgradeId: id },
    { runAt: expiresAt, key: `${DEADLINE_JOB}:${id}` },
  );
  context.record({
    organizationId,
    subject: { type: 'GroupUpgrade', id },
    details: {
      sourceGroupId: group.id,
      invitations: plan.length,
      blocked,
      expiresAt: expiresAt.toISOString(),
    },
  });
  context.signal(upgradeTopic(id));
  return id;
}
