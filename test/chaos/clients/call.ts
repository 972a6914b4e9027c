import type { Pass } from './people.js';

const PATIENCE_MS = 6_000;

/** What a client is told of one call; 'nothing' where the way or the time was lost. */
export type Told =
  | { readonly kind: 'data'; readonly data: Readonly<Record<string, never>> }
  | { readonly kind: 'refused'; readonly code: string; readonly retryAfter: number | undefined }
  | { readonly kind: 'nothing' };

export interface Call {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Also what the client calls itself, by which the receipt of an answer is found. */
  readonly key: string;
}

interface Body {
  readonly data?: Readonly<Record<string, never>> | null;
  readonly errors?: readonly {
    readonly extensions?: { readonly code?: string; readonly retryAfter?: number };
  }[];
}

/** One call, as any HTTP client makes it. */
export async function call(url: string, { token }: Pass, { query, variables, key }: Call): Promise<Told> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'idempotency-key': key,
        'user-agent': key,
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { data, errors = [] } = (await response.json()) as Body;
    const [error] = errors;
    if (!error && data) return { kind: 'data', data };
    const { code = `status ${response.status}`, retryAfter } = error?.extensions ?? {};
    return { kind: 'refused', code, retryAfter };
  } catch {
    return { kind: 'nothing' };
  }
}
