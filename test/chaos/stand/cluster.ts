import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CodeGateway } from '#demo/code-gateway.js';
import { urlOf } from '../../bench/stand/database.js';
import { Phones } from '../../bench/stand/phones.js';
import { type HintServer, startNats, startRedis } from '../../support/hint-servers.js';
import { REVIEWER } from '../../support/server.js';
import { tcpProxy, type TcpProxy } from '../../support/tcp-proxy.js';
import type { Hints } from '../options.js';
import { type Database, startDatabase } from './database.js';
import { ChaosNode } from './node.js';

/** So few that a burst can fill them. */
const ANSWER_QUEUE = '40';
const POOL = '8';
const LOOK_MS = 100;

/** Several nodes over one database, with a way of its own between every two parts that talk to each other. */
export class Cluster implements AsyncDisposable {
  private constructor(
    readonly database: Database,
    readonly nodes: readonly ChaosNode[],
    readonly phones: Phones,
    readonly tokenSecret: string,
    private readonly gateway: CodeGateway,
    /** What carries the hints, where that is not the database. */
    readonly hintServer: HintServer | undefined,
  ) {}

  static async open({ nodes: count, hints }: { nodes: number; hints: Hints }): Promise<Cluster> {
    const database = await startDatabase();
    const gateway = await CodeGateway.open();
    const server = await serverOf(hints);
    const tokenSecret = randomBytes(32).toString('hex');
    const nodes: ChaosNode[] = [];
    for (let place = 1; place <= count; place++) {
      const ways = {
        database: await wayToDatabase(database),
        hints: server && (await tcpProxy({ host: '127.0.0.1', port: server.port })),
      };
      const way = { ...database.connection, host: '127.0.0.1', port: ways.database.port };
      const env = {
        NODE_ENV: 'production',
        DATABASE_URL: urlOf(way),
        DATABASE_POOL: POOL,
        TOKEN_SECRET: tokenSecret,
        REVIEWER_MOBILES: REVIEWER,
        CODE_WEBHOOK_URL: gateway.url,
        CODE_WEBHOOK_SECRET: gateway.secret,
        WEBHOOK_PRIVATE_NETWORKS: 'true',
        TRUSTED_PROXIES: '1',
        ANSWER_QUEUE,
        DRAIN_SECONDS: '2',
        ...(ways.hints ? { HINTS_URL: `${hints}://127.0.0.1:${ways.hints.port}` } : {}),
      };
      nodes.push(await ChaosNode.open(`node ${place}`, ways, env));
    }
    const phones = new Phones(gateway, tokenSecret, () => nodes[0]?.url ?? '');
    const cluster = new Cluster(database, nodes, phones, tokenSecret, gateway, server);
    // One after the other: the first brings the schema up to date.
    for (const node of nodes) await node.start();
    await cluster.untilReady(60_000);
    return cluster;
  }

  /** How long it took until every node said that it can do its work; undefined if that was too long. */
  async untilReady(patienceMs: number): Promise<number | undefined> {
    const started = performance.now();
    while (performance.now() - started < patienceMs) {
      const ready = await Promise.all(this.nodes.map((node) => node.isReady()));
      if (ready.every(Boolean)) return Math.round(performance.now() - started);
      await delay(LOOK_MS);
    }
    return undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const node of this.nodes) await node[Symbol.asyncDispose]();
    this.gateway.close();
    await this.hintServer?.[Symbol.asyncDispose]();
    await this.database[Symbol.asyncDispose]();
  }
}

async function serverOf(hints: Hints): Promise<HintServer | undefined> {
  if (hints === 'database') return undefined;
  return hints === 'redis' ? startRedis() : startNats();
}

/** PostgreSQL listens on a socket of the machine; the way to it is TCP. */
function wayToDatabase({ connection }: Database): Promise<TcpProxy> {
  return tcpProxy({ path: join(connection.host, `.s.PGSQL.${connection.port}`) });
}
