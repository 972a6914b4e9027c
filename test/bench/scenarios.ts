import type { Scenario } from './scenario.js';
import { answersHot } from './scenarios/answers-hot.js';
import { answersSpread } from './scenarios/answers-spread.js';
import { answersUseCase } from './scenarios/answers-use-case.js';
import { answersWatched } from './scenarios/answers-watched.js';
import { cutOver } from './scenarios/cut-over.js';
import { growth } from './scenarios/growth.js';
import { importMessages } from './scenarios/import-messages.js';
import { latency } from './scenarios/latency.js';
import { pageMemory } from './scenarios/page-memory.js';
import { pagePostgres } from './scenarios/page-postgres.js';
import { watchersCpu } from './scenarios/watchers-cpu.js';
import { watchersIdleMemory } from './scenarios/watchers-idle-memory.js';
import { watchersPeers } from './scenarios/watchers-peers.js';

/** In the order of the table of ratios. */
export const scenarios: readonly Scenario[] = [
  answersHot,
  answersUseCase,
  answersSpread,
  answersWatched,
  watchersCpu,
  watchersPeers,
  watchersIdleMemory,
  latency,
  pageMemory,
  pagePostgres,
  importMessages,
  cutOver,
  growth,
];
