import { randomFillSync } from 'node:crypto';

const SALT_BYTES = 32;
/** Salts that are made by one call, for a call costs more than the bytes. */
const SALTS = 64;

let pool = Buffer.alloc(0);

/** 32 random bytes that nobody else gets. */
export function newSalt(): Buffer {
  if (pool.length === 0) pool = randomFillSync(Buffer.alloc(SALTS * SALT_BYTES));
  const salt = pool.subarray(0, SALT_BYTES);
  pool = pool.subarray(SALT_BYTES);
  return salt;
}
