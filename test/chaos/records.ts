import type { AnswerCall, Dashboard, Refusal, Telling, Watcher } from './history.js';

/** What is noted while a run goes on. */
export interface Records {
  readonly answers: AnswerCall[];
  readonly refusals: Refusal[];
  /** Codes of what people were told to try again later. */
  readonly putOff: string[];
  readonly told: Telling[];
  readonly watchers: Watcher[];
  readonly dashboards: Dashboard[];
}

export function newRecords(): Records {
  return { answers: [], refusals: [], putOff: [], told: [], watchers: [], dashboards: [] };
}
