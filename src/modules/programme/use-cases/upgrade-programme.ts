import { query } from '#modules/identity/public.js';
import type { ProgrammeRow } from '../data/programme-rows.js';
import { readableProgramme } from './access.js';

export const upgradeProgramme = query<{ programmeId: string }, ProgrammeRow>({
  name: 'upgradeProgramme',
  action: 'programme.read',
  run: (context, { programmeId }) => readableProgramme(context, programmeId),
});
