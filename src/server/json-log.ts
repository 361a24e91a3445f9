import { pino, stdSerializers, type DestinationStream } from 'pino';
import { withoutSecrets } from './http/request-log.js';
import type { Log } from './log.js';

/** Every line one object of JSON: level, time, msg and what belongs to it. */
export function jsonLog(to: DestinationStream): Log {
  return pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Nobody logs secrets; should somebody, they are not kept.
      formatters: { level: (label) => ({ level: label }), log: (fields) => withoutSecrets(fields) },
      serializers: { err: (error: Error) => withoutSecrets(stdSerializers.err(error)) },
    },
    to,
  );
}
