import { describe, expect, test } from '@jest/globals';
import {
  mayBeTakenUpBy,
  type OwnerFacts,
  ownerStanding,
  representsOwner,
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
      'CHANGED',
      'NEW_OWNER',
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
      'CHANGED',
      'NEW_OWNER',
    ],
  ])('%s', (_name, changed, standing, successor) => {
    const seen = ownerStanding({ ...facts, ...changed });
    expect(seen).toBe(standing);
    expect(mayBeTakenUpBy(seen)).toBe(successor);
  });

  test('only who took it up acts for a gone owner, and only as long as the owner is gone', () => {
    const gone = { ...facts, presentPersonId: null, takenUpBy: 'admin' };
    expect(representsOwner(gone, 'admin')).toBe(true);
    expect(representsOwner(gone, 'other')).toBe(false);
    expect(representsOwner({ ...gone, presentPersonId: 'person' }, 'admin')).toBe(false);
  });
});
