import { registerEnumType } from 'type-graphql';
import { askableStates } from '../domain/rounds.js';
import { successors } from '../domain/ownership.js';
import { pauseReasons, revokedReasons } from '../domain/states.js';
import { describe, values } from './upgrade.enums.js';

export const PauseReason = values(pauseReasons);
registerEnumType(PauseReason, {
  name: 'PauseReason',
  description: 'Why an upgrade stands still.',
  valuesConfig: describe({
    REQUESTED: 'Somebody who manages upgrades paused it: pauseGroupUpgrade.',
    OWNER_GONE: 'The owner of the source group has left it, or has no activated account any more.',
    OWNER_CHANGED: 'The source group has another owner, or its owner another account.',
    ORGANIZATION_SUSPENDED: 'The organization is suspended, and its clock stops meanwhile.',
    PROGRAMME_PAUSED: 'The programme that it belongs to was paused.',
  }),
});

export const Successor = values(successors);
registerEnumType(Successor, {
  name: 'Successor',
  description: 'Who may take up an upgrade whose owner is not there: takeUpGroupUpgrade.',
  valuesConfig: describe({
    NEW_OWNER:
      'The present owner of the source group, by the mobile, as an administrator or group administrator.',
    ADMINISTRATOR: 'Any administrator, for no other owner is known.',
  }),
});

export const RevokedReason = values(revokedReasons);
registerEnumType(RevokedReason, {
  name: 'RevokedReason',
  description: 'Why an invitation was taken back.',
  valuesConfig: describe({
    CANCELLED: 'The upgrade was cancelled.',
    REMOVED_BY_ADMIN: 'An administrator removed the person: removeFromUpgrade.',
  }),
});

export const AskableState = values(askableStates);
registerEnumType(AskableState, {
  name: 'AskableState',
  description: 'The states from which somebody can be asked again: those InvitationStates of the same names.',
  valuesConfig: describe({
    DECLINED: 'They said no.',
    EXPIRED: 'The time was over before they answered.',
    WITHDRAWN: 'They took their yes back.',
    REVOKED: 'An administrator removed them.',
  }),
});
