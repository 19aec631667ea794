import type { Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import type { Dashboard, FirstDay, WaitingKind } from '#core/reports/api.ts'
import { customersWithin } from '#modules/contacts/index.ts'
import { type Look, query } from '#platform/query.ts'
import { of, type Within } from './receivables.ts'

/** What came in since a day: receipts that were not taken back. */
export async function collectedSince(
  look: Look,
  from: Day,
  currency: Currency,
  within: Within,
): Promise<Dashboard['collected']> {
  const [row] = await look.run<{ amount: number; payments: number; last_at: Date | null }>(
    `select coalesce(sum(p.amount), 0)::bigint as amount, count(*)::int as payments,
       max(p.recorded_at) as last_at
     from payment p where p.company_id = $1 and p.paid_on >= $2 and p.currency = $3
       and ${of('p.customer_id', 4)} and not exists (
       select 1 from payment_reversal r where r.company_id = p.company_id and r.payment_id = p.id)`,
    [look.companyId, from, currency, within],
  )
  return {
    amount: { minor: row?.amount ?? 0, currency },
    payments: row?.payments ?? 0,
    lastAt: row?.last_at?.toISOString() ?? null,
  }
}

/** How each kind of waiting work is counted; every line of it opens the list with the same filter. */
const counts: Record<WaitingKind, string> = {
  held_reminders: `select count(*)::int as n from reminder where company_id = $1
    and decided_on = $2 and state = 'held' and ${of('customer_id', 3)}`,
  unknown_messages: `select count(*)::int as n from message where company_id = $1
    and state = 'unknown' and $2::date is not null and ${of('customer_id', 3)}`,
  failed_messages: `select count(*)::int as n from message where company_id = $1
    and state = 'failed' and queued_at > $2::date - 30 and ${of('customer_id', 3)}`,
  never_sent: `select count(*)::int as n from invoice where company_id = $1 and sent_at is null
    and voided_at is null and kind = 'invoice' and issued_on < $2::date - 1
    and ${of('customer_id', 3)}`,
  old_drafts: `select count(*)::int as n from invoice_draft where company_id = $1
    and changed_at < $2::date - 7 and ${of('customer_id', 3)}`,
  unapplied_credit: `select count(*)::int as n from journal_line l
    where l.company_id = $1 and l.party_id is not null and l.settled < abs(l.amount) and l.amount < 0
      and $2::date is not null and ${of('l.party_id', 3)}`,
  flagged_payments: `select count(*)::int as n from payment where company_id = $1
    and flag is not null and $2::date is not null and ${of('customer_id', 3)}`,
  books_problems: `select coalesce((select problems from books_check where company_id = $1
    order by seq desc limit 1), 0)::int as n where $2::date is not null and $3::uuid[] is null`,
}

/** What waits for a person, the kinds with nothing left out. */
export async function waitingWork(look: Look, within: Within): Promise<Dashboard['waiting']> {
  const waiting: { kind: WaitingKind; count: number }[] = []
  for (const [kind, text] of Object.entries(counts) as [WaitingKind, string][]) {
    const [row] = await look.run<{ n: number }>(text, [look.companyId, look.today, within])
    if (row && row.n > 0) waiting.push({ kind, count: row.n })
  }
  return waiting
}

// Beyond the reader's own customers it is told that the company has begun, and no number.
const seen = (table: 'customer' | 'invoice', column: string) =>
  `(select greatest(count(*) filter (where ${of(column, 2)}), least(count(*), 1)) from ${table}
    where company_id = $1)::int`

/** How far the first day has come. */
export const showFirstDay = query('reports.read', async (look): Promise<FirstDay> => {
  const within = (await customersWithin(look, 'reports.read')) ?? null
  const [row] = await look.run<{
    customers: number
    invoices: number
    problems: number
    mail: boolean
    reminders: boolean
  }>(
    `select ${seen('customer', 'id')} as customers, ${seen('invoice', 'customer_id')} as invoices,
       coalesce((select problems from books_check where company_id = $1 order by seq desc limit 1), 0)::int as problems,
       exists (select 1 from channel_account where company_id = $1 and removed_at is null) as mail,
       exists (select 1 from reminder_setting where company_id = $1 and on_since is not null) as reminders`,
    [look.companyId, within],
  )
  return {
    customers: row?.customers ?? 0,
    invoices: row?.invoices ?? 0,
    booksClean: (row?.problems ?? 0) === 0,
    mailReady: Boolean(row?.mail) || look.session.house.simulators,
    remindersOn: Boolean(row?.reminders),
  }
})
