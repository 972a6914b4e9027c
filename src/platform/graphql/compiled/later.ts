/**
 * A part of an answer that is not there yet: a promise with one listener, who is called at once and not in a turn of
 * its own. Only what a resolver returns is a promise; the objects and lists around it, of which there are many more,
 * would each cost several.
 */
export class Later {
  private done: ((value: unknown) => void) | undefined;
  private broken: ((thrown: unknown) => void) | undefined;
  private ended: { readonly value: unknown } | { readonly thrown: unknown } | undefined;

  /** What comes of a promise; `work` and `repair` may throw, which breaks it. */
  static of(
    promise: PromiseLike<unknown>,
    work: (value: unknown) => unknown,
    repair: (thrown: unknown) => unknown,
  ): Later {
    const later = new Later();
    promise.then(
      (value) => later.endAs(work, value),
      (thrown: unknown) => later.endAs(repair, thrown),
    );
    return later;
  }

  /** Called once, by whoever needs it for something larger. */
  listen(done: (value: unknown) => void, broken: (thrown: unknown) => void): void {
    this.done = done;
    this.broken = broken;
    if (this.ended) this.tell(this.ended);
  }

  /** What becomes of it when its failure is treated by `broken`, which may throw in its turn. */
  or(broken: (thrown: unknown) => unknown): Later {
    const later = new Later();
    this.listen(
      (value) => later.settle(value),
      (thrown) => later.endAs(broken, thrown),
    );
    return later;
  }

  /** What comes of it when its value is worked on. */
  andThen(done: (value: unknown) => unknown): Later {
    const later = new Later();
    this.listen(
      (value) => later.endAs(done, value),
      (thrown) => later.fail(thrown),
    );
    return later;
  }

  settle(value: unknown): void {
    this.end({ value });
  }

  fail(thrown: unknown): void {
    this.end({ thrown });
  }

  /** Ends as the work on this input does. */
  private endAs(work: (input: unknown) => unknown, input: unknown): void {
    try {
      const result = work(input);
      if (!(result instanceof Later)) return this.settle(result);
      result.listen(
        (value) => this.settle(value),
        (thrown) => this.fail(thrown),
      );
    } catch (error) {
      this.fail(error);
    }
  }

  /** The first end counts: what breaks an object may be followed by more of it. */
  private end(ended: NonNullable<Later['ended']>): void {
    if (this.ended) return;
    this.ended = ended;
    this.tell(ended);
  }

  private tell(ended: NonNullable<Later['ended']>): void {
    if ('value' in ended) this.done?.(ended.value);
    else this.broken?.(ended.thrown);
  }
}

/** The whole, once each of its parts that is to come has come; broken as soon as one of them is. */
export function whole(parts: object, keys: Iterable<PropertyKey>): Later {
  const places = parts as Record<PropertyKey, unknown>;
  const later = new Later();
  let open = 1;
  const one = (): void => {
    open -= 1;
    if (open === 0) later.settle(parts);
  };
  for (const key of keys) {
    const part = places[key];
    if (!(part instanceof Later)) continue;
    open += 1;
    part.listen(
      (value) => {
        places[key] = value;
        one();
      },
      (thrown) => later.fail(thrown),
    );
  }
  one();
  return later;
}
