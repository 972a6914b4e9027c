import type { Random } from '#demo/sample/random.js';
import type { Answerer } from '../clients/answerer.js';
import type { EventWatching } from '../clients/watching.js';
import type { Records } from '../records.js';
import type { Cluster } from '../stand/cluster.js';
import type { ChaosNode } from '../stand/node.js';

/** What faults are done to. */
export interface Scene {
  readonly cluster: Cluster;
  readonly records: Records;
  /** People who answer only in bursts. */
  readonly crowd: readonly Answerer[];
  /** Watchers who stop reading now and then. */
  readonly stalling: readonly EventWatching[];
  /** Watchers whose right can be taken away. */
  readonly revocable: readonly Revocable[];
  readonly company: Suspendable;
}

/** The company that everybody is of. */
export interface Suspendable {
  /** Each resolves when the server says that it is done. */
  readonly suspend: () => Promise<void>;
  readonly reinstate: () => Promise<void>;
  /** From when until when it was suspended; when nothing may be done in it. */
  readonly suspensions: { from: number; until: number }[];
}

export interface Revocable {
  readonly watching: EventWatching;
  /** Resolves when the server says that it is done. */
  readonly setRoles: (roles: readonly string[]) => Promise<void>;
  /** Ends their session. Resolves when the server says that it has ended. */
  readonly signOut: () => Promise<void>;
  readonly signIn: () => Promise<void>;
}

/** One kind of what can go wrong. */
export interface Fault {
  readonly kind: string;
  /** Does it and takes it back. Resolves to what it was done to; all choices are `random`'s. */
  readonly run: (scene: Scene, random: Random) => Promise<string>;
}

/** A node for a fault: no other fault of a node's life is done to it meanwhile. */
export async function withNode(
  { cluster }: Scene,
  random: Random,
  work: (node: ChaosNode) => Promise<void>,
): Promise<string> {
  const free = cluster.nodes.filter((node) => !BUSY.has(node));
  if (free.length === 0) return 'nobody, for all are busy';
  const node = random.pick(free);
  BUSY.add(node);
  try {
    await work(node);
    return node.name;
  } finally {
    BUSY.delete(node);
  }
}

const BUSY = new WeakSet<ChaosNode>();
