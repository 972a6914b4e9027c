import { setTimeout as delay } from 'node:timers/promises';
import { isUnavailable } from '../db/pg-errors.js';
import { Bell } from '../events/bell.js';
import type { Hub } from '../events/hub.js';
import type { Runner } from './runner.js';
import type { Follow, QueryContext, Watch } from './use-case.js';
import type { Viewer } from './viewer.js';

/** How long a watcher that hears nothing waits before it looks for itself: the price of a lost hint. */
const POLL_MS = 3_000;
/** The least time between two snapshots to one watcher; what changes in between is merged into the next. */
const MERGE_MS = 100;
const PAGE = 200;

export interface LiveParts {
  readonly runner: Runner;
  readonly hub: Hub;
  readonly viewer: Viewer | undefined;
  /** Called before each delivery: what was loaded for the one before is out of date. */
  readonly beforeEach: () => void;
}

/** The snapshot first, then the newest state whenever it differs, at most one each `MERGE_MS`; the last one is exact. */
export function watchState<Input, Value>(
  watch: Watch<string, Input, Value>,
  input: Input,
  parts: LiveParts,
): AsyncIterableIterator<Value> {
  return untilClosed(parts.hub, watch.topic(input), async function* (bell) {
    let last: string | undefined;
    while (!bell.closed) {
      bell.reset();
      const state = await read(parts, watch, bell, (context) => watch.read(context, input));
      if (!state) return;
      if (watch.also) bell.listen(watch.also(state.value));
      const seen = JSON.stringify(state.value);
      if (seen !== last) {
        last = seen;
        parts.beforeEach();
        yield state.value;
      }
      if (state.final) return;
      await delay(MERGE_MS, undefined, { ref: false });
      await bell.rung(POLL_MS);
    }
  });
}

/** Every entry after the start, once and in order, until the log is closed. Never holds more than one page of it. */
export function followLog<Input, Entry>(
  follow: Follow<string, Input, Entry>,
  input: Input,
  parts: LiveParts,
): AsyncIterableIterator<Entry> {
  let after = follow.start(input);
  return untilClosed(parts.hub, follow.topic(input), async function* (bell) {
    while (!bell.closed) {
      bell.reset();
      const page = await read(parts, follow, bell, (context) => follow.read(context, input, after, PAGE));
      if (!page) return;
      for (const entry of page.entries) {
        after = follow.position(entry);
        parts.beforeEach();
        yield entry;
      }
      if (page.entries.length === PAGE) continue;
      if (page.final) return;
      await bell.rung(POLL_MS);
    }
  });
}

/**
 * A generator that listens on a topic and lets go of it at once when it is closed, also while it waits:
 * a plain generator would hear of its `return` only after its next value.
 */
function untilClosed<T>(
  hub: Hub,
  topic: string,
  body: (bell: Bell) => AsyncGenerator<T, void>,
): AsyncIterableIterator<T> {
  const bell = new Bell(hub, topic);
  const inner = body(bell);
  return {
    async next() {
      try {
        const result = await inner.next();
        if (result.done) bell.close();
        return result;
      } catch (error) {
        bell.close();
        throw error;
      }
    },
    async return() {
      bell.close();
      return (await inner.return()) as IteratorResult<T>;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Reads with the rights of this moment. While the database is away it waits; undefined once the stream is closed. */
async function read<T>(
  parts: LiveParts,
  useCase: { readonly name: string; readonly action: string },
  bell: Bell,
  work: (context: QueryContext) => Promise<T>,
): Promise<T | undefined> {
  const { runner, viewer } = parts;
  while (!bell.closed) {
    try {
      return await runner.authorized(useCase.name, runner.queryContext(useCase.action, viewer), work);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      await bell.rung(POLL_MS);
    }
  }
  return undefined;
}
