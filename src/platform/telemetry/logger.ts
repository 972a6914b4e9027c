import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

/** Paths that may hold secrets; a value there is never written. */
const REDACTED = [
  'req.headers.authorization',
  'req.headers.cookie',
  '*.token',
  '*.accessToken',
  '*.refreshToken',
  '*.code_hash',
  '*.password',
  '*.secret',
];

/** JSON lines to standard output; readable ones when that is a terminal. */
export function createLogger(level: string, terminal: boolean): Logger {
  const options = { level, redact: REDACTED, base: null };
  return terminal
    ? pino(options, pretty({ colorize: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }))
    : pino(options);
}
