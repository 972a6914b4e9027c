import type { TypedDocumentString } from './gql/graphql.js';

export type Refusal = { readonly code: string; readonly message: string; readonly field: readonly string[] };

/** GraphQL errors: nothing of the operation is to be relied on. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    operation: string,
    readonly codes: readonly string[],
    detail: string,
  ) {
    super(`${operation}: ${detail}`);
  }
}

type GraphqlError = {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly requestId?: string };
};
type Answer<Data> = { readonly data?: Data | null; readonly errors?: readonly GraphqlError[] };

/** Speaks GraphQL over HTTP as one caller: a token, and the address of a phone behind the proxy that the demo plays. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly caller: { readonly token?: string; readonly address?: string } = {},
  ) {}

  as(token: string): ApiClient {
    return new ApiClient(this.url, { ...this.caller, token });
  }

  from(address: string): ApiClient {
    return new ApiClient(this.url, { ...this.caller, address });
  }

  /** The data of an operation. Throws an ApiError if there was any error. */
  async call<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const query = document.toString();
    const { token, address } = this.caller;
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(address === undefined ? {} : { 'x-forwarded-for': address }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [] } = (await response.json()) as Answer<Data>;
    if (data && errors.length === 0) return data;
    throw new ApiError(
      operationName(query),
      errors.map(({ extensions }) => extensions?.code ?? ''),
      errors.length > 0 ? errors.map(toldError).join('; ') : `status ${response.status} and no data`,
    );
  }
}

function operationName(query: string): string {
  return /(?:query|mutation|subscription)\s+(\w+)/.exec(query)?.[1] ?? 'operation';
}

function toldError({ message, extensions }: GraphqlError): string {
  const { code, requestId } = extensions ?? {};
  return `${code ?? 'error'}: ${message}${requestId === undefined ? '' : ` (request ${requestId})`}`;
}

/** The payload of a mutation that was not refused. Throws with the refusals otherwise. */
export function done<P extends { readonly userErrors: readonly Refusal[] }>(payload: P): P {
  if (payload.userErrors.length === 0) return payload;
  const told = payload.userErrors.map(
    ({ code, message, field }) => `${[...field, code].join('.')}: ${message}`,
  );
  throw new Error(`refused: ${told.join('; ')}`);
}

/** What the schema lets be null and is not null here. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`the answer holds no ${what}`);
  return value;
}
