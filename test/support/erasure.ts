import type { Api } from './api.js';
import { eventually } from './eventually.js';
import type { TestServer } from './server.js';
import { mutate } from './upgrades.js';

/** Waits until every request for erasure has ended. */
export async function untilErased(server: TestServer): Promise<void> {
  await eventually('every erasure has ended', async () => {
    const open = await server.app.database.row(`select id from erasure_request where state = 'REQUESTED'`);
    return open === undefined;
  });
}

/** Lets a person ask for their erasure, and waits for its end. */
export async function erase(server: TestServer, api: Api): Promise<void> {
  const asked = await mutate(api, 'requestErasure', { reason: 'I leave' }, 'erasureRequest { state }');
  if (asked.userErrors.length > 0) throw new Error(`refused: ${JSON.stringify(asked.userErrors)}`);
  await untilErased(server);
}
