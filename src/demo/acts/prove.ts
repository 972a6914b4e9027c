import type { Checks } from '../checks.js';
import type { Part } from '../cast.js';
import { compareHistory, enterpriseProof, refusalOfHistory } from '../steps/history.js';
import { countOutcomes, type Outcome, OUTCOME_OF, readOutcomes, showOutcomes } from '../steps/outcomes.js';
import type { Report } from '../report.js';
import type { World } from '../world.js';
import type { Company } from './found-company.js';
import type { Crew } from './prepare.js';
import type { Imported } from './provision.js';
import type { Upgraded } from './upgrade.js';

export type Told = Pick<Report, 'roster' | 'included' | 'excluded' | 'messages' | 'events'>;

/** What has become of the group, read through the API and compared with what must have. */
export async function prove(
  world: World,
  company: Company,
  crew: Crew,
  imported: Imported,
  upgraded: Upgraded,
  checks: Checks,
): Promise<Told> {
  const { members, ...messages } = await proveHistory(world, crew, imported, upgraded, checks);
  const outcomes = await world.stage.step(
    'reads the outcome of every invitation',
    () => readOutcomes(company.admin.api, upgraded.started.id),
    ({ length }) => String(length),
  );
  showOutcomes(world.stage, outcomes);
  proveOutcomes(world, crew, upgraded, outcomes, checks);
  proveEvents(crew, upgraded, checks);
  checks.equal(
    'the new group has those as members who were included',
    members,
    peopleIncluded(world, outcomes),
  );
  const { INCLUDED: included = 0, ...excluded } = Object.fromEntries(countOutcomes(outcomes));
  const { received, gaps } = upgraded.tally;
  return {
    roster: world.input.head.memberIds.length,
    included,
    excluded,
    messages,
    events: { received, gaps },
  };
}

async function proveHistory(
  { stage, input }: World,
  { members }: Crew,
  { proof }: Imported,
  { started, succeeded }: Upgraded,
  checks: Checks,
): Promise<Told['messages'] & { readonly members: number }> {
  const played = (...parts: Part[]) => members.find(({ role }) => parts.includes(role.part));
  // The first one is the owner, who has accepted too; somebody else shows more.
  const reader = members.slice(1).find(({ role }) => role.part === 'ACCEPT') ?? members[0];
  if (!reader) throw new Error('nobody is there to read the history');
  const { read, difference } = await stage.step(
    `${reader.role.displayName}, who accepted, reads the history`,
    (tell) => compareHistory(reader.session, started.enterpriseGroupId, input.chatLab, tell),
    (compared) => `${compared.read} messages`,
  );
  const after = await stage.step(
    'the proof of the new group',
    () => enterpriseProof(reader.session, started.enterpriseGroupId),
    ({ messageCount, digest }) => `${messageCount} messages, ${digest.slice(0, 16)}…`,
  );
  const stranger = played('DECLINE', 'DECLINE_WITH_REASON');
  if (stranger) {
    const codes = await stage.step(
      `${stranger.role.displayName}, who declined, tries to read it`,
      () => refusalOfHistory(stranger.session, started.enterpriseGroupId),
      (refusal) => refusal.join(', ') || 'and can',
    );
    checks.equal('who declined is refused the history', codes, ['FORBIDDEN']);
  }
  const proofEqual = proof.messageCount === after.messageCount && proof.digest === after.digest;
  checks.add('the source group has ceased, and the new group is its successor', succeeded);
  checks.add(
    'the proof of the history is the same before and after',
    proofEqual,
    `${proof.digest} and ${after.digest}`,
  );
  checks.equal('as many messages were read as the source group had', read, proof.messageCount);
  checks.add(
    'every message came back in order, as it stands in the file',
    difference === undefined,
    difference,
  );
  return { source: proof.messageCount, group: read, proofEqual, members: after.members };
}

function proveOutcomes(
  { input }: World,
  { members, preflight }: Crew,
  { summary }: Upgraded,
  outcomes: readonly Outcome[],
  checks: Checks,
): void {
  const { memberIds } = input.head;
  const ids = outcomes.map(({ platformId }) => platformId);
  checks.equal(
    `each of the ${memberIds.length} roster entries has one outcome`,
    ids.toSorted(),
    memberIds.toSorted(),
  );
  const { INCLUDED: included = 0, ...excluded } = Object.fromEntries(countOutcomes(outcomes));
  const excludedSum = Object.values(excluded).reduce((sum, count) => sum + count, 0);
  checks.equal(
    `${included} included and ${excludedSum} excluded are the whole roster`,
    included + excludedSum,
    memberIds.length,
  );
  checks.equal(
    'the cut-over did what its summary said',
    [included, excludedSum],
    [summary.joining, summary.staying],
  );

  const expected = new Map(
    preflight.entries.map(({ platformId, blockedReason }) => [platformId, blockedReason ?? 'EXPIRED']),
  );
  const played = new Map(members.map(({ role }) => [role.platformId, OUTCOME_OF[role.part]]));
  const wrong = outcomes.filter(
    ({ platformId, outcome }) => outcome !== (played.get(platformId) ?? expected.get(platformId)),
  );
  checks.equal("everybody's outcome follows from what they did", wrong, []);
}

/** One person may stand on the roster with two accounts. */
function peopleIncluded({ input }: World, outcomes: readonly Outcome[]): number {
  const included = outcomes.filter(({ outcome }) => outcome === 'INCLUDED');
  return new Set(included.map(({ platformId }) => input.mobileOf.get(platformId))).size;
}

function proveEvents({ members }: Crew, { progress, tally, started }: Upgraded, checks: Checks): void {
  const { included, excluded, total } = progress;
  const late = members.filter(({ role }) => role.part === 'LATE').length;
  checks.equal('no event is missing and none came twice', [tally.gaps, tally.repeats], [0, 0]);
  checks.equal('the last event is the end of the upgrade', tally.lastType, 'UPGRADE_COMPLETED');
  checks.add('events went on after the connection was cut', (tally.afterCut ?? 0) > 0);
  checks.equal(`${late} accounts were activated late, and their invitations opened`, tally.unblocked, late);
  checks.equal(
    'the last progress is what the events add up to',
    [included, excluded, included + excluded],
    [tally.inState('INCLUDED'), tally.inState('EXCLUDED'), total],
  );
  checks.equal('the progress counts everybody who was asked', total, started.total);
}
