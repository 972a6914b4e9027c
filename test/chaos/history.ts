/** All that a run has seen: what clients asked and were told, and what the database holds in the end. Instants in ms. */
export interface History {
  readonly answers: readonly AnswerCall[];
  readonly refusals: readonly Refusal[];
  /** Codes of what people were told to try again later, as data and not as an error. */
  readonly putOff: readonly string[];
  /** When the company was suspended, as far as its clients know. */
  readonly suspensions: readonly Span[];
  readonly watchers: readonly Watcher[];
  readonly dashboards: readonly Dashboard[];
  /** What the gateway of the company was asked to send, in order. */
  readonly told: readonly Telling[];
  readonly exits: readonly Exit[];
  readonly faults: readonly FaultDone[];
  readonly facts: Facts;
}

export interface Span {
  readonly from: number;
  readonly until: number;
}

export type Word = 'ACCEPTED' | 'DECLINED';

/** One answer that a client went on giving, under one idempotency key, until it was told what became of it. */
export interface AnswerCall {
  readonly key: string;
  readonly invitationId: string;
  readonly word: Word;
  /** A code where it was refused for good; 'untold' where the client never got to know. */
  readonly outcome: 'done' | 'untold' | (string & {});
  readonly tries: number;
  /** When the client had its outcome. */
  readonly at: number;
}

/** What a client was told in place of an answer. */
export interface Refusal {
  readonly code: string;
  /** Of the one who called. */
  readonly tokenUntil: number;
  readonly at: number;
  readonly retryAfter: number | undefined;
  /** How long the client then kept away; undefined where it did not come back. */
  readonly keptAwayMs: number | undefined;
}

/** One connection of a watcher. */
export interface Sitting {
  /** Until when its token counts, and its session. */
  readonly rightUntil: number;
  readonly events: readonly SeenEvent[];
}

export interface SeenEvent {
  readonly sequence: number;
  /** When it happened, by the database, and when it was seen. */
  readonly at: number;
  readonly seenAt: number;
}

/** Somebody who follows the log of one upgrade, each time from the last cursor on. */
export interface Watcher {
  readonly name: string;
  readonly upgradeId: string;
  readonly sittings: readonly Sitting[];
  /** From when until when their right was taken away. */
  readonly losses: readonly Span[];
  /** Whether the server said that there is no more. */
  readonly complete: boolean;
}

/** Somebody who watches the numbers of one upgrade. */
export interface Dashboard {
  readonly name: string;
  readonly upgradeId: string;
  readonly states: readonly Numbers[];
  readonly complete: boolean;
}

export interface Numbers {
  readonly sequence: number;
  readonly state: string;
  readonly included: number;
  readonly excluded: number;
}

/** A message that the company's gateway was handed. */
export interface Telling {
  readonly deliveryId: string;
  readonly at: number;
}

/** Something that was done to the nodes, the database, the ways between them or the clients. */
export interface FaultDone {
  readonly kind: string;
  /** To whom. */
  readonly what: string;
  /** Since the beginning. */
  readonly atMs: number;
  readonly lastedMs: number;
  /** How long after it every node could do its work; undefined if that was too long. */
  readonly recoveredMs: number | undefined;
}

/** The end of a node's process. */
export interface Exit {
  readonly node: string;
  /** What was done to it; undefined where nothing was. */
  readonly ended: 'killed' | 'stopped' | undefined;
  /** The exit status or signal. */
  readonly status: number | string;
  readonly lastWords: string;
}

/** What the database holds in the end. */
export interface Facts {
  readonly receipts: readonly Receipt[];
  readonly upgrades: readonly UpgradeFacts[];
  readonly jobs: JobFacts;
}

export interface Receipt {
  readonly key: string;
  readonly invitationId: string;
  readonly upgradeId: string;
  readonly sequence: number;
  readonly word: Word;
  /** By the database. */
  readonly at: number;
}

export interface UpgradeFacts {
  readonly id: string;
  readonly numbers: Numbers;
  /** The sequences of its log, and of those the ones by which somebody answered. */
  readonly log: readonly number[];
  /** Those who are asked, with the state of their invitation. */
  readonly invitations: Readonly<Record<string, string>>;
}

export interface JobFacts {
  /** Of what a job must do once, what was done more often. */
  readonly twice: readonly string[];
  /** What a job must do and none has. */
  readonly missing: readonly string[];
  /** Jobs that were given up. */
  readonly failed: readonly string[];
}
