import type { Pool } from './db.ts'
import type { Listener } from './events.ts'
import type { FileStore } from './files.ts'
import type { Job } from './jobs.ts'
import type { Log } from './log.ts'
import type { Pdf } from './pdf.ts'
import type { Plugs } from './port.ts'
import type { Safe } from './secrets.ts'
import type { Clock } from './time.ts'

/** The running application as a use case may know it. Made by main.ts, or by a test. */
export type House = Readonly<{
  /** Signs in as wasl_app: no superuser, no way around the wall between companies. */
  pool: Pool
  clock: Clock
  log: Log
  plugs: Plugs
  /** Seals the secrets of vendors. */
  safe: Safe
  files: FileStore
  pdf: Pdf
  /** Who hears of an event, by the event's name. */
  listeners: ReadonlyMap<string, readonly Listener[]>
  jobs: ReadonlyMap<string, Job>
  /** Every link in a mail, a PDF or a QR code begins with this. No slash at its end. */
  publicUrl: string
  /** Whether the simulators of vendors are mounted. */
  simulators: boolean
}>
