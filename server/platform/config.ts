import { z } from 'zod'

const Switch = z.enum(['0', '1']).transform((value) => value === '1')
const Url = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))

/** Every setting of the house, with what it means. A wrong value stops the start by its name. */
const Config = z.object({
  /** The port of the web, the API and the public pages. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** The address to listen on. */
  HOST: z.string().default('127.0.0.1'),
  /** What every link in a mail, a PDF or a QR code begins with. Default: http://HOST:PORT. */
  PUBLIC_URL: Url.optional(),
  /** Where data is kept. Default: ./.data, or /var/lib/wasl/<checkout> as root. */
  WASL_DATA: z.string().optional(),
  /** A PostgreSQL (15 or later) of one's own, as a login that may create roles. Default: embedded. */
  DATABASE_URL: z.string().optional(),
  /** The login that serves, when made by hand. */
  DATABASE_APP_URL: z.string().optional(),
  /** The login that owns the queue, when made by hand. */
  DATABASE_WORKER_URL: z.string().optional(),
  /** What this process does: web, worker, or both. */
  WASL_ROLES: z
    .string()
    .default('web,worker')
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(['web', 'worker'])).min(1)),
  /** 1 mounts the simulators of gateways and mail. Default: on, unless PUBLIC_URL is https. */
  WASL_SIMULATORS: Switch.optional(),
  /** The key of secrets, 32 bytes in base64. Default: made once, kept in the data directory. */
  WASL_KEY: z.base64().optional(),
  /** How much the log says. */
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  /** The SMTP server for the house's own mail (invitations, resets), as a smtp:// URL. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** 1 lets companies name mail servers in the private network. Default: on, unless PUBLIC_URL is https. */
  MAIL_PRIVATE_HOSTS: Switch.optional(),
  /** The sender of the house's own mail. */
  MAIL_FROM: z.email().default('wasl@localhost.localdomain'),
  /** S3-compatible storage for files: https://key:secret@host/bucket. Default: the data directory. */
  S3_URL: z.url().optional(),
  /** Proxies whose X-Forwarded-For is believed, comma-separated addresses. Default: none. */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean)),
  /** Multiplies every brake on requests: for imports by API from a trusted program, and for benches. */
  RATE_FACTOR: z.coerce.number().int().min(1).max(100_000).default(1),
  /** For tests: ends the process at a named point, `point#nth`. */
  WASL_CRASH_AT: z.string().optional(),
})
export type Config = z.infer<typeof Config>

/** Reads the settings once. @throws an error that names each wrong setting and what it should be */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const known = Object.keys(Config.shape)
  const given = Object.fromEntries(
    known.flatMap((name) =>
      env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]],
    ),
  )
  const read = Config.safeParse(given)
  if (read.success) return read.data
  const wrong = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`Wasl cannot start with these settings:\n${wrong.join('\n')}`)
}
