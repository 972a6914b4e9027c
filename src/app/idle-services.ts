import { pino } from 'pino';
import { systemClock } from '#kernel/clock.js';
import { Tokens } from '#platform/auth/tokens.js';
import { createHub } from '#platform/events/hub.js';
import type { Services } from './services.js';

/** Services of a server that never runs: enough to build the modules and read what they consist of. */
export function idleServices(): Services {
  const secret = 'of a server that never runs';
  return {
    database: unusable('database'),
    sql: unusable('sql'),
    hub: createHub(),
    clock: systemClock,
    tokens: new Tokens(secret, systemClock),
    secret,
    sender: unusable('sender'),
    mailer: undefined,
    outbound: unusable('outbound'),
    webhookPrivateNetworks: false,
    invitationUrl: undefined,
    streamRetentionDays: 1,
    log: pino({ level: 'silent' }),
    publicUrl: () => raise('publicUrl'),
    runner: () => raise('runner'),
  };
}

/** Stands for an object that must not be touched while modules are built. */
function unusable<T extends object>(name: string): T {
  return new Proxy<T>(Object.create(null) as T, {
    get: (_target, property) => raise(`${name}.${String(property)}`),
  });
}

function raise(what: string): never {
  throw new Error(`${what} was used where no server runs`);
}
