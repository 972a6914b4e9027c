import { groupWorld, type GroupWorld } from './group-world.js';
import { mobileOf, officer, questionTo } from './life.js';
import { decide } from './organizations.js';
import type { TestServer } from './server.js';
import { accept, answer, invitationOf, mutate, provedSummary, start } from './upgrades.js';

export interface WholeLife extends GroupWorld {
  readonly upgradeId: string;
}

/**
 * An upgrade with everything that can happen on its way: answers that are changed, a pause, another text, somebody who
 * is removed, a second round, and a cut-over that a second administrator confirms. The owner, p1 and p2 join.
 */
export async function wholeLife(server: TestServer): Promise<WholeLife> {
  const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED', 'ACTIVATED', 'NO_ACCOUNT']);
  const { admin, organizationId } = world;
  await decide(world, { secondAdministrator: true });
  const second = await officer(server, world, 'p4');
  const upgradeId = await start(world);
  const done = async (name: string, input: Record<string, unknown>): Promise<void> => {
    const { userErrors } = await mutate(admin, name, { groupUpgradeId: upgradeId, ...input });
    if (userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(userErrors)}`);
  };
  const says = (who: string, how: Parameters<typeof answer>[2]): Promise<unknown> =>
    answer(server, mobileOf(world, who), how);
  await says('p1', 'acceptInvitation');
  await says('p1', 'withdrawAcceptance');
  const p1 = await server.signIn(mobileOf(world, 'p1'));
  const { id } = await invitationOf(p1);
  await mutate(p1, 'declineInvitation', { invitationId: id, reason: 'I had to think' });
  await accept(p1, id);
  await says('p2', 'declineInvitation');
  await says('p3', 'acceptInvitation');
  await done('pauseGroupUpgrade', {});
  await done('resumeGroupUpgrade', {});
  const published = await mutate(admin, 'publishNotice', {
    organizationId,
    textEn: 'May {group} move to {organization}? Messages: {retention}. {visibility} {finality}',
    textZh: '请问是否同意将{group}升级至{organization}？消息保存期限：{retention}。{visibility}{finality}',
    expectedVersion: 0,
  });
  if (published.userErrors.length > 0) throw new Error(JSON.stringify(published));
  await done('adoptNotice', {});
  await accept(p1, id);
  await done('removeFromUpgrade', { invitationIds: [(await questionTo(admin, upgradeId, 'p3')).id] });
  await done('reinviteMembers', { states: ['DECLINED'] });
  await says('p2', 'acceptInvitation');
  await accept(admin, (await questionTo(admin, upgradeId, 'owner')).id);
  await done('closeGroupUpgrade', {});
  const { token } = await provedSummary(admin, upgradeId);
  const proposed = await mutate<{ proposal: { id: string } | null }>(
    admin,
    'cutOverGroupUpgrade',
    { groupUpgradeId: upgradeId, summaryToken: token },
    'proposal { id }',
  );
  const confirmed = await mutate(second, 'confirmCutOver', {
    groupUpgradeId: upgradeId,
    proposalId: proposed.proposal?.id,
  });
  if (confirmed.userErrors.length > 0) throw new Error(JSON.stringify([proposed, confirmed]));
  return { ...world, upgradeId };
}
