import { z } from 'zod'
import { event } from '#core/event.ts'

/** So many rows of a running import are written; screens show the bar. */
export const ImportProgressed = event(
  'importing.progressed',
  z.object({ importId: z.uuid(), done: z.int(), of: z.int() }),
)

/** Every good row of an import is written. */
export const ImportFinished = event(
  'importing.finished',
  z.object({ importId: z.uuid(), customers: z.int(), invoices: z.int(), payments: z.int() }),
)

/** What an import wrote was taken back, as far as nobody had touched it. */
export const ImportUndone = event(
  'importing.undone',
  z.object({ importId: z.uuid(), undone: z.int(), kept: z.int() }),
)
