import { createHash } from 'node:crypto';
import DataLoader from 'dataloader';
import { type Locale, type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { storableText } from '#kernel/text.js';
import type { Loader } from '../db/loader.js';
import type { SharedLoads } from '../db/shared-loads.js';
import type { RoleLookup } from '../use-case/authority.js';
import type { Runner } from '../use-case/runner.js';
import type { BatchedCommand, Command, Outcome, Query } from '../use-case/use-case.js';
import type { Origin, Viewer } from '../use-case/viewer.js';
import type { StreamCursors } from './stream-cursors.js';

/** Reads one object of a type by its UUID, with the caller's rights; undefined when there is none they may see. */
export type NodeReader = (context: ApiContext, id: string) => Promise<object | undefined>;

export interface ApiParts {
  readonly runner: Runner;
  readonly loads: SharedLoads;
  readonly cursors: StreamCursors;
  /** By GraphQL type name: how `node` reads it. */
  readonly nodes: Readonly<Record<string, NodeReader>>;
}

const KEY_MAX = 255;

/** What a resolver works with: one for each HTTP request, one for each operation over a socket. */
export class ApiContext {
  private loaders: Map<string, DataLoader<string, unknown>> | undefined;
  private roles: RoleLookup | undefined;

  private seen = false;

  constructor(
    private readonly parts: ApiParts,
    private readonly caller: Viewer | undefined,
    private readonly from: Origin,
    readonly locale: Locale,
    private readonly headerKey: string | undefined,
  ) {}

  get viewer(): Viewer | undefined {
    this.seen = true;
    return this.caller;
  }

  get origin(): Origin {
    this.seen = true;
    return this.from;
  }

  /** Whether anything was made by who calls, or from where; if not, everybody would have been answered the same. */
  get isPersonal(): boolean {
    return this.seen;
  }

  get nodes(): Readonly<Record<string, NodeReader>> {
    return this.parts.nodes;
  }

  get cursors(): StreamCursors {
    return this.parts.cursors;
  }

  ask<Input, Value>(query: Query<string, Input, Value>, input: Input): Promise<Value> {
    const { runner } = this.parts;
    this.roles ??= runner.rolesOnce();
    return runner.ask(query, input, this.viewer, this.roles);
  }

  /** The key is the input's own, else the `Idempotency-Key` header's. */
  async execute<Input extends object, Given, Value extends Outcome>(
    command: Command<string, Input, Value> | BatchedCommand<string, Input, Given, Value>,
    input: Input & { readonly idempotencyKey?: string | null },
  ): Promise<Result<Value, readonly Refusal[]>> {
    const { idempotencyKey, ...rest } = input;
    const given = this.keyOf(idempotencyKey);
    if (!given.ok) return given;
    const key = given.value;
    // A rest of a generic has no better type than this; the key is not a part of any command's input.
    const outcome = await this.parts.runner.execute(command, rest as unknown as Input, {
      ...this.call,
      idempotencyKey: key,
    });
    this.forget();
    return outcome;
  }

  /**
   * Runs a command for each of these inputs, in order, so that one refusal leaves the others alone. The key covers the whole call: each place in it has a key made from it, and a call that broke
   * off goes on where it stopped when it is sent again.
   */
  async executeEach<Input extends object, Given, Value extends Outcome>(
    command: BatchedCommand<string, Input, Given, Value>,
    inputs: readonly Input[],
    idempotencyKey: string | null | undefined,
  ): Promise<Result<Result<Value, readonly Refusal[]>[], readonly Refusal[]>> {
    const given = this.keyOf(idempotencyKey);
    if (!given.ok) return given;
    const outcomes = inputs.map((input, place) => {
      const key = given.value === undefined ? undefined : keyAt(given.value, place);
      return this.parts.runner.execute(command, input, { ...this.call, idempotencyKey: key });
    });
    const settled = await Promise.all(outcomes);
    this.forget();
    return ok(settled);
  }

  async load<Value>(loader: Loader<Value>, key: string): Promise<Value | undefined> {
    this.loaders ??= new Map();
    let known = this.loaders.get(loader.name);
    if (!known) {
      known = new DataLoader<string, unknown>(
        async (keys) => {
          const found = await this.parts.loads.load(loader, keys);
          return keys.map((one) => found.get(one));
        },
        { maxBatchSize: 1_000 },
      );
      this.loaders.set(loader.name, known);
    }
    return (await known.load(key)) as Value | undefined;
  }

  /** What was read before a change may not be so any more. */
  private forget(): void {
    this.loaders = undefined;
    this.roles = undefined;
  }

  /** The key of a call: the input's own, else the header's. */
  private keyOf(own: string | null | undefined): Result<string | undefined, readonly Refusal[]> {
    const key = own ?? this.headerKey;
    if (key === undefined) return ok(key);
    if (key.length === 0 || key.length > KEY_MAX) {
      return err([refuse(key ? 'TOO_LONG' : 'REQUIRED', 'idempotencyKey', { max: KEY_MAX })]);
    }
    return storableText(key).changed ? err([refuse('INVALID_TEXT', 'idempotencyKey')]) : ok(key);
  }

  private get call(): { viewer: Viewer | undefined; origin: Origin } {
    return { viewer: this.viewer, origin: this.origin };
  }
}

/** Of the same length whatever the key's, and nothing that a client would choose. */
function keyAt(key: string, place: number): string {
  return `${createHash('sha256').update(key).digest('hex')}:${place}`;
}
