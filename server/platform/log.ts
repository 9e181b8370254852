import { type Logger, pino } from 'pino'

export type Log = Logger

/** Structured log without personal data: no bodies, no addresses of pages, no names; ids only. */
export function openLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['req.headers', 'headers', 'password', 'token', 'email', 'body', '*.password', '*.token', '*.email'],
      censor: '[hidden]',
    },
  })
}
