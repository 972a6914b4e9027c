import { createEnterpriseGroup } from '#modules/group/public.js';
import { settingsOf } from '#modules/organization/public.js';
import { newId } from '#kernel/ids.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { demandHeld } from '../data/account-locks.js';
import { storeOwner } from '../data/owners.js';
import { insertInvitations, planInvitations } from '../data/plan.js';
import { editionDetails, insertFirstEdition } from '../data/upgrade-notices.js';
import { invitationNews } from '../domain/events.js';
import { upgradeTopic } from '../domain/topics.js';
import { scheduleDeadline } from './deadline.js';
import { filledNotice } from './fill-notice.js';
import type { StartableGroup } from './lock-group-to-start.js';

/** On what terms an upgrade is started. */
export interface Terms {
  readonly answerDays: number;
  readonly coolingOffHours: number;
  readonly minimumMembers: number;
  /** Of the roster; nothing or null: the number alone counts. */
  readonly minimumPercent?: number | null;
  /** The member who starts it. */
  readonly startedBy: string;
  /** The programme that starts it. */
  readonly programmeId?: string;
}

/**
 * Opens an upgrade of a source group, which the caller holds locked and has found free to be upgraded, and asks
 * everybody on its roster. Returns the upgrade's id.
 */
export async function openUpgrade(
  context: EffectContext,
  group: StartableGroup,
  terms: Terms,
): Promise<string> {
  const { tx } = context;
  const { organizationId, name, conversationId } = group;
  const now = await databaseNow(tx);
  const expiresAt = new Date(now.getTime() + terms.answerDays * 86_400_000);
  const plan = await planInvitations(tx, group.id);
  demandHeld(group.held, plan);
  const blocked = plan.filter((planned) => planned.hindrance !== null).length;
  const enterpriseGroupId = await createEnterpriseGroup(tx, {
    organizationId,
    name,
    conversationId,
    sourceGroupId: group.id,
  });
  const { secondAdministrator } = await settingsOf(tx, organizationId);
  const id = newId();
  await tx.run(
    `insert into group_upgrade (id, organization_id, source_group_id, enterprise_group_id, state, started_by,
       minimum_members, cooling_off_hours, expires_at, started_at, sequence, blocked, pending, owner_identity_id,
       minimum_percent, programme_id, second_administrator)
     values ($1, $2, $3, $4, 'INVITING', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      id,
      organizationId,
      group.id,
      enterpriseGroupId,
      terms.startedBy,
      terms.minimumMembers,
      terms.coolingOffHours,
      expiresAt,
      now,
      1 + plan.length,
      blocked,
      plan.length - blocked,
      group.ownerIdentityId,
      terms.minimumPercent ?? null,
      terms.programmeId ?? null,
      secondAdministrator,
    ],
  );
  const notice = await filledNotice(tx, organizationId, name);
  await insertFirstEdition(tx, id, notice, now);
  await tx.run(
    `insert into group_upgrade_event (group_upgrade_id, sequence, type, at, to_state)
     values ($1, 1, 'UPGRADE_STARTED', $2, 'INVITING')`,
    [id, now],
  );
  const invitations = plan.map((planned) => ({ id: newId(), ...planned }));
  await insertInvitations(tx, id, invitations, { position: 0, sequence: 1 }, expiresAt, now);
  await storeOwner(tx, id);
  await scheduleDeadline(context, id, now);
  context.record({
    organizationId,
    subject: { type: 'GroupUpgrade', id },
    details: {
      sourceGroupId: group.id,
      invitations: plan.length,
      blocked,
      expiresAt: expiresAt.toISOString(),
      secondAdministrator,
      ...editionDetails(1, notice),
    },
  });
  await context.emit(invitationNews, {
    organizationId,
    groupUpgradeId: id,
    kind: 'INVITED',
    invitationIds: invitations.map((invitation) => invitation.id),
  });
  context.signal(upgradeTopic(id));
  return id;
}
