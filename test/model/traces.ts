import type { Command, Kind } from './commands.js';
import type { SeenEvent } from './consent-model.js';

type Trace = string;

/** What a command that was done leaves in the log: once for sure, or if there was anything for it to do. */
interface Left {
  readonly sure?: Trace;
  readonly perhaps?: readonly Trace[];
}

const LEFT: Partial<Record<Kind, Left>> = {
  close: { sure: 'COOLING_OFF_STARTED CLOSED' },
  stop: { sure: 'COOLING_OFF_STOPPED' },
  reinvite: { sure: 'ROUND_STARTED', perhaps: ['COOLING_OFF_STOPPED'] },
  pause: { sure: 'UPGRADE_PAUSED REQUESTED' },
  suspend: { perhaps: ['UPGRADE_PAUSED ORGANIZATION_SUSPENDED'] },
  pauseProgramme: { perhaps: ['UPGRADE_PAUSED PROGRAMME_PAUSED'] },
  resume: { sure: 'UPGRADE_RESUMED' },
  takeUp: { perhaps: ['UPGRADE_RESUMED', 'UPGRADE_PAUSED PROGRAMME_PAUSED'] },
  reinstate: { perhaps: ['UPGRADE_RESUMED'] },
  resumeProgramme: { perhaps: ['UPGRADE_RESUMED'] },
  leaveProgramme: { perhaps: ['UPGRADE_RESUMED'] },
  cancel: { sure: 'UPGRADE_CANCELLED' },
  cancelProgramme: { perhaps: ['UPGRADE_CANCELLED'] },
  adopt: { sure: 'NOTICE_CHANGED' },
  extend: { sure: 'DEADLINE_EXTENDED' },
  extendOne: { sure: 'DEADLINE_EXTENDED for one' },
  remove: { sure: 'REMOVED_BY_ADMIN' },
  remind: { perhaps: ['MEMBERS_REMINDED'] },
  remindOne: { perhaps: ['MEMBERS_REMINDED'] },
  cutOver: { sure: 'UPGRADE_COMPLETED' },
  confirm: { sure: 'UPGRADE_COMPLETED' },
};

function leftBy({ kind }: Command, secondAdministrator: boolean): Left {
  if (kind === 'cutOver' && secondAdministrator) return { sure: 'CUT_OVER_PROPOSED' };
  return LEFT[kind] ?? {};
}

/** What an entry of the log is the trace of; undefined for what nobody commands. */
function traceOf({ type, toState, reason, invitationId }: SeenEvent): Trace | undefined {
  switch (type) {
    case 'INVITATION_CHANGED':
      return toState === 'REVOKED' && reason === 'REMOVED_BY_ADMIN' ? 'REMOVED_BY_ADMIN' : undefined;
    case 'COOLING_OFF_STARTED':
      return reason === 'CLOSED' ? 'COOLING_OFF_STARTED CLOSED' : undefined;
    case 'UPGRADE_PAUSED':
      return reason === 'OWNER_GONE' || reason === 'OWNER_CHANGED' ? undefined : `${type} ${reason}`;
    case 'DEADLINE_EXTENDED':
      return invitationId === null ? type : `${type} for one`;
    case 'UPGRADE_STARTED':
    case 'INVITATION_CREATED':
    case 'EXPIRY_WARNED':
    case 'HISTORY_PROVED':
      return undefined;
    default:
      return type;
  }
}

/**
 * What is wrong between the commands that were acknowledged and the log that they have left: each has its trace there,
 * once, and there is no trace of what nobody did.
 */
export function unmatchedTraces(
  acknowledged: readonly Command[],
  events: readonly SeenEvent[],
  secondAdministrator: boolean,
): string[] {
  const left = acknowledged.map((command) => leftBy(command, secondAdministrator));
  const seen = events.map(traceOf).filter((trace) => trace !== undefined);
  const names = new Set([...seen, ...left.flatMap(({ sure }) => sure ?? [])]);
  return [...names].flatMap((name) => {
    const found = seen.filter((trace) => trace === name).length;
    const least = left.filter(({ sure }) => sure === name).length;
    const most = least + left.filter(({ perhaps }) => perhaps?.includes(name)).length;
    return found < least || found > most ? [`${name}: ${found} times, not ${least} to ${most}`] : [];
  });
}
