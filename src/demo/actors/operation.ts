import type { ApiClient } from '../api-client.js';
import { graphql } from '../gql/gql.js';
import type { OperationProgressSubscription } from '../gql/graphql.js';
import type { LiveClient } from '../live-client.js';

const OperationProgress = graphql(`
  subscription OperationProgress($id: ID!) {
    operationProgress(id: $id) {
      state
      phase
      done
      total
      succeeded
      failed
      ratePerSecond
      failureCode
      failureMessage
      result {
        id
      }
    }
  }
`);

const FailedRows = graphql(`
  query FailedRows($id: ID!) {
    operation(id: $id) {
      rows(first: 100, outcome: FAILED) {
        edges {
          node {
            line
            code
            field
            value
          }
        }
      }
    }
  }
`);

type Operation = OperationProgressSubscription['operationProgress'];

/** What came of an import: rows that went well, and the codes of those that did not. */
export type Imported = {
  readonly resultId: string | undefined;
  readonly rows: number;
  readonly problems: readonly string[];
};

/** Watches an operation to its end, told of each state. Throws when it did not succeed. */
export async function watchOperation(
  { api, live }: { readonly api: ApiClient; readonly live: LiveClient },
  id: string,
  tell: (detail: string) => void,
): Promise<Imported> {
  let last: Operation | undefined;
  for await (const { operationProgress } of live.subscribe(OperationProgress, { id })) {
    last = operationProgress;
    tell(inWords(last));
  }
  if (last?.state !== 'SUCCEEDED') {
    throw new Error(
      `the operation is ${last?.state ?? 'unknown'}: ${last?.failureCode ?? ''} ${last?.failureMessage ?? ''}`,
    );
  }
  const problems = last.failed === 0 ? [] : await failedRows(api, id);
  return { resultId: last.result?.id, rows: last.succeeded, problems };
}

async function failedRows(api: ApiClient, id: string): Promise<string[]> {
  const { operation } = await api.call(FailedRows, { id });
  return operation.rows.edges.map(
    ({ node }) => `line ${node.line ?? '?'}: ${node.code ?? ''} ${node.field ?? ''} ${node.value ?? ''}`,
  );
}

function inWords({ state, phase, done, total, ratePerSecond }: Operation): string {
  const rate = ratePerSecond === null ? '' : `, ${ratePerSecond} a second`;
  return `${phase ?? state} ${done}${total === null ? '' : ` of ${total}`}${rate}`;
}

/** `359 rows`, or `355 rows, 4 refused (line 7: BAD_MOBILE …)`. */
export function importedInWords({ rows, problems }: Imported): string {
  const [first] = problems;
  return first === undefined ? `${rows} rows` : `${rows} rows, ${problems.length} refused (${first}, …)`;
}
