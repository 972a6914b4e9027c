import { randomBytes } from 'node:crypto';
import { CodeGateway } from '#demo/code-gateway.js';
import type { Connection } from '#platform/db/database.js';
import type { Api } from '../../support/api.js';
import { REVIEWER, type SignsIn } from '../../support/server.js';
import type { Bench } from '../scenario.js';
import { type Database, urlOf } from './database.js';
import { Node } from './node.js';
import { Phones } from './phones.js';

/** One or more nodes of the product over a database of their own, and the phones of its people. */
export class Stand implements AsyncDisposable, SignsIn {
  private readonly started: Node[] = [];
  private readonly phones: Phones;

  private constructor(
    private readonly server: Database,
    readonly connection: Connection,
    private readonly gateway: CodeGateway,
    readonly tokenSecret: string,
  ) {
    this.phones = new Phones(gateway, tokenSecret, () => this.node.url);
  }

  /** On an empty database, or on a copy of another stand's, whose nodes must be stopped and whose tokens count here. */
  static async open(bench: Bench, { nodes = 1, like }: StandOptions = {}): Promise<Stand> {
    const connection = await bench.database.create(like?.connection);
    const tokenSecret = like?.tokenSecret ?? randomBytes(32).toString('hex');
    const stand = new Stand(bench.database, connection, await CodeGateway.open(), tokenSecret);
    try {
      // One after the other: the first brings the schema up to date.
      for (let count = 0; count < nodes; count++) await stand.startNode();
      return stand;
    } catch (error) {
      await stand[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** The first of the nodes. */
  get node(): Node {
    return this.nodeAt(0);
  }

  nodeAt(index: number): Node {
    const node = this.started[index];
    if (!node) throw new Error(`there is no node ${index}`);
    return node;
  }

  get nodes(): readonly Node[] {
    return this.started;
  }

  async startNode(): Promise<Node> {
    const node = await Node.start({
      NODE_ENV: 'production',
      DATABASE_URL: urlOf(this.connection),
      TOKEN_SECRET: this.tokenSecret,
      REVIEWER_MOBILES: REVIEWER,
      CODE_WEBHOOK_URL: this.gateway.url,
      CODE_WEBHOOK_SECRET: this.gateway.secret,
      // Everybody is at an address of their own, behind the proxy that the load clients play.
      TRUSTED_PROXIES: '1',
      // A few people watch through thousands of sockets, and some watch nothing for a while.
      SOCKETS_PER_USER: '100000',
      SOCKET_IDLE_SECONDS: '3600',
    });
    this.started.push(node);
    return node;
  }

  signIn(mobile: string): Promise<Api> {
    return this.phones.signIn(mobile);
  }

  /** Somebody who has signed in once, at the first node and with a token that is new: old ones run out. */
  again(api: Api): Promise<Api> {
    return this.phones.again(api);
  }

  /** Stops the nodes; the database stays, for instance to be copied. */
  async stopNodes(): Promise<void> {
    for (const node of this.started.splice(0)) await node[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopNodes();
    this.gateway.close();
    await this.server.drop(this.connection);
  }
}

interface StandOptions {
  readonly nodes?: number;
  readonly like?: Stand;
}
