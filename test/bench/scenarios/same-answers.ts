import { deepStrictEqual } from 'node:assert/strict';
import type { SignedIn } from '../world/company.js';

/** Throws unless the servers at these ports answer each of these bodies alike, to the caller who may see it. */
export async function assertSame(
  bodies: readonly string[],
  readers: readonly Pick<SignedIn, 'token'>[],
  ports: readonly number[],
): Promise<void> {
  const token = readers[0]?.token ?? '';
  for (const body of bodies.slice(0, 2)) {
    const [first, ...others] = await Promise.all(ports.map((port) => answerOf(port, body, token)));
    for (const other of others) deepStrictEqual(other, first);
  }
}

async function answerOf(port: number, body: string, token: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
  });
  return response.json();
}
