import type { DeskHappening } from '#core/collections/desk-api.ts'
import { addDays } from '#core/day.ts'
import type { Currency, Money } from '#core/money.ts'
import { statementOf } from '#modules/ledger/index.ts'
import { statesOf } from '#modules/messaging/index.ts'
import { may } from '#platform/session.ts'
import { referralHappenings } from '../agencies/desk.ts'
import { planHappenings } from '../payment-plans/desk.ts'
import { settlementHappenings } from '../settlements/desk.ts'
import type { From } from '../store.ts'
import type { PromiseTable, ReminderTable } from '../tables.ts'
import type { ContactTable } from './contacts.ts'

const most = 6
/** «No payment yet» is said of no one who ever paid: a quarter of a year was too short a look. */
const daysLookedAt = 5 * 365

async function contacted(from: From, parties: readonly string[]): Promise<DeskHappening[]> {
  const rows = await from.run<ContactTable>(
    `select * from contact_attempt where company_id = $1 and customer_id = any($2)
     order by at desc, id desc limit ${most}`,
    [from.companyId, parties],
  )
  return rows.map((row) => ({
    id: row.id,
    kind: 'contact',
    at: row.at.toISOString(),
    by: row.by_name,
    facts: {
      outcome: row.outcome,
      channel: row.channel,
      ...(row.note && { note: row.note }),
      ...(row.promised !== null &&
        row.currency !== null && { minor: row.promised, currency: row.currency }),
    },
  }))
}

async function reminded(from: From, parties: readonly string[]): Promise<DeskHappening[]> {
  const rows = await from.run<Pick<ReminderTable, 'id' | 'tone' | 'decided_at' | 'message_id'>>(
    `select id, tone, decided_at, message_id from reminder
     where company_id = $1 and customer_id = any($2) and sent_on is not null
       and state <> 'failed' order by decided_at desc, id desc limit ${most}`,
    [from.companyId, parties],
  )
  const states = await statesOf(
    from,
    rows.flatMap((row) => row.message_id ?? []),
  )
  return rows.map((row) => ({
    id: row.id,
    kind: 'reminder',
    at: row.decided_at.toISOString(),
    by: '',
    facts: { tone: row.tone, state: states.get(row.message_id ?? '') ?? 'sent' },
  }))
}

/**
 * A word that was judged stands on the last day on which it could be kept, or on the day on which it
 * was before that: when the house looked into it says nothing of the customer. Money in part is noted
 * on an open one and does not make it younger. Promises that were given at the desk itself stand in
 * the log of contacts already.
 */
async function gaveWord(from: From, parties: readonly string[]): Promise<DeskHappening[]> {
  const rows = await from.run<PromiseTable & { at: Date }>(
    `select p.*, case when p.state = 'open' then p.made_at
       when p.state in ('renegotiated', 'cancelled') then coalesce(p.judged_at, p.made_at)
       else least(p.judged_at, (p.last_day + time '09:00') at time zone 'UTC') end as at
     from promise p where p.company_id = $1 and p.customer_id = any($2)
       and (p.state <> 'open' or not exists (select 1 from contact_attempt a
         where a.company_id = p.company_id and a.promise_id = p.id
           and a.customer_id = p.customer_id))
     order by at desc, p.id desc limit ${most}`,
    [from.companyId, parties],
  )
  return rows.map((row) => ({
    id: row.id,
    kind: 'promise',
    at: row.at.toISOString(),
    by: row.made_by,
    facts: { state: row.state, minor: row.amount, currency: row.currency, due: row.due_on },
  }))
}

async function paid(from: From, parties: readonly string[]): Promise<DeskHappening[]> {
  if (!may(from.session, 'payments.read')) return []
  const sections = await statementOf(from, {
    parties: [...parties],
    from: addDays(from.today, -daysLookedAt),
    to: from.today,
    kind: 'activity',
  })
  return sections.flatMap(({ movements }) =>
    movements
      .filter(({ documentKind, credit, reversal }) => {
        return documentKind === 'payment' && credit.minor > 0 && !reversal
      })
      .slice(-most)
      .map(
        (each): DeskHappening => ({
          id: each.lineId,
          kind: 'payment',
          at: `${each.postedOn}T09:00:00.000Z`,
          by: '',
          facts: {
            minor: each.credit.minor,
            currency: each.credit.currency,
            number: each.number,
          },
        }),
      ),
  )
}

/** The last things that happened with a customer, the latest first (آخر ما جرى). */
export async function happeningsOf(
  from: From,
  parties: readonly string[],
): Promise<DeskHappening[]> {
  const all = [
    ...(await contacted(from, parties)),
    ...(await reminded(from, parties)),
    ...(await gaveWord(from, parties)),
    ...(await planHappenings(from, parties, most)),
    ...(await settlementHappenings(from, parties, most)),
    ...(await referralHappenings(from, parties, most)),
    ...(await paid(from, parties)),
  ]
  return all.toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, most)
}

/** What they promised last, to be offered again. */
export async function lastPromisedOf(
  from: From,
  parties: readonly string[],
  currency: Currency,
): Promise<Money | null> {
  const [row] = await from.run<{ amount: number }>(
    `select amount from promise where company_id = $1 and customer_id = any($2) and currency = $3
     order by made_at desc, id desc limit 1`,
    [from.companyId, parties, currency],
  )
  return row ? { minor: row.amount, currency } : null
}
