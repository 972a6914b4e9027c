import { enumType } from '#platform/graphql/enums.js';
import type * as ownership from '../domain/ownership.js';
import type * as rounds from '../domain/rounds.js';
import type * as states from '../domain/states.js';

export const PauseReason = enumType<states.PauseReason>({
  name: 'PauseReason',
  description: 'Why an upgrade stands still.',
  values: {
    REQUESTED: 'Somebody who manages upgrades paused it: pauseGroupUpgrade.',
    OWNER_GONE: 'The owner of the source group has left it, or has no activated account any more.',
    OWNER_CHANGED: 'The source group has another owner, or its owner another account.',
    ORGANIZATION_SUSPENDED: 'The organization is suspended, and its clock stops meanwhile.',
    PROGRAMME_PAUSED: 'The programme that it belongs to was paused.',
  },
});

export const Successor = enumType<ownership.Successor>({
  name: 'Successor',
  description: 'Who may take up an upgrade whose owner is not there: takeUpGroupUpgrade.',
  values: {
    NEW_OWNER:
      'The present owner of the source group, by the mobile, and nobody else until they give a mandate. They need no role for it.',
    MANDATE:
      'Administrators and group administrators, for the present owner has given them a mandate; and that owner.',
    ADMINISTRATOR:
      'Any administrator: no owner is known any more, or nobody has an activated account in the organization as the one who is.',
  },
});

export const RevokedReason = enumType<states.RevokedReason>({
  name: 'RevokedReason',
  description: 'Why an invitation was taken back.',
  values: {
    CANCELLED: 'The upgrade was cancelled.',
    REMOVED_BY_ADMIN: 'An administrator removed the person: removeFromUpgrade.',
  },
});

export const AskableState = enumType<rounds.AskableState>({
  name: 'AskableState',
  description: 'The states from which somebody can be asked again: those InvitationStates of the same names.',
  values: {
    DECLINED: 'They said no.',
    EXPIRED: 'The time was over before they answered.',
    WITHDRAWN: 'They took their yes back.',
    REVOKED: 'An administrator removed them.',
  },
});
