import { type Logger, pino } from 'pino'

export type Log = Logger

const secretPaths = [
  'password',
  '*.password',
  'token',
  '*.token',
  'secret',
  '*.secret',
  'secretKey',
  '*.secretKey',
  'authorization',
  '*.authorization',
  'cookie',
  '*.cookie',
  'headers.authorization',
  'headers.cookie',
]

/** The structured log. Secrets are struck out by name before a line is written. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: { paths: secretPaths, censor: '[hidden]' },
    timestamp: pino.stdTimeFunctions.isoTime,
  })
}
