import { Calendar } from '#core/calendar.ts'
import {
  calendarAt,
  groundOf,
  hoursOf,
  type PastCalendar,
} from '#core/collections/contact-register.ts'
import {
  type ContactRegisterFilter,
  type ContactRegisterInput,
  RegisteredContact,
} from '#core/collections/contact-register-api.ts'
import { toCsv } from '#core/collections/csv.ts'
import { type Money, toDecimalText } from '#core/money.ts'
import { type CustomerCard, findCustomers, masked } from '#modules/contacts/index.ts'
import { query } from '#platform/query.ts'
import { may } from '#platform/session.ts'
import { wallClock } from '#platform/time.ts'
import { readRules } from '../settings.ts'
import type { From } from '../store.ts'
import { type About, aboutOf } from './about.ts'
import { type ContactLine, contactLines, countContacts } from './lines.ts'
import { heads, wordOf } from './words.ts'

const moneyOf = ({ amount, currency }: ContactLine): Money | null =>
  amount === null || currency === null ? null : { minor: amount, currency }

function cameOf(line: ContactLine): RegisteredContact['came'] {
  const { source, state, reason } = line
  const { came } = RegisteredContact.shape
  if (source === 'talk') return { of: 'talk' }
  if (source === 'attempt')
    return came.parse({ of: source, outcome: state, promised: moneyOf(line) })
  if (source === 'agency') return came.parse({ of: source, code: state, amount: moneyOf(line) })
  return came.parse({ of: source, state, reason })
}

type Shown = Readonly<{
  card: CustomerCard | undefined
  about: About
  calendar: Parameters<typeof hoursOf>[2]
}>

function rowOf(from: From, line: ContactLine, { card, about, calendar }: Shown): RegisteredContact {
  const { kind, direction, automatic } = line
  const contact = { kind, direction, automatic, overridden: about.because !== null }
  const reached = line.source !== 'message' || line.state !== 'failed'
  const open = may(from.session, 'contacts.see_identities')
  const address = line.to_address
  return {
    ...{
      id: line.id,
      at: line.at.toISOString(),
      kind,
      channel: line.channel,
      direction,
      automatic,
    },
    by: line.by_name,
    customerId: card?.id ?? line.customer_id,
    customerName: card?.name ?? null,
    customerNumber: card?.number ?? '',
    // A name may be the number itself: whoever may not see numbers is told the customer alone.
    to: open ? line.to_name : '',
    toAddress: address === null || address === '' ? null : open ? address : masked(address),
    debts: [...about.debts],
    amount: about.amount,
    came: cameOf(line),
    hours: hoursOf({ kind, direction, reached }, wallClock(line.at, from.zone), calendar),
    ground: groundOf(contact),
    because: about.because,
    messageId: line.source === 'message' ? line.id : null,
    referralId: line.source === 'agency' ? line.about_id : null,
  }
}

async function pastCalendars(from: From): Promise<PastCalendar[]> {
  const rows = await from.run<{ until: Date; calendar: unknown }>(
    'select until, calendar from past_calendar where company_id = $1 order by until',
    [from.companyId],
  )
  return rows.map(({ until, calendar }) => ({
    until: until.toISOString(),
    calendar: Calendar.parse(calendar),
  }))
}

/** Contacts as the register shows them: every other record is read once for the page. */
async function shownContacts(
  from: From,
  lines: readonly ContactLine[],
): Promise<RegisteredContact[]> {
  const cards = await findCustomers(from, [...new Set(lines.map((line) => line.customer_id))])
  const about = await aboutOf(from, lines)
  const { calendar: present } = await readRules(from)
  const past = await pastCalendars(from)
  return lines.map((line) => {
    const calendar = calendarAt(past, present, line.at.toISOString())
    return rowOf(from, line, { card: cards.get(line.customer_id), about: about(line), calendar })
  })
}

/** Every contact with debtors in time order: who, whom, when, on which way, and what came of it. */
export const listRegisteredContacts = query(
  'collections.read',
  async (from, input: ContactRegisterInput) => {
    const { lines, nextCursor } = await contactLines(from, input)
    return {
      rows: await shownContacts(from, lines),
      nextCursor,
      total: await countContacts(from, input),
    }
  },
)

const mostExported = 50_000
const aPage = 1_000

const two = (n: number) => String(n).padStart(2, '0')

function cellsOf(from: From, row: RegisteredContact): string[] {
  const { language } = from.session
  const say = (group: Parameters<typeof wordOf>[0], key: string) => wordOf(group, key, language)
  const { day, minuteOfDay } = wallClock(new Date(row.at), from.zone)
  const { came } = row
  const sum =
    came.of === 'attempt' ? came.promised : came.of === 'agency' ? came.amount : row.amount
  const outcome =
    came.of === 'message'
      ? say('state', came.state)
      : came.of === 'attempt'
        ? say('outcome', came.outcome)
        : came.of === 'agency'
          ? say('agency', came.code)
          : ''
  return [
    ...[day, `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`],
    ...[say('kind', row.kind), say('channel', row.channel), say('direction', row.direction)],
    ...[row.automatic ? say('ground', 'automatic') : row.by, row.customerName ?? ''],
    ...[row.customerNumber, row.to, row.toAddress ?? '', row.debts.join(' '), outcome],
    ...[sum ? toDecimalText(sum) : '', sum?.currency ?? ''],
    ...[row.hours ? say('hours', row.hours) : '', say('ground', row.ground), row.because ?? ''],
  ]
}

/** The same contacts as a file that a spreadsheet opens, the oldest first, up to 50,000 of them. */
export const contactRegisterFile = query(
  'collections.read',
  async (from, filter: ContactRegisterFilter): Promise<File> => {
    const lines: string[][] = [heads.map((head) => head[from.session.language])]
    let cursor: string | undefined
    do {
      const page = await contactLines(from, {
        ...{ ...filter, direction: 'asc', limit: aPage },
        ...(cursor !== undefined && { cursor }),
      })
      for (const row of await shownContacts(from, page.lines)) lines.push(cellsOf(from, row))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined && lines.length <= mostExported)
    return new File([toCsv(lines)], `contact-register-${from.today}.csv`, {
      type: 'text/csv; charset=utf-8',
    })
  },
)
