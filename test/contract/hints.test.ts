import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Pool } from 'pg';
import { pino } from 'pino';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/db/embedded/embedded-postgres.js';
import { sqlOver } from '#platform/db/sql.js';
import { type Bridge, startBridge } from '#platform/events/bridge.js';
import type { OpenHintChannel } from '#platform/events/hint-channel.js';
import { createHub, type Hub } from '#platform/events/hub.js';
import { natsHints } from '#platform/events/nats-channel.js';
import { pgHints } from '#platform/events/pg-channel.js';
import { redisHints } from '#platform/events/redis-channel.js';
import { scratchFolder } from '../support/embedded/scratch.js';
import { eventually } from '../support/eventually.js';
import { isInstalled, startNats, startRedis } from '../support/hint-servers.js';
import { proxyTo, tcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

const log = pino({ level: 'silent' });

interface Node extends AsyncDisposable {
  readonly hub: Hub;
  readonly bridge: Bridge;
  /** Topics that it was woken for, in order. */
  readonly woken: string[];
}

/** A node that watches two topics. */
function nodeOver(open: OpenHintChannel, beatMs?: number): Node {
  const hub = createHub();
  const woken: string[] = [];
  for (const topic of ['one', 'two']) hub.subscribe(topic, () => woken.push(topic));
  const bridge = startBridge({ hub, open, log, ...(beatMs === undefined ? {} : { beatMs }) });
  return { hub, bridge, woken, [Symbol.asyncDispose]: () => bridge.stop() };
}

const connected = ({ bridge }: Node): Promise<boolean> =>
  eventually('the node hears hints', async () => bridge.connected);

/** A channel by which nodes reach each other, straight and through a proxy of their own. */
interface Ways extends AsyncDisposable {
  readonly straight: OpenHintChannel;
  readonly proxied: OpenHintChannel;
  readonly proxy: TcpProxy;
}

async function overPostgres(): Promise<Ways> {
  const folder = await scratchFolder();
  const database: EmbeddedPostgres = await startEmbeddedPostgres({
    dataDir: folder.path,
    settings: { fsync: 'off' },
    log: () => undefined,
  });
  const proxy = await proxyTo(database.connection);
  const pool = new Pool(database.connection);
  // Of connections that wait for work when the server stops.
  pool.on('error', () => undefined);
  const sql = sqlOver(pool);
  return {
    straight: pgHints({ connection: database.connection, sql, log }),
    proxied: pgHints({ connection: proxy.connection, sql, log }),
    proxy,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await pool.end();
      await database.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function overServer(
  start: typeof startRedis,
  open: typeof redisHints,
  scheme: 'redis' | 'nats',
): Promise<Ways> {
  const server = await start();
  const proxy = await tcpProxy({ host: '127.0.0.1', port: server.port });
  const at = (port: number): OpenHintChannel => open({ url: `${scheme}://127.0.0.1:${port}`, log });
  return {
    straight: at(server.port),
    proxied: at(proxy.port),
    proxy,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe.each([
  ['PostgreSQL', 'node', overPostgres],
  ['Redis', 'redis-server', () => overServer(startRedis, redisHints, 'redis')],
  ['NATS', 'nats-server', () => overServer(startNats, natsHints, 'nats')],
] as const)('hints over %s', (_name, program, open) => {
  // Where it is not installed nothing can be said of it; the checks install it.
  const onThis = isInstalled(program) || process.env['CI'] ? test : test.skip;
  let ways: Ways;
  beforeAll(async () => {
    if (isInstalled(program)) ways = await open();
  });
  afterAll(async () => {
    await ways?.[Symbol.asyncDispose]();
  });

  onThis('wake the watchers of a topic on every node, and nobody else', async () => {
    await using one = nodeOver(ways.straight);
    await using other = nodeOver(ways.straight);
    await Promise.all([connected(one), connected(other)]);
    other.woken.length = 0;
    one.hub.publish('one');
    await eventually('the hint came over', async () => other.woken.length > 0);
    expect(other.woken).toEqual(['one']);
  });

  onThis('wake everybody once a channel that was cut is back, for it has missed what was said', async () => {
    await using one = nodeOver(ways.straight);
    await using other = nodeOver(ways.proxied);
    await Promise.all([connected(one), connected(other)]);
    await ways.proxy.cut();
    await eventually('the node has noticed', async () => !other.bridge.connected);
    one.hub.publish('one');
    other.woken.length = 0;
    await ways.proxy.restore();
    await connected(other);
    expect(other.woken).toEqual(['one', 'two']);
    one.hub.publish('two');
    await eventually('hints come over again', async () => other.woken.length > 2);
  });

  onThis('take a channel that is open and silent for dead, and connect anew', async () => {
    await using one = nodeOver(ways.straight);
    await using other = nodeOver(ways.proxied, 50);
    await Promise.all([connected(one), connected(other)]);
    ways.proxy.silence();
    await eventually('the node has noticed', async () => !other.bridge.connected);
    await connected(other);
    other.woken.length = 0;
    one.hub.publish('one');
    await eventually('hints come over again', async () => other.woken.includes('one'));
  });
});

test('hints are gathered: many topics of one moment are one message', async () => {
  const said: string[] = [];
  await using node = nodeOver(({ listening }) => {
    listening();
    return {
      send: async (message) => void said.push(message),
      reconnect: () => undefined,
      close: async () => undefined,
    };
  });
  for (let count = 0; count < 200; count += 1) node.hub.publish(`topic:${count % 120}`);
  await eventually('everything was said', async () => said.join('\n').split('\n').length === 120);
  expect(said.map((message) => message.split('\n').length)).toEqual([90, 30]);
});
