import { type DestinationStream, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import { turnStream } from './turn-stream.js';

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

/** JSON lines, to standard output unless a stream is given; readable ones when standard output is a terminal. */
export function createLogger(level: string, terminal: boolean, stream?: DestinationStream): Logger {
  const options = { level, redact: REDACTED, base: null };
  if (stream) return pino(options, stream);
  return terminal
    ? pino(options, pretty({ colorize: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }))
    : pino(options, turnStream());
}
