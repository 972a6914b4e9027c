import { setTimeout as delay } from 'node:timers/promises';
import { HOLD_UPGRADES } from './database.js';
import type { Fault } from './fault.js';

const TAKEN_AWAY_MS = [4_000, 8_000] as const;
const SUSPENDED_MS = [2_000, 6_000] as const;
const STALLED_MS = [1_000, 8_000] as const;
const HELD_SECONDS = 1;

export const clientFaults: readonly Fault[] = [
  {
    kind: 'burst of answers',
    run: async ({ cluster: { database, nodes }, crowd, records }, random) => {
      const before = records.refusals.filter(({ code }) => code === 'OVERLOADED').length;
      const { url } = random.pick(nodes);
      // For as long as somebody has the upgrades, what comes waits.
      const held = database.rows(HOLD_UPGRADES, [HELD_SECONDS]).catch(() => undefined);
      await Promise.all([held, ...crowd.map((person) => person.answerAll(url))]);
      const refused = records.refusals.filter(({ code }) => code === 'OVERLOADED').length - before;
      return `${crowd.length} people, ${refused} times overloaded`;
    },
  },
  {
    kind: 'right taken away',
    run: async ({ revocable }, random) => {
      const { watching, setRoles } = random.pick(revocable);
      await setRoles([]);
      const loss = { from: Date.now(), until: Infinity };
      watching.losses.push(loss);
      await delay(random.between(...TAKEN_AWAY_MS));
      loss.until = Date.now();
      await setRoles(['AUDITOR']);
      return watching.record.name;
    },
  },
  {
    kind: 'signed out',
    run: async ({ revocable }, random) => {
      const { watching, signOut, signIn } = random.pick(revocable);
      await signOut();
      const loss = { from: Date.now(), until: Infinity };
      watching.losses.push(loss);
      await delay(random.between(...TAKEN_AWAY_MS));
      loss.until = Date.now();
      await signIn();
      return watching.record.name;
    },
  },
  {
    kind: 'company suspended',
    run: async ({ company: { suspend, reinstate, suspensions } }, random) => {
      await suspend();
      const suspension = { from: Date.now(), until: Infinity };
      suspensions.push(suspension);
      const milliseconds = random.between(...SUSPENDED_MS);
      await delay(milliseconds);
      suspension.until = Date.now();
      await reinstate();
      return `for ${milliseconds} ms`;
    },
  },
  {
    kind: 'reader stalled',
    run: async ({ stalling }, random) => {
      const milliseconds = random.between(...STALLED_MS);
      const some = random.shuffled(stalling).slice(0, random.between(1, stalling.length));
      for (const watching of some) watching.stall(milliseconds);
      await delay(milliseconds);
      return `${some.length} for ${milliseconds} ms`;
    },
  },
  {
    kind: 'watchers moved to other nodes',
    run: async ({ stalling, revocable }) => {
      const all = [...stalling, ...revocable.map(({ watching }) => watching)];
      for (const watching of all) watching.leave();
      return `${all.length} watchers`;
    },
  },
];
