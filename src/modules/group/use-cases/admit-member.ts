import { holdAccount } from '#modules/directory/public.js';
import { command } from '#modules/identity/public.js';
import { capacityOf, settingsOf, takesMobile } from '#modules/organization/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { insertLateComer, lockPlaces, type Places } from '../data/admissions.js';
import { enterpriseGroupById } from '../data/enterprise-groups.js';
import { memberAdmitted } from '../domain/events.js';
import { GROUP_MEMBERS_MAX } from '../domain/limits.js';

/**
 * Admits the person of an account to a group after its cut-over, also whoever was left out at it; but nobody whose last
 * word was a no, until they ask for it themselves: that no was theirs, and the text had promised it. What they see of the
 * history is decided now and stays so: all of it only if the group's members agreed to that, and the organization's
 * setting of this moment says no less. A group that is not ACTIVE is refused before anything of it is locked, so that
 * this never waits for a cut-over, which locks the other way round.
 */
export const admitMember = command<
  { enterpriseGroupId: string; memberId: string },
  { enterpriseGroupId: string; placeId: string }
>({
  name: 'admitMember',
  action: 'group.admit',
  async run(context, { enterpriseGroupId, memberId }) {
    const { tx } = context;
    const { organizationId, state, terms } = orNotFound(await enterpriseGroupById(tx, enterpriseGroupId));
    await context.authorize({ organizationId });
    const account = orNotFound(await holdAccount(tx, organizationId, memberId));
    if (state !== 'ACTIVE') return err([refuse('ILLEGAL_STATE', 'enterpriseGroupId', { state })]);
    const { status, personId, mobile } = account;
    if (status !== 'ACTIVATED' || personId === null) return err([refuse('ACCOUNT_NOT_ACTIVE', 'memberId')]);
    if (!(await takesMobile(tx, organizationId, mobile)))
      return err([refuse('REGION_NOT_TAKEN', 'memberId')]);
    const places = orNotFound(await lockPlaces(tx, enterpriseGroupId, personId));
    const { limit } = await capacityOf(tx, organizationId);
    const refused = placeRefusal(places, Math.min(limit, GROUP_MEMBERS_MAX));
    if (refused) return err([refused]);
    const { lateHistory: wanted } = await settingsOf(tx, organizationId);
    const seesAll = terms?.lateHistory === 'FROM_BEGINNING' && wanted === 'FROM_BEGINNING';
    const placeId = await insertLateComer(tx, enterpriseGroupId, { personId, memberId, seesAll });
    context.record({
      organizationId,
      subject: { type: 'EnterpriseGroup', id: enterpriseGroupId },
      details: { memberId, personId, lateHistory: seesAll ? 'FROM_BEGINNING' : 'FROM_ADMISSION' },
    });
    await context.emit(memberAdmitted, { organizationId, enterpriseGroupId, memberId, seesAll });
    return ok({ enterpriseGroupId, placeId });
  },
});

function placeRefusal({ state, taken, isMember, staysOut }: Places, max: number): Refusal | undefined {
  if (state !== 'ACTIVE') return refuse('ILLEGAL_STATE', 'enterpriseGroupId', { state });
  if (isMember) return refuse('ALREADY_GROUP_MEMBER', 'memberId');
  if (staysOut) return refuse('DECLINED_TO_JOIN', 'memberId');
  return taken >= max ? refuse('GROUP_FULL', [], { max }) : undefined;
}
