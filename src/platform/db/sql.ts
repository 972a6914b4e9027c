/**
 * SQL by hand: statements with `$1` parameters, rows as plain objects.
 * `timestamptz` arrives as Date (milliseconds), `int8` as number, `uuid` and `text` as string.
 */
export interface Sql {
  rows<Row extends object>(text: string, params?: readonly unknown[]): Promise<Row[]>;
  row<Row extends object>(text: string, params?: readonly unknown[]): Promise<Row | undefined>;
  /** Runs a statement for its effect. Returns the number of rows it touched. */
  run(text: string, params?: readonly unknown[]): Promise<number>;
}

export type Queryable = {
  query(text: string, params?: unknown[]): Promise<{ rows: unknown[]; rowCount: number | null }>;
};

/** `Sql` over anything that queries as `pg` does: its pool, or one client of it. */
export function sqlOver(queryable: Queryable): Sql {
  const rows = async <Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> =>
    (await queryable.query(text, [...params])).rows as Row[];
  return {
    rows,
    row: async <Row extends object>(text: string, params?: readonly unknown[]) =>
      (await rows<Row>(text, params))[0],
    run: async (text, params = []) => (await queryable.query(text, [...params])).rowCount ?? 0,
  };
}
