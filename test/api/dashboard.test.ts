import { expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { startApp } from '#app/create-app.js';
import { readConfig } from '#platform/config/config.js';
import { frameCutter } from '../support/frame-cutter.js';
import { groupWorld } from '../support/group-world.js';
import { startServer, TOKEN_SECRET } from '../support/server.js';
import { accept, cutOver, invitationOf, mutate, start } from '../support/upgrades.js';

const EVENTS = `subscription ($id: ID!, $after: String) {
  groupUpgradeEvents(id: $id, after: $after) { cursor sequence type fromState toState reason invitation { id } }
}`;

interface Event {
  readonly cursor: string;
  readonly sequence: number;
  readonly type: string;
}

/**
 * A dashboard as the documentation of graphql-ws tells how to write one: its client connects again by itself and
 * subscribes anew, with the variables as they are by then. The cursor in them is all that it keeps.
 */
function dashboard(url: string, token: string | undefined, id: string): Promise<Event[]> {
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    shouldRetry: () => true,
    retryAttempts: 5,
    retryWait: () => Promise.resolve(),
  });
  const variables: { id: string; after: string | null } = { id, after: null };
  const events: Event[] = [];
  return new Promise<Event[]>((resolve, reject) => {
    client.subscribe<{ groupUpgradeEvents: Event }>(
      { query: EVENTS, variables },
      {
        next({ data, errors }) {
          if (!data) return reject(new Error(JSON.stringify(errors)));
          events.push(data.groupUpgradeEvents);
          variables.after = data.groupUpgradeEvents.cursor;
        },
        error: reject,
        complete: () => resolve(events),
      },
    );
  }).finally(() => void client.dispose());
}

test('a dashboard of graphql-ws alone, cut off at every single event, at one node and the other, ends with the whole history', async () => {
  await using server = await startServer();
  const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'NO_ACCOUNT', 'NOT_ACTIVATED']);
  // Before there is another node, which would send some of the codes and tell nobody.
  const [owner, first, , , last] = await Promise.all(world.people.map(({ mobile }) => server.signIn(mobile)));
  if (!owner || !first || !last) throw new Error('somebody is missing');
  const other = await startApp({
    config: { ...readConfig({ PORT: '0', NODE_ENV: 'test' }), tokenSecret: TOKEN_SECRET },
    connection: server.connection,
    log: pino({ level: 'silent' }),
  });
  try {
    const nodes = [server.app.port, other.port].map((port) => ({ host: '127.0.0.1', port }));
    await using cutter = await frameCutter(nodes);
    const id = await start(world);
    const watched = dashboard(`ws://127.0.0.1:${cutter.port}/graphql`, world.admin.token, id);
    for (const api of [owner, first]) await accept(api, (await invitationOf(api)).id);
    const { id: invitationId } = await invitationOf(owner);
    await mutate(owner, 'withdrawAcceptance', { invitationId });
    await accept(owner, invitationId);
    await mutate(last, 'declineInvitation', { invitationId: (await invitationOf(last)).id });
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    await cutOver(world.admin, id);
    const seen = await watched;

    const whole = world.admin.subscribe<{ groupUpgradeEvents: Event }>(EVENTS, { id });
    const history = (await whole.all()).map((message) => message.groupUpgradeEvents);
    await whole.close();
    expect(seen).toEqual(history);
    expect(history.map(({ sequence }) => sequence)).toEqual(history.map((_, index) => index + 1));
    expect(history.at(-1)?.type).toBe('UPGRADE_COMPLETED');
    expect(cutter.cuts).toBe(history.length);
  } finally {
    await other.stop();
  }
});
