import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { lockPlaces } from '../data/admissions.js';
import { enterpriseGroupById } from '../data/enterprise-groups.js';
import { insertAsked } from '../data/outsiders.js';

/**
 * Asks to be admitted to a group after its cut-over. Whoever has said no lifts it so, themselves and alone; whether they
 * are let in is an administrator's to say. To ask once more changes nothing.
 */
export const requestAdmission = command<
  { enterpriseGroupId: string },
  { enterpriseGroupId: string; askedAt: string }
>({
  name: 'requestAdmission',
  action: 'admission.request',
  async run(context, { enterpriseGroupId }) {
    const { tx } = context;
    const { organizationId } = orNotFound(await enterpriseGroupById(tx, enterpriseGroupId));
    await context.authorize({ organizationId });
    const personId = context.personId();
    const { state, isMember } = orNotFound(await lockPlaces(tx, enterpriseGroupId, personId));
    if (state !== 'ACTIVE') return err([refuse('ILLEGAL_STATE', 'enterpriseGroupId', { state })]);
    if (isMember) return err([refuse('ALREADY_GROUP_MEMBER', 'enterpriseGroupId')]);
    const { askedAt, declined } = await insertAsked(tx, enterpriseGroupId, personId);
    context.record({
      organizationId,
      subject: { type: 'EnterpriseGroup', id: enterpriseGroupId },
      details: { personId, liftsNo: declined },
    });
    return ok({ enterpriseGroupId, askedAt: askedAt.toISOString() });
  },
});
