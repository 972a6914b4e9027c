import type { Logger } from 'pino';
import { z } from 'zod';
import type { Sql } from '#platform/db/sql.js';
import type { Module } from '#platform/module.js';
import type { Runner } from '#platform/use-case/runner.js';
import { ChangeProgrammeResolver } from './graphql/change-programme.resolver.js';
import {
  PlannedStartResolver,
  ProgrammePreflightResolver,
  ProgrammeProgressResolver,
  ProgressOfProgrammeResolver,
} from './graphql/programme-progress.resolver.js';
import {
  ProgrammeGroupResolver,
  ProgrammeOfUpgradeResolver,
  ProgrammeResolver,
  readUpgradeProgramme,
} from './graphql/programme.resolver.js';
import { reactions } from './reactions.js';
import { cancelUpgradeProgramme } from './use-cases/cancel-upgrade-programme.js';
import { addProgrammeGroups, removeProgrammeGroups } from './use-cases/change-programme-groups.js';
import { createUpgradeProgramme } from './use-cases/create-upgrade-programme.js';
import { groupsOfProgramme } from './use-cases/groups-of-programme.js';
import { pauseUpgradeProgramme, resumeUpgradeProgramme } from './use-cases/pause-upgrade-programme.js';
import { retryProgrammeGroups } from './use-cases/retry-programme-groups.js';
import { settleProgramme } from './use-cases/settle-programme.js';
import { SETTLE_JOB, START_JOB } from './use-cases/start-jobs.js';
import { startNextGroup } from './use-cases/start-next-group.js';
import { startUpgradeProgramme } from './use-cases/start-upgrade-programme.js';
import { upgradeProgrammePreflight } from './use-cases/upgrade-programme-preflight.js';
import { upgradeProgrammeProgress } from './use-cases/upgrade-programme-progress.js';
import { upgradeProgramme } from './use-cases/upgrade-programme.js';
import { upgradeProgrammeCount, upgradeProgrammes } from './use-cases/upgrade-programmes.js';

export interface ProgrammeParts {
  readonly sql: Sql;
  readonly log: Logger;
  readonly runner: () => Runner;
}

const job = z.object({ programmeId: z.uuid() });

/** Programmes: many groups that are upgraded together. */
export function programmeModule({ sql, log, runner }: ProgrammeParts): Module {
  return {
    name: 'programme',
    useCases: [
      createUpgradeProgramme,
      addProgrammeGroups,
      removeProgrammeGroups,
      startUpgradeProgramme,
      pauseUpgradeProgramme,
      resumeUpgradeProgramme,
      cancelUpgradeProgramme,
      retryProgrammeGroups,
      upgradeProgramme,
      upgradeProgrammes,
      upgradeProgrammePreflight,
      upgradeProgrammeProgress,
    ],
    fieldUseCases: [upgradeProgrammeCount, groupsOfProgramme],
    resolvers: [
      new ProgrammeResolver(),
      new ProgrammeGroupResolver(),
      new ProgrammeOfUpgradeResolver(),
      new ChangeProgrammeResolver(),
      new ProgressOfProgrammeResolver(),
      new ProgrammeProgressResolver(),
      new ProgrammePreflightResolver(),
      new PlannedStartResolver(),
    ],
    nodes: { UpgradeProgramme: readUpgradeProgramme },
    reactions,
    jobs: {
      [START_JOB]: (payload) =>
        startNextGroup({ sql, log, runner: runner() }, job.parse(payload).programmeId),
      [SETTLE_JOB]: (payload) => settleProgramme(runner(), job.parse(payload).programmeId),
    },
  };
}
