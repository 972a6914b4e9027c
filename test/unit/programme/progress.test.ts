import { expect, test } from '@jest/globals';
import { upgradeProgrammeProgress } from '#modules/programme/use-cases/upgrade-programme-progress.js';
import type { ProgrammeProgressRow } from '#modules/programme/data/progress.js';

test('the progress of a programme is woken by each of its open upgrades', () => {
  const row = { openUpgradeIds: ['a', 'b'] } as unknown as ProgrammeProgressRow;
  expect(upgradeProgrammeProgress.also?.(row)).toEqual(['upgrade:a', 'upgrade:b']);
  expect(upgradeProgrammeProgress.topic({ programmeId: 'p' })).toBe('programme:p');
});
