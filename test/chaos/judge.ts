import type { Dashboard, History, Sitting, UpgradeFacts, Watcher } from './history.js';

/** How long who has lost a right may still be shown what happens: what the README promises. */
export const RIGHTS_MS = 3_000;
/** By how much the clocks of a client and of the database may seem to differ: calls take their time. */
const CLOCK_MS = 2_000;
/** What the clocks of a client and of the database may differ by on one machine. */
const MOMENT_MS = 5;
/** How many problems of a kind are told in full. */
const TOLD = 5;

export interface Finding {
  readonly claim: string;
  /** Empty where it holds. */
  readonly problems: readonly string[];
}

/** Holds a whole history against what is promised. Everything holds only if no finding has a problem. */
export function judge(history: History): readonly Finding[] {
  return CLAIMS.map(([claim, problemsIn]) => ({ claim, problems: shortened(problemsIn(history)) }));
}

type Problems = (history: History) => string[];

const CLAIMS: readonly (readonly [claim: string, Problems])[] = [
  ['no acknowledged answer is lost, none counts twice', answers],
  ['every answer is done in the end, or refused with a reason to', outcomes],
  ['who is refused for now is told when to come back', overload],
  ['tokens count until their end, by the right time', tokens],
  ['every log is whole', logs],
  ['while the company is suspended nobody answers', suspended],
  ['every watcher has every event, once and in order', watchers],
  ['dashboards never go back, and end on the exact numbers', dashboards],
  ['the final numbers are what people have said', numbers],
  ['nobody is shown what happens after their right has ended', rights],
  ['no job is done twice, none is left undone', jobs],
  ['no process has died that was not killed', processes],
  ['every node is back after every fault', recoveries],
];

function answers({ answers: calls, facts }: History): string[] {
  const found = Map.groupBy(facts.receipts, ({ key }) => key);
  const problems = calls.flatMap(({ key, word, outcome, invitationId }) => {
    const receipts = found.get(key) ?? [];
    const wanted = outcome === 'done' ? 1 : 0;
    if (receipts.length > 1) return [`${key} has ${receipts.length} receipts`];
    if (outcome === 'untold') return [];
    if (receipts.length !== wanted) return [`${key} was told ${outcome} and has ${receipts.length} receipts`];
    const [receipt] = receipts;
    return receipt && (receipt.word !== word || receipt.invitationId !== invitationId)
      ? [`${key} said ${word} and has a receipt for ${receipt.word}`]
      : [];
  });
  const known = new Set(calls.map(({ key }) => key));
  const strange = facts.receipts.filter(({ key }) => !known.has(key));
  return [...problems, ...strange.map(({ key }) => `nobody gave the answer of receipt ${key}`)];
}

function outcomes({ answers: calls, refusals }: History): string[] {
  return [
    ...calls
      .filter(({ outcome }) => outcome !== 'done')
      .map(({ key, outcome, tries }) => `${key} ended as ${outcome} after ${tries} tries`),
    ...refusals.filter(({ code }) => !FOR_NOW.has(code)).map(({ code }) => `a client was told ${code}`),
  ];
}

/** What was not refused and should have been: a call with a token that had run out. */
export const NOT_REFUSED = 'NOT_REFUSED';
/** What may be told to a client who did nothing wrong, and what is judged elsewhere. */
const FOR_NOW = new Set(['SERVICE_UNAVAILABLE', 'OVERLOADED', 'UNAUTHENTICATED', NOT_REFUSED]);

function overload({ refusals }: History): string[] {
  return refusals
    .filter(({ code }) => code === 'OVERLOADED' || code === 'SERVICE_UNAVAILABLE')
    .flatMap(({ code, retryAfter, keptAwayMs }) => {
      if (retryAfter === undefined || retryAfter < 1) return [`${code} came without a time`];
      if (code !== 'OVERLOADED' || keptAwayMs === undefined) return [];
      return keptAwayMs < retryAfter * 1_000 ? [`a client came back after ${keptAwayMs} ms`] : [];
    });
}

function tokens({ refusals }: History): string[] {
  return refusals.flatMap(({ code, tokenUntil, at }) => {
    if (code === NOT_REFUSED) return [`a token was taken ${at - tokenUntil} ms after its end`];
    return code === 'UNAUTHENTICATED' && at < tokenUntil - CLOCK_MS
      ? [`a token was refused ${tokenUntil - at} ms before its end`]
      : [];
  });
}

function suspended({ facts: { receipts }, suspensions }: History): string[] {
  return receipts
    .filter(({ at }) => suspensions.some(({ from, until }) => at > from + MOMENT_MS && at < until))
    .map(({ key }) => `${key} was answered while it was`);
}

function logs({ facts }: History): string[] {
  return facts.upgrades.flatMap(({ id, log, numbers: { sequence } }) => {
    const gap = log.findIndex((each, place) => each !== place + 1);
    if (gap >= 0) return [`${id} has ${log[gap]} where ${gap + 1} belongs`];
    return log.length === sequence ? [] : [`${id} counts ${sequence} events and has ${log.length}`];
  });
}

