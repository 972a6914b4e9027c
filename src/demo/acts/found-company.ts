import { Member } from '../actors/member.js';
import { signIn } from '../actors/sign-in.js';
import type { Administrator } from '../steps/provision.js';
import { approveRegistration, submitRegistration, watchRegistration } from '../steps/register.js';
import type { World } from '../world.js';

export type Company = {
  readonly admin: Administrator;
  /** The same person as a member of the group. */
  readonly owner: Member;
};

/** The group's owner registers the company, a reviewer approves it, and the owner is its first administrator. */
export async function foundCompany({
  stage,
  input,
  api,
  connect,
  gateway,
  reviewerMobile,
}: World): Promise<Company> {
  const { platformId, name, mobile } = input.owner;
  const role = { platformId, displayName: name, mobile, part: 'ACCEPT', moment: 0 } as const;
  const owner = new Member(role, api, gateway, 1);
  const token = await stage.step(`${name} signs in with a code`, () => owner.signIn());
  const live = connect(token);
  const submitted = await stage.step(
    `${name} registers the company, with its licence`,
    () => submitRegistration(owner.session, input),
    ({ licence }) => licence,
  );
  const watched = watchRegistration(live, submitted.registrationId);
  const decided = stage.step(
    'a reviewer signs in, finds it and approves',
    async () => {
      const reviewer = api.from('10.1.0.1');
      await approveRegistration(reviewer.as(await signIn(reviewer, gateway, reviewerMobile)), submitted);
      return watched;
    },
    ({ states, organization }) => `${organization.shortName} (${states.join(' → ')})`,
  );
  const [{ organization }] = await Promise.all([watched, decided]);
  return { admin: { api: owner.session, live, organizationId: organization.id }, owner };
}
