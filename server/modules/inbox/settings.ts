import type { WorkingHours, ZoneSegment } from '#core/hours.ts'
import { isOpen, workingMs } from '#core/hours.ts'
import { dueAfter } from '#core/inbox/due.ts'
import { InboxSettings } from '#core/inbox/settings.ts'
import { command } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from './scope.ts'
import { zoneBetween } from './zone.ts'

/** How the company works in its inbox; as shipped until somebody says otherwise. */
export async function readSettings(from: Pick<From, 'run' | 'companyId'>): Promise<InboxSettings> {
  const [row] = await from.run<{ settings: unknown }>(
    'select settings from inbox_settings where company_id = $1',
    [from.companyId],
  )
  return InboxSettings.parse(row?.settings ?? {})
}

const day = 86_400_000

/** The company's working hours, ready to be asked around this moment. */
export class Clockwork {
  readonly #hours: WorkingHours
  readonly #zone: string
  #segments: readonly ZoneSegment[] = []
  #from = Number.POSITIVE_INFINITY
  #until = Number.NEGATIVE_INFINITY

  constructor(settings: Pick<InboxSettings, 'shifts' | 'holidays'>, zone: string) {
    this.#hours = { shifts: settings.shifts, holidays: settings.holidays }
    this.#zone = zone
  }

  #between(fromMs: number, untilMs: number): readonly ZoneSegment[] {
    if (fromMs < this.#from || untilMs > this.#until) {
      this.#from = Math.min(this.#from, fromMs - day)
      this.#until = Math.max(this.#until, untilMs + day)
      this.#segments = zoneBetween(this.#zone, this.#from, this.#until)
    }
    return this.#segments
  }

  isOpen(at: Date): boolean {
    return isOpen(this.#hours, this.#between(at.getTime(), at.getTime()), at.getTime())
  }

  /** Seconds of work between two instants. */
  seconds(from: Date, until: Date): number {
    const [a, b] = [from.getTime(), until.getTime()]
    return b <= a ? 0 : Math.floor(workingMs(this.#hours, this.#between(a, b), a, b) / 1000)
  }

  /** When so many minutes of work have passed; null when the company does not open so soon. */
  due(from: Date, minutes: number): Date | null {
    const at = from.getTime()
    const found = dueAfter(this.#hours, this.#between(at, at + 64 * day), at, minutes)
    return found === undefined ? null : new Date(found)
  }
}

export const showSettings = query('inbox.read', (from) => readSettings(from))

/** Changes how the company works in its inbox; what is open keeps the times it was given. */
export const saveSettings = command(
  'inbox.manage',
  async (work, input: InboxSettings): Promise<InboxSettings> => {
    const before = await readSettings(work)
    await work.run(
      `insert into inbox_settings (company_id, settings, changed_at, changed_by) values ($1, $2, $3, $4)
       on conflict (company_id) do update set settings = excluded.settings,
         changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
      [work.companyId, JSON.stringify(input), work.now, work.actor.name],
    )
    work.audit('inbox.settings_saved', {
      kind: 'inbox_settings',
      id: work.companyId,
      before,
      after: input,
    })
    return input
  },
  { name: 'inbox.save_settings' },
)
