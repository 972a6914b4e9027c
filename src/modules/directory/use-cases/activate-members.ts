import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { accountsChanged } from '../domain/events.js';

/**
 * Activates every account that waits for this mobile, in all organizations. Done twice, it changes nothing. The
 * accounts are locked in the order of their ids, as everybody locks them.
 */
export async function activateMembers(
  context: EffectContext,
  person: { personId: string; mobile: string },
): Promise<void> {
  const { personId, mobile } = person;
  const { tx } = context;
  await tx.run(
    `select 1 from member where mobile = $1 and status = 'NOT_ACTIVATED' order by id for no key update`,
    [mobile],
  );
  const activated = await tx.rows<{ memberId: string; organizationId: string }>(
    `update member set status = 'ACTIVATED', person_id = $1, activated_at = $3, version = version + 1
     where mobile = $2 and status = 'NOT_ACTIVATED'
     returning id as "memberId", organization_id as "organizationId"`,
    [personId, mobile, await databaseNow(tx)],
  );
  if (activated.length === 0) return;
  for (const { memberId, organizationId } of activated) {
    const subject = { type: 'Member', id: memberId };
    context.record({ organizationId, actorId: personId, subject, details: { status: 'ACTIVATED' } });
  }
  await context.emit(accountsChanged, { accounts: activated.map((account) => ({ ...account, mobile })) });
}
