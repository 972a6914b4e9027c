import { describe, expect, test } from '@jest/globals';
import {
  mayBeTakenUpBy,
  nothingToTakeUp,
  type OwnerFacts,
  ownerStanding,
  representsOwner,
  takesUpAs,
} from '#modules/upgrade/domain/ownership.js';

const facts: OwnerFacts = {
  ownerIdentityId: 'owner',
  ownerPersonId: 'person',
  namedIdentityId: 'owner',
  presentPersonId: 'person',
  takenUpBy: null,
};

describe('who stands behind an upgrade', () => {
  test.each<[string, Partial<OwnerFacts>, string, string | null]>([
    ['the owner is as they were', {}, 'PRESENT', null],
    ['the owner has no activated account', { presentPersonId: null }, 'GONE', 'ADMINISTRATOR'],
    [
      'the owner has left the group and nobody is named',
      { namedIdentityId: null, presentPersonId: null },
      'GONE',
      'ADMINISTRATOR',
    ],
    [
      'the group is somebody else’s, with an account',
      { namedIdentityId: 'other', presentPersonId: 'theirs' },
      'CHANGED',
      'NEW_OWNER',
    ],
    [
      'the group is somebody else’s, without one',
      { namedIdentityId: 'other', presentPersonId: null },
      'OUT_OF_REACH',
      'ADMINISTRATOR',
    ],
    [
      'the owner’s mobile was corrected to another person’s',
      { presentPersonId: 'theirs' },
      'CHANGED',
      'NEW_OWNER',
    ],
    ['the owner stands on the roster twice, under one mobile', { namedIdentityId: 'again' }, 'PRESENT', null],
    [
      'an administrator has taken up what the owner left',
      { presentPersonId: null, takenUpBy: 'admin' },
      'REPRESENTED',
      null,
    ],
    ['the owner is back after that', { takenUpBy: 'admin' }, 'PRESENT', null],
    [
      'another owner is named after that',
      { namedIdentityId: 'other', presentPersonId: null, takenUpBy: 'admin' },
      'OUT_OF_REACH',
      'ADMINISTRATOR',
    ],
  ])('%s', (_name, changed, standing, successor) => {
    const seen = ownerStanding({ ...facts, ...changed });
    expect(seen).toBe(standing);
    expect(mayBeTakenUpBy(seen, { mandated: false })).toBe(successor);
    expect(mayBeTakenUpBy(seen, { mandated: true })).toBe(successor === 'NEW_OWNER' ? 'MANDATE' : successor);
  });

  const owner = { isOwner: true, managesUpgrades: false, isAdministrator: false };
  const clerk = { isOwner: false, managesUpgrades: true, isAdministrator: false };
  const administrator = { isOwner: false, managesUpgrades: true, isAdministrator: true };
  test.each([
    ['NEW_OWNER', owner, 'NEW_OWNER'],
    ['NEW_OWNER', administrator, undefined],
    ['MANDATE', owner, 'NEW_OWNER'],
    ['MANDATE', clerk, 'MANDATE'],
    ['MANDATE', { ...clerk, managesUpgrades: false }, undefined],
    ['ADMINISTRATOR', administrator, 'ADMINISTRATOR'],
    ['ADMINISTRATOR', clerk, undefined],
  ] as const)('what is for %s is taken up by %j as %s', (successor, claimant, as) => {
    expect(takesUpAs(successor, claimant)).toBe(as);
  });

  test('only who took it up acts for a gone owner, and only as long as the owner is gone', () => {
    const gone = { ...facts, presentPersonId: null, takenUpBy: 'admin' };
    expect(representsOwner(gone, 'admin')).toBe(true);
    expect(representsOwner(gone, 'other')).toBe(false);
    expect(representsOwner({ ...gone, presentPersonId: 'person' }, 'admin')).toBe(false);
  });
});

describe('who finds nothing to take up', () => {
  test('is told whether the owner is there or somebody else acts for them', () => {
    const represented = { ...facts, presentPersonId: null, takenUpBy: 'admin' };
    expect(nothingToTakeUp(facts, 'admin')).toBe('OWNER_PRESENT');
    expect(nothingToTakeUp(represented, 'admin')).toBe('OWNER_PRESENT');
    expect(nothingToTakeUp(represented, 'other')).toBe('OWNER_REPRESENTED');
  });
});