function watchers({ watchers: all, facts }: History): string[] {
  return all.flatMap((watcher) => {
    const seen = watcher.sittings.flatMap(({ events }) => events.map(({ sequence }) => sequence));
    const last = upgradeOf(facts.upgrades, watcher).numbers.sequence;
    const wrong = seen.findIndex((sequence, place) => sequence !== place + 1);
    if (wrong >= 0) return [`${watcher.name} was shown ${seen[wrong]} where ${wrong + 1} was next`];
    if (seen.length !== last) return [`${watcher.name} has ${seen.length} of ${last} events`];
    return watcher.complete ? [] : [`${watcher.name} was not told that there is no more`];
  });
}

function dashboards({ dashboards: all, facts }: History): string[] {
  return all.flatMap((dashboard) => {
    const { name, states, complete } = dashboard;
    const back = states.findIndex(({ sequence }, place) => sequence < (states[place - 1]?.sequence ?? 0));
    if (back >= 0) return [`${name} went back to ${states[back]?.sequence}`];
    const [last, wanted] = [states.at(-1), upgradeOf(facts.upgrades, dashboard).numbers];
    const exact =
      last?.sequence === wanted.sequence &&
      last.state === wanted.state &&
      last.included === wanted.included &&
      last.excluded === wanted.excluded;
    if (!exact) return [`${name} ended on ${JSON.stringify(last)} in place of ${JSON.stringify(wanted)}`];
    return complete ? [] : [`${name} was not told that there is no more`];
  });
}

function numbers({ answers: calls, facts }: History): string[] {
  const said = new Map<string, string>();
  for (const { outcome, invitationId, word } of calls.toSorted((one, other) => one.at - other.at)) {
    if (outcome === 'done') said.set(invitationId, word);
  }
  return facts.upgrades.flatMap(({ id, numbers: { included, excluded }, invitations }) => {
    const asked = Object.keys(invitations);
    const yes = asked.filter((invitation) => said.get(invitation) === 'ACCEPTED');
    const out = yes.filter((invitation) => invitations[invitation] !== 'INCLUDED');
    if (out.length > 0) return [`${id} left out ${out.length} who said yes, ${out[0]} for one`];
    return included === yes.length && excluded === asked.length - yes.length
      ? []
      : [`${id} counts ${included} in and ${excluded} out; ${yes.length} of ${asked.length} said yes`];
  });
}

function rights({ watchers: all }: History): string[] {
  return all.flatMap(({ name, sittings, losses }) => [
    ...sittings.flatMap((sitting) => afterItsEnd(name, sitting)),
    ...sittings.flatMap(({ events }) =>
      events
        .filter(({ at, seenAt }) =>
          losses.some(({ from, until }) => at > from + RIGHTS_MS && at < until && seenAt < until),
        )
        .map(({ sequence }) => `${name} was shown ${sequence} while the right was taken away`),
    ),
  ]);
}

function afterItsEnd(name: string, { rightUntil, events }: Sitting): string[] {
  return events
    .filter(({ at }) => at > rightUntil + RIGHTS_MS)
    .map(({ sequence, at }) => `${name} was shown ${sequence} ${at - rightUntil} ms after the token's end`);
}

function jobs({ facts: { jobs: found }, told }: History): string[] {
  const strange = told.filter(({ deliveryId }) => deliveryId === '').length;
  return [
    ...found.twice.map((what) => `done twice: ${what}`),
    ...found.missing.map((what) => `not done: ${what}`),
    ...found.failed.map((what) => `given up: ${what}`),
    ...(strange > 0 ? [`${strange} messages came without an id`] : []),
  ];
}

function processes({ exits }: History): string[] {
  return exits.flatMap(({ node, ended, status, lastWords }) => {
    if (ended === undefined) return [`${node} ended by itself with ${status}: ${lastWords}`];
    return ended === 'stopped' && status !== 0
      ? [`${node} was to stop and ended with ${status}: ${lastWords}`]
      : [];
  });
}

function recoveries({ faults }: History): string[] {
  return faults
    .filter(({ recoveredMs }) => recoveredMs === undefined)
    .map(({ kind, what }) => `not after this: ${kind}, ${what}`);
}

function upgradeOf(
  upgrades: readonly UpgradeFacts[],
  { upgradeId }: Pick<Watcher | Dashboard, 'upgradeId'>,
): UpgradeFacts {
  const found = upgrades.find(({ id }) => id === upgradeId);
  if (!found) throw new Error(`the database has no upgrade ${upgradeId}`);
  return found;
}

function shortened(problems: readonly string[]): string[] {
  const more = problems.length - TOLD;
  return more > 0 ? [...problems.slice(0, TOLD), `and ${more} more of the kind`] : [...problems];
}
