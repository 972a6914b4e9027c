import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';

const SDL = readFileSync(new URL('../../../schema/schema.graphql', import.meta.url), 'utf8');

/**
 * The product's own schema, whose one subscription that matters here is fed by `publish`: each subscriber has an
 * iterator of its own and its right is looked at before each delivery. The newest state wins over one that waits.
 */
export function liveSchema() {
  const schema = buildSchema(SDL, { assumeValidSDL: true });
  const iterators = new Set();
  /** Who may see what, by person; what the product finds in its tables. */
  const roles = new Map();
  let newest;
  const field = schema.getSubscriptionType().getFields().groupUpgradeProgress;
  field.subscribe = (_root, _args, { viewer }) => {
    const iterator = new Newest(newest, () => iterators.delete(iterator));
    iterators.add(iterator);
    roles.set(viewer.personId, ['AUDITOR']);
    return iterator;
  };
  field.resolve = (state, _args, { viewer }) => {
    if (!roles.get(viewer.personId)?.includes('AUDITOR')) throw new Error('FORBIDDEN');
    return state;
  };
  return {
    schema,
    publish(state) {
      newest = state;
      for (const iterator of iterators) iterator.push(state);
    },
  };
}

/** An async iterator that holds one state at most. */
class Newest {
  #value;
  #isFresh;
  #isDone = false;
  #waiting;
  #leave;

  constructor(first, leave) {
    this.#value = first;
    this.#isFresh = first !== undefined;
    this.#leave = leave;
  }

  push(value) {
    if (this.#waiting) {
      this.#waiting({ value, done: false });
      this.#waiting = undefined;
    } else {
      this.#value = value;
      this.#isFresh = true;
    }
  }

  next() {
    if (this.#isDone) return Promise.resolve({ value: undefined, done: true });
    if (this.#isFresh) {
      this.#isFresh = false;
      return Promise.resolve({ value: this.#value, done: false });
    }
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  return() {
    this.#isDone = true;
    this.#leave();
    this.#waiting?.({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}
