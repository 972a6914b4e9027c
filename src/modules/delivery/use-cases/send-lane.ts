import type { Sql } from '#platform/db/sql.js';
import type { Runner } from '#platform/use-case/runner.js';
import type { ClaimedDelivery, Lane, Outcome } from '../data/sending.js';
import { detailOf } from '../domain/masking.js';
import { pauseAfter } from '../domain/retries.js';
import type { DeliveryFailure } from '../domain/states.js';
import { enqueueLane } from './lanes.js';
import { Lease } from './lease.js';
import { OutcomeWriter } from './outcome-writer.js';
import type { TopicChecks, Verdict } from './topics.js';

/** How an attempt ended. `later`: this one may be tried again; `down`: so may all, for nobody is there to take them. */
export type Attempt =
  | { readonly kind: 'sent' | 'delivered'; readonly to: string }
  | { readonly kind: 'failed'; readonly failure: DeliveryFailure; readonly said?: string }
  | { readonly kind: 'later' | 'down'; readonly said: string };

/** One of the ways to a person. It never rejects for what a foreign server does. */
export type Send = (delivery: ClaimedDelivery) => Promise<Attempt>;

/** Opens a channel for one run of a lane. */
export type OpenChannel = (sql: Sql, lane: Lane) => Promise<Send>;

export interface SendParts {
  readonly sql: Sql;
  readonly runner: Runner;
  readonly topics: TopicChecks;
  readonly channels: Readonly<Record<Lane['channel'], OpenChannel>>;
}

const BATCH = 200;
const CONCURRENCY = 8;
/** After so many attempts in a row that found nobody there, the rest of the batch waits. */
const DOWN_MAX = 3;
/** What was claimed and not tried, or is not to be told yet, waits so long, in seconds. */
const WAIT_SECONDS = 60;
const HOLD_SECONDS = 600;

/**
 * Sends one batch of a lane, outside of any transaction, and asks for another run where there may be more. Each
 * delivery is with one node at a time; after a crash between sending and storing it is sent once more. What is not
 * surely this node's any more is left to whoever claims it.
 */
export async function sendLane(parts: SendParts, lane: Lane): Promise<void> {
  const { sql, runner, topics, channels } = parts;
  using lease = await Lease.of(sql, lane, BATCH);
  const { claimed } = lease;
  if (claimed.length === 0) return;
  const verdicts = await verdictsOf(sql, topics, claimed);
  const send = await channels[lane.channel](sql, lane);
  const writer = new OutcomeWriter(sql);
  const queue = claimed.values();
  let down = 0;
  const work = async (): Promise<void> => {
    for (const delivery of queue) {
      if (!lease.holds) return;
      const verdict = verdicts.get(delivery.id) ?? 'SEND';
      if (verdict !== 'SEND') await writer.add(unsent(delivery, verdict));
      else if (down >= DOWN_MAX) await writer.add(untried(delivery, WAIT_SECONDS));
      else {
        const attempt = await send(delivery);
        down = attempt.kind === 'down' ? down + 1 : 0;
        await writer.add(outcomeOf(delivery, attempt));
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  if (claimed.length === BATCH && down < DOWN_MAX)
    await runner.perform('sendLane', (context) => enqueueLane(context, lane));
}

async function verdictsOf(
  sql: Sql,
  topics: TopicChecks,
  claimed: readonly ClaimedDelivery[],
): Promise<ReadonlyMap<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  for (const [type, deliveries] of Map.groupBy(claimed, (one) => one.topicType)) {
    const check = topics[type];
    if (check) for (const [id, verdict] of await check(sql, deliveries)) verdicts.set(id, verdict);
  }
  for (const { id, passedOn } of claimed) if (passedOn) verdicts.set(id, 'DROP');
  return verdicts;
}

function unsent(delivery: ClaimedDelivery, verdict: 'HOLD' | 'DROP'): Outcome {
  return verdict === 'HOLD'
    ? untried(delivery, HOLD_SECONDS)
    : { id: delivery.id, state: 'CANCELLED', untried: true };
}

const untried = ({ id }: ClaimedDelivery, pauseSeconds: number): Outcome => ({
  id,
  state: 'QUEUED',
  pauseSeconds,
  untried: true,
});

function outcomeOf({ id, attempts, ageSeconds }: ClaimedDelivery, attempt: Attempt): Outcome {
  switch (attempt.kind) {
    case 'sent':
      return { id, state: 'SENT', sentTo: attempt.to };
    case 'delivered':
      return { id, state: 'DELIVERED', sentTo: attempt.to };
    case 'failed': {
      const detail = attempt.said === undefined ? {} : { detail: detailOf(attempt.said) };
      return { id, state: 'FAILED', failure: attempt.failure, ...detail };
    }
    case 'later':
    case 'down': {
      const pauseSeconds = pauseAfter(attempts, ageSeconds);
      const detail = detailOf(attempt.said);
      return pauseSeconds === undefined
        ? { id, state: 'FAILED', failure: 'UNREACHABLE', detail }
        : { id, state: 'QUEUED', pauseSeconds, detail };
    }
  }
}
