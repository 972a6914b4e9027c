import type { AnswerCall, Dashboard, Refusal, Telling, Watcher } from './history.js';

/** What is noted while a run goes on. */
export interface Records {
  readonly answers: AnswerCall[];
  readonly refusals: Refusal[];
  readonly told: Telling[];
  readonly watchers: Watcher[];
  readonly dashboards: Dashboard[];
}

export function newRecords(): Records {
  return { answers: [], refusals: [], told: [], watchers: [], dashboards: [] };
}
