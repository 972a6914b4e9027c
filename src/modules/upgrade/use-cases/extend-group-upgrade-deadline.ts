import { command } from '#modules/identity/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { putOffEnd, setDeadlines } from '../data/deadlines.js';
import { appendEvents } from '../data/event-log.js';
import { lockInvitationsById, lockInvitationsIn } from '../data/invitation-rows.js';
import { withoutAnswer } from '../data/other-entries.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { invitationNews } from '../domain/events.js';
import { endRefusal, extensionRefusal, presentEndRefusal } from '../domain/extension.js';
import { stateRefusal } from '../domain/state-refusal.js';
import { upgradeTopic } from '../domain/topics.js';
import { lockedUpgrade } from './access.js';
import { chosenRefusal } from './chosen.js';
import { scheduleDeadline } from './deadline.js';

interface Extension {
  readonly groupUpgradeId: string;
  readonly expiresAt: Date;
  readonly invitationIds?: readonly string[] | null;
}

/** Gives more time to answer: to the whole upgrade and all who have not answered, or to some of them. */
export const extendGroupUpgradeDeadline = command<Extension, { groupUpgradeId: string }>({
  name: 'extendGroupUpgradeDeadline',
  action: 'upgrade.manage',
  async run(context, { groupUpgradeId, expiresAt, invitationIds }) {
    const upgrade = await lockedUpgrade(context, groupUpgradeId);
    const now = await databaseNow(context.tx);
    const refusal =
      stateRefusal(upgrade.state, ['INVITING'], 'stopCoolingOff') ??
      endRefusal(expiresAt, now) ??
      (invitationIds ? chosenRefusal(invitationIds) : undefined);
    if (refusal) return err([refusal]);
    const extended = invitationIds
      ? await extendSome(context, upgrade, invitationIds, expiresAt, now)
      : await extendAll(context, upgrade, expiresAt, now);
    if (!extended.ok) return extended;
    await scheduleDeadline(context, upgrade.id, now);
    context.record({
      organizationId: upgrade.organizationId,
      subject: { type: 'GroupUpgrade', id: upgrade.id },
      details: {
        expiresAt: expiresAt.toISOString(),
        extended: extended.value.length,
        whole: !invitationIds,
      },
    });
    await context.emit(invitationNews, {
      organizationId: upgrade.organizationId,
      groupUpgradeId: upgrade.id,
      kind: 'EXTENDED',
      invitationIds: await withoutAnswer(context.tx, extended.value),
    });
    context.signal(upgradeTopic(upgrade.id));
    return ok({ groupUpgradeId });
  },
});

type Extended = Result<readonly string[], Refusal[]>;

/** The whole upgrade. Who has been given longer before keeps it; who has lapsed by now has lapsed. */
async function extendAll(
  { tx }: CommandContext,
  upgrade: UpgradeRow,
  expiresAt: Date,
  now: Date,
): Promise<Extended> {
  const refusal = presentEndRefusal(upgrade.expiresAt, expiresAt, now);
  if (refusal) return err([refusal]);
  const open = await lockInvitationsIn(tx, upgrade.id, ['BLOCKED', 'PENDING']);
  const ids = open
    .filter((invitation) => extensionRefusal(invitation, expiresAt, now) === undefined)
    .map(({ id }) => id);
  await putOffEnd(tx, upgrade.id, expiresAt);
  await setDeadlines(
    tx,
    ids.map((invitationId) => ({ invitationId, expiresAt })),
    now,
  );
  await appendEvents(tx, upgrade.id, [{ type: 'DEADLINE_EXTENDED', reason: expiresAt.toISOString() }], now);
  return ok(ids);
}

/** Some of those who are asked, all of them or nobody. */
async function extendSome(
  { tx }: CommandContext,
  upgrade: UpgradeRow,
  invitationIds: readonly string[],
  expiresAt: Date,
  now: Date,
): Promise<Extended> {
  const found = new Map(
    (await lockInvitationsById(tx, upgrade.id, invitationIds)).map((invitation) => [
      invitation.id,
      invitation,
    ]),
  );
  const refusals = invitationIds.flatMap((id, index) => {
    const invitation = found.get(id);
    const refusal = invitation ? extensionRefusal(invitation, expiresAt, now) : refuse('INVITATION_UNKNOWN');
    return refusal ? [{ ...refusal, field: ['invitationIds', String(index)] }] : [];
  });
  if (refusals.length > 0) return err(refusals);
  await setDeadlines(
    tx,
    invitationIds.map((invitationId) => ({ invitationId, expiresAt })),
    now,
  );
  await appendEvents(
    tx,
    upgrade.id,
    invitationIds.map((invitationId) => ({
      type: 'DEADLINE_EXTENDED',
      invitationId,
      reason: expiresAt.toISOString(),
    })),
    now,
  );
  return ok(invitationIds);
}
