import type { TestServer } from './server.js';

/** A number from the metrics page. */
export async function metric(server: TestServer, name: string): Promise<number> {
  const text = await (await fetch(`${server.api.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}
