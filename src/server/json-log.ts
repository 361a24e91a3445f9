import { pino, type DestinationStream } from 'pino';
import { REDACTED } from './http/request-log.js';
import type { Log } from './log.js';

/** Every line one object of JSON: level, time, msg and what belongs to it. */
export function jsonLog(to: DestinationStream): Log {
  return pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Nobody logs these; should somebody, they are not kept.
      redact: REDACTED,
    },
    to,
  );
}
