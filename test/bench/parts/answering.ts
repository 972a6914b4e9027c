import 'reflect-metadata';
import { createApi } from '#app/create-api.js';
import { openHints } from '#app/hints.js';
import { entities } from '#app/modules.js';
import { acceptInvitation, declineInvitation } from '#modules/upgrade/use-cases/answer-invitation.js';
import { localId } from '#platform/graphql/relay.js';
import { readConfig } from '#platform/config/config.js';
import { type Connection, openDatabase } from '#platform/db/database.js';
import { isUnavailable } from '#platform/db/pg-errors.js';
import { createHub } from '#platform/events/hub.js';
import { startBridge } from '#platform/events/bridge.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { OutboundHttp } from '#platform/outbound/outbound-http.js';
import { createLogger } from '#platform/telemetry/logger.js';
import type { Called } from '../load/callers.js';
import { serve } from '../stand/serve.js';
import type { Answerer } from '../world/answering.js';

type Caller = Pick<Answerer, 'token' | 'address' | 'asked'>;

let callers: { context: ApiContext; asked: Caller['asked']; given: number }[] = [];
let keys = 0;
let refused = 0;

/** The product without its transports: callers who are signed in call the use cases. */
serve({
  async open(plan: {
    readonly connection: Connection;
    readonly tokenSecret: string;
    readonly callers: readonly Caller[];
  }): Promise<void> {
    const { connection, tokenSecret } = plan;
    const log = createLogger('info', false);
    const config = { ...readConfig({ NODE_ENV: 'test' }), tokenSecret };
    const database = await openDatabase({ connection, entities, poolSize: config.poolSize, log });
    const hub = createHub();
    startBridge({ hub, open: openHints({ url: undefined, connection, sql: database, log }), log });
    const outbound = new OutboundHttp({ privateNetworks: false });
    const { sessions } = createApi({ config, log }, database, hub, () => '', {
      mailer: undefined,
      outbound,
    });
    callers = await Promise.all(
      plan.callers.map(async ({ token, address, asked }, index) => {
        const headers = { authorization: `Bearer ${token}` };
        const context = await sessions.contextOf({ id: `caller-${index}`, ip: address, headers });
        return { context, asked, given: 0 };
      }),
    );
  },

  async run(seconds: number): Promise<Called> {
    refused = 0;
    const started = performance.now();
    const deadline = started + seconds * 1_000;
    const times = await Promise.all(callers.map((caller) => answerUntil(deadline, caller)));
    return {
      answers: times.flat().length,
      seconds: (performance.now() - started) / 1_000,
      times: times.flat(),
      refused,
    };
  },
});

/** Says yes to each invitation, then no to each, and so on, until the deadline. Resolves to what each took, in ms. */
async function answerUntil(deadline: number, caller: (typeof callers)[number]): Promise<number[]> {
  const times: number[] = [];
  for (let now = performance.now(); now < deadline;) {
    const { context, asked, given } = caller;
    const command = Math.floor(given / asked.length) % 2 === 0 ? acceptInvitation : declineInvitation;
    const { invitationId = '', noticeDigest = '' } = asked[given % asked.length] ?? {};
    keys += 1;
    const idempotencyKey = `${process.pid}-${keys}`;
    const input = { invitationId: localId('Invitation', invitationId), noticeDigest, idempotencyKey };
    await patiently(async () => {
      const { ok } = await context.execute(command, input);
      if (!ok) throw new Error(`${command.name} was refused`);
    });
    caller.given += 1;
    const after = performance.now();
    times.push(after - now);
    now = after;
  }
  return times;
}

/** Tries again as long as the server says that it cannot now. */
async function patiently(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      refused += 1;
    }
  }
}
