/** The part of pg-copy-streams 7 that is used; it brings no types. */
declare module 'pg-copy-streams' {
  import type { Writable } from 'node:stream';
  import type { Submittable } from 'pg';

  /** For `client.query`: writing sends data of a COPY … FROM STDIN; it has finished when the server has taken all. */
  export function from(statement: string): Writable & Submittable & { readonly rowCount: number };
}
