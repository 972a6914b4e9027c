import type { Api } from './api.js';
import { RawSocket } from './raw-socket.js';

export interface Told {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

export type Send = (api: Api, query: string, variables?: Record<string, unknown>) => Promise<Told>;

/** One operation over HTTP, and the same over a socket of its own. What holds for one must hold for both. */
export const transports: readonly (readonly [name: string, send: Send])[] = [
  ['HTTP', async (api, query, variables = {}) => api.send(query, variables)],
  [
    'WebSocket',
    async (api, query, variables = {}) => {
      const socket = await RawSocket.connect(api.url, api.token);
      const told = await socket.run(query, variables);
      await socket.close();
      return told;
    },
  ],
];

export const codesOf = ({ errors }: Told): unknown[] => errors.map((error) => error.extensions['code']);
