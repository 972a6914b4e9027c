import type { Database } from './stand/database.js';
import type { Finding } from './statistics.js';

/** What a scenario is given. */
export interface Bench {
  /** The PostgreSQL of the whole run; a scenario takes databases of its own in it. */
  readonly database: Database;
  readonly rounds: number;
  /** How long one measurement takes. */
  readonly seconds: number;
  /** A number of things, and what becomes of it in a quick run. */
  size(full: number, quick: number): number;
  /** Says what is being done. */
  tell(what: string): void;
}

/** A row of the table of ratios, or several that share their set-up. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  run(bench: Bench): Promise<readonly Finding[]>;
}
