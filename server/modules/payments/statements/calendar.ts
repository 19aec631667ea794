import type { Calendar } from '#core/calendar.ts'
import { port } from '#platform/port.ts'
import type { From } from '../store.ts'

/** Fitted by whoever keeps the company's working days: payments are below them and may not ask. */
export const companyCalendar = port<(from: From) => Promise<Calendar>>('payments.company_calendar')

/** The days on which the company works. */
export const calendarOf = (from: From): Promise<Calendar> =>
  from.session.house.plugs.get(companyCalendar)(from)
