import { memberOf } from '#modules/directory/public.js';
import { command } from '#modules/identity/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { canTurn } from '#kernel/transitions.js';
import { databaseNow } from '#platform/db/clock.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { decideMandate, presentMandates } from '../data/mandates.js';
import { lockSourceGroup, sourceGroupById } from '../data/source-groups.js';
import { mandateDecided } from '../domain/events.js';
import { mandateTransitions } from '../domain/mandate.js';
import { ownerUnknown } from '../domain/owner-unknown.js';

type Outcome = { sourceGroupId: string };

/** The owner's word, given under the group's lock, under which starts and cut-overs ask for it. */
async function decide(
  context: CommandContext,
  sourceGroupId: string,
  state: 'GRANTED' | 'REVOKED',
): Promise<Result<Outcome, Refusal[]>> {
  const { tx } = context;
  const { organizationId } = orNotFound(await sourceGroupById(tx, sourceGroupId));
  await context.authorize({ organizationId });
  const group = orNotFound(await lockSourceGroup(tx, sourceGroupId));
  const { ownerIdentityId, ownerMobile } = group;
  if (group.state === 'CEASED') return err([refuse('SOURCE_GROUP_CEASED', 'sourceGroupId')]);
  const personId = context.personId();
  const { memberId, mobile } = orNotFound(await memberOf(tx, personId, organizationId));
  if (ownerIdentityId === null) return err([refuse('GROUP_HAS_NO_OWNER', 'sourceGroupId')]);
  if (ownerMobile !== mobile) return err([refuse(ownerUnknown(group) ?? 'NOT_GROUP_OWNER', 'sourceGroupId')]);
  const before = (await presentMandates(tx, [sourceGroupId])).get(sourceGroupId)?.state;
  if (before === undefined ? state === 'REVOKED' : !canTurn(mandateTransitions, before, state))
    return err([refuse('ILLEGAL_STATE', 'sourceGroupId', { state: before ?? 'NONE' })]);
  const now = await databaseNow(tx);
  await decideMandate(tx, { sourceGroupId, ownerIdentityId, state, personId, memberId, now });
  context.record({
    organizationId,
    subject: { type: 'SourceGroup', id: sourceGroupId },
    details: { from: before ?? null, to: state },
  });
  await context.emit(mandateDecided, { organizationId, sourceGroupId, isGranted: state === 'GRANTED' });
  return ok({ sourceGroupId });
}

/** Lets the organization's administrators start the group's upgrade and cut it over; asked for or not. */
export const grantUpgradeMandate = command<{ sourceGroupId: string }, Outcome>({
  name: 'grantUpgradeMandate',
  action: 'mandate.decide',
  run: (context, { sourceGroupId }) => decide(context, sourceGroupId, 'GRANTED'),
});

/** Takes the mandate back, or says no to being asked for it. What was started goes on; the owner alone can cut it over. */
export const revokeUpgradeMandate = command<{ sourceGroupId: string }, Outcome>({
  name: 'revokeUpgradeMandate',
  action: 'mandate.decide',
  run: (context, { sourceGroupId }) => decide(context, sourceGroupId, 'REVOKED'),
});
