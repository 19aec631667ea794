import type { ReminderDetail, ReminderRow, RemindersInput } from '#core/collections/api.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { query } from '#platform/query.ts'
import type { From } from './store.ts'
import type { CollectionsTables, ReminderTable } from './tables.ts'

const rowOf = (row: ReminderTable, customerName: string | null): ReminderRow => ({
  id: row.id,
  customerId: row.customer_id,
  customerName,
  state: row.state,
  tone: row.tone,
  stepKey: row.step_key,
  policyKey: row.policy_key,
  amount: { minor: row.amount, currency: row.currency },
  invoices: row.items.length,
  reasons: row.reasons,
  reviewOn: row.review_on,
  decidedAt: row.decided_at.toISOString(),
  sentOn: row.sent_on,
  channel: row.channel,
  messageId: row.message_id,
  by: row.decided_by,
  overrideReason: row.override_reason,
})

const matching = `from reminder r where r.company_id = $1
  and ($2::uuid[] is null or r.customer_id = any($2))
  and ($3::text is null or r.items @> jsonb_build_array(jsonb_build_object('invoiceId', $3::text))
    or r.excluded @? format('$[*] ? (@.itemId == "%s")', $4::text)::jsonpath)
  and ($5::text[] is null or r.state = any($5)) and ($6::uuid[] is null or r.customer_id = any($6))`

/** The item that an invoice is in the ledger, as the chase's own rows know it. */
async function itemOf(from: From, invoiceId: string): Promise<string | null> {
  const [row] = await from.run<{ item_id: string }>(
    `select item_id from late_period where company_id = $1 and invoice_id = $2
     union all select item_id from dispute where company_id = $1 and invoice_id = $2 limit 1`,
    [from.companyId, invoiceId],
  )
  return row?.item_id ?? null
}

/** «لماذا لم يُرسل؟»: every reminder of the company, a customer or an invoice, newest first. */
export const listReminders = query('collections.read', async (from, input: RemindersInput) => {
  const offset = Number(input.cursor ?? 0) || 0
  const filters = [
    from.companyId,
    input.customerId ? await partiesOf(from, input.customerId) : null,
    input.invoiceId ?? null,
    input.invoiceId ? await itemOf(from, input.invoiceId) : null,
    input.state ?? null,
    (await customersWithin(from, 'collections.read')) ?? null,
  ]
  const rows = await from.run<ReminderTable>(
    `select r.* ${matching} order by r.decided_at desc, r.id desc offset $7 limit $8`,
    [...filters, offset, input.limit + 1],
  )
  const [counted] = await from.run<{ count: number }>(
    `select count(*) as count ${matching}`,
    filters,
  )
  const cards = await findCustomers(
    from,
    rows.map((row) => row.customer_id),
  )
  return {
    rows: rows
      .slice(0, input.limit)
      .map((row) => rowOf(row, cards.get(row.customer_id)?.name ?? null)),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: counted?.count ?? 0,
  }
})

/** One reminder with every decision that was made of it. @throws collections.reminder_not_found */
export const showReminder = query(
  'collections.read',
  async (from, { id }: { id: string }): Promise<ReminderDetail> => {
    const [row] = await from.run<ReminderTable>(
      'select * from reminder where company_id = $1 and id = $2',
      [from.companyId, id],
    )
    const visible = await customersWithin(from, 'collections.read')
    if (!row || (visible && !visible.includes(row.customer_id)))
      throw new Refusal('collections.reminder_not_found', { id })
    const decisions = await from.run<CollectionsTables['reminder_decision']>(
      'select * from reminder_decision where company_id = $1 and reminder_id = $2 order by seq desc',
      [from.companyId, id],
    )
    const card = (await findCustomers(from, [row.customer_id])).get(row.customer_id)
    return {
      ...rowOf(row, card?.name ?? null),
      items: row.items.map((item) => ({
        ...item,
        balance: { minor: item.balance, currency: row.currency },
      })),
      excluded: row.excluded,
      decisions: decisions.map((decision) => ({
        at: decision.at.toISOString(),
        verdict: decision.verdict,
        reasons: decision.reasons,
        passed: decision.passed,
        by: decision.actor_name,
      })),
    }
  },
)
