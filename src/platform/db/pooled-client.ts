import pg from 'pg';

/** To make a connection. Whoever waits for one of the pool's that others have waits longer. */
export const CONNECT_MS = 2_000;

/** A client of the pool: `pg-pool` has one time for making a connection and for waiting until one is free. */
export class PooledClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    // The pool hides the password from whoever lists its options.
    super({ ...config, password: config.password, connectionTimeoutMillis: CONNECT_MS });
  }
}
