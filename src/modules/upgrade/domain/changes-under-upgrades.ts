import type { Successor } from './ownership.js';
import type { ChangeUnderUpgrade, UpgradeStanding } from './what-can-change.js';

/** By what it is when it happens: what it is at once, who may take it up then, and why. */
type UpgradeRules = Partial<
  Record<UpgradeStanding, readonly [becomes: UpgradeStanding, takenUpBy: Successor | null, because: string]>
>;

/**
 * What becomes of an upgrade when its owner or its organization changes underneath it. The owner's word began it and
 * the owner's word ends it, so it stands still while there is no owner to give it; no invitation is touched.
 */
export const underUpgrades: Readonly<Record<ChangeUnderUpgrade, UpgradeRules>> = {
  OWNER_DISABLED: {
    INVITING: ['PAUSED OWNER_GONE', 'ADMINISTRATOR', 'Nobody stands behind it.'],
    COOLING_OFF: ['PAUSED OWNER_GONE', 'ADMINISTRATOR', 'Nobody could cut it over.'],
    'PAUSED REQUESTED': [
      'PAUSED REQUESTED',
      'ADMINISTRATOR',
      'It stands already; before it goes on it is taken up.',
    ],
    CANCELLED: ['CANCELLED', null, 'It is over.'],
    COMPLETED: ['COMPLETED', null, 'It is over.'],
  },
  OWNER_LEFT_ORGANIZATION: {
    INVITING: ['PAUSED OWNER_GONE', 'ADMINISTRATOR', 'Nobody stands behind it.'],
  },
  OWNER_MOBILE_CHANGED: {
    INVITING: ['PAUSED OWNER_GONE', 'ADMINISTRATOR', 'Owners are known by their mobile.'],
  },
  OWNER_HIRED_AGAIN: {
    INVITING: ['PAUSED OWNER_GONE', null, 'The owner is a person, whichever account they have.'],
  },
  OWNER_REPLACED: {
    INVITING: ['PAUSED OWNER_GONE', 'NEW_OWNER', 'Who has the account now has not decided on it.'],
  },
  OWNER_LEFT_GROUP: {
    INVITING: ['PAUSED OWNER_GONE', 'ADMINISTRATOR', 'The group is nobody’s that is known.'],
    COOLING_OFF: ['PAUSED OWNER_GONE', 'ADMINISTRATOR', 'The group is nobody’s that is known.'],
  },
  OWNER_CAME_BACK: {
    INVITING: ['PAUSED OWNER_GONE', null, 'It goes on on purpose, not by itself; nobody has to take it up.'],
  },
  GROUP_HANDED_OVER: {
    INVITING: ['PAUSED OWNER_CHANGED', 'NEW_OWNER', 'The new owner has not decided on it.'],
    COOLING_OFF: ['PAUSED OWNER_CHANGED', 'NEW_OWNER', 'The new owner has not decided on it.'],
    'PAUSED REQUESTED': [
      'PAUSED REQUESTED',
      'NEW_OWNER',
      'It stands already; before it goes on it is taken up.',
    ],
  },
  GROUP_HANDED_OVER_WITH_MANDATE: {
    INVITING: ['PAUSED OWNER_CHANGED', 'MANDATE', 'The new owner lets others decide on it.'],
  },
  GROUP_HANDED_OVER_TO_OUTSIDER: {
    INVITING: ['PAUSED OWNER_CHANGED', 'ADMINISTRATOR', 'There is nobody here who could say anything.'],
    COOLING_OFF: ['PAUSED OWNER_CHANGED', 'ADMINISTRATOR', 'There is nobody here who could say anything.'],
  },
  OUTSIDER_SIGNED_IN: {
    INVITING: ['PAUSED OWNER_CHANGED', 'NEW_OWNER', 'From now on they can say so themself.'],
  },
  ORGANIZATION_SUSPENDED: {
    INVITING: ['PAUSED ORGANIZATION_SUSPENDED', null, 'No answer is taken, so no time passes.'],
    COOLING_OFF: ['PAUSED ORGANIZATION_SUSPENDED', null, 'No yes can be taken back, so no time passes.'],
    'PAUSED REQUESTED': ['PAUSED REQUESTED', null, 'It stands already.'],
  },
  ORGANIZATION_SUSPENDED_CLOCK_RUNS: {
    INVITING: [
      'INVITING',
      null,
      'The organization has decided so: ends come nearer, and answers are refused.',
    ],
  },
  ORGANIZATION_REINSTATED: {
    INVITING: ['INVITING', null, 'It goes on with the time that it had.'],
    COOLING_OFF: ['COOLING_OFF', null, 'It goes on with the time that it had.'],
    'PAUSED REQUESTED': ['PAUSED REQUESTED', null, 'It stood for another reason, and still does.'],
  },
  SETTINGS_CHANGED: {
    INVITING: ['INVITING', null, 'Its text promises what it did; it is shown as out of date.'],
    COOLING_OFF: [
      'COOLING_OFF',
      null,
      'Nobody agreed to that: its cut-over is refused until they are asked.',
    ],
    COMPLETED: ['COMPLETED', null, 'The group keeps what it was promised.'],
  },
};
