/** One page of a list, as it is asked for. */
export interface Page {
  /** How many rows, at least 1. */
  readonly first: number;
  /** The values of the list's order at the last row seen; undefined for the first page. */
  readonly after: readonly (string | number)[] | undefined;
}

export interface Slice<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
}

/** Cuts rows that were read with `limit first + 1`. */
export function sliceOf<Row>(rows: readonly Row[], first: number): Slice<Row> {
  return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
}
