import { AddCustomer } from '#core/contacts/customer.ts'
import type { Currency } from '#core/money.ts'
import { listReminders } from '#modules/collections/reminders.ts'
import { runReminders } from '#modules/collections/run.ts'
import { stopToday, switchReminders } from '#modules/collections/settings.ts'
import { addCustomer } from '#modules/contacts/index.ts'
import { addOpeningInvoice } from '#modules/invoicing/index.ts'
import { reaction } from '#platform/command.ts'
import { newId, openHouse } from './house.ts'

// A Sunday, 11:00 in Riyadh: inside the hours of contact.
export const now = '2026-11-22T08:00:00Z'

export type Debt = Readonly<{ due: string; riyals?: number; currency?: Currency }>
export type Debtor = Readonly<{ id: string; email: string; invoices: string[] }>

const open = reaction(
  'test.open',
  async (work, input: { debtor: Debtor; debts: Debt[]; email: boolean }) => {
    const { debtor, debts, email } = input
    await addCustomer(
      work,
      AddCustomer.parse({
        id: debtor.id,
        name: `شركة ${debtor.id.slice(-6)}`,
        stage: 'customer',
        identities: email ? [{ id: newId(), kind: 'email', typed: debtor.email }] : [],
      }),
    )
    for (const [n, { due, riyals = 500, currency = 'SAR' }] of debts.entries())
      await addOpeningInvoice(work, {
        id: debtor.invoices[n] ?? '',
        customerId: debtor.id,
        issuedOn: '2026-08-01',
        dueOn: due,
        currency,
        ...(currency !== 'SAR' && { rate: '3.75' }),
        gross: riyals * 100,
        balance: riyals * 100,
      })
  },
)

/** A house with reminders, and what the tests of them say over and over. */
export function openChase() {
  const the = openHouse({ now })
  async function debtor(debts: Debt[], { email = true } = {}): Promise<Debtor> {
    const id = newId()
    const made = { id, email: `d-${id.slice(-10)}@example.com`, invoices: debts.map(newId) }
    await open(the.session(), { debtor: made, debts, email })
    await the.drain()
    return made
  }

  const mailsTo = ({ email }: Debtor) => the.simulators.mail.inbox().list(email)

  /** Looks at everything again, as the first run of an hour does. */
  async function run(): Promise<void> {
    await the.sql('update reminder_setting set refreshed_at = null')
    await runReminders(the.session())
    await the.drain()
  }
  const rowsOf = async ({ id }: Debtor) =>
    (await listReminders(the.session(), { customerId: id, limit: 50 })).rows
  const codes = (row: { reasons: readonly { code: string }[] } | undefined) =>
    row?.reasons.map(({ code }) => code)

  async function on(): Promise<void> {
    the.setNow(now)
    await stopToday(the.session(), { stopped: false })
    await switchReminders(the.session(), { on: true })
    // Turning them on starts a run: it is over before the test makes what it looks at.
    await the.drain()
  }

  /** A customer who stands at the gateway's page. */
  async function beginsToPay({ id, invoices }: Debtor): Promise<void> {
    const { companyId } = the.company
    const [account, link] = [newId(), newId()]
    await the.sql(
      `insert into gateway_account (company_id, id, vendor, mode, secret_key, secret_key_end, created_at, created_by)
       values ($1, $2, 'moyasar', 'test', 'sealed', '0000', now(), 'نورة')`,
      [companyId, account],
    )
    await the.sql(
      `insert into pay_link (company_id, id, customer_id, invoice_ids, same_as, created_at, created_by_name, expires_at)
       values ($1, $2, $3, $4, 'x', now(), 'نورة', now() + interval '9 days')`,
      [companyId, link, id, invoices],
    )
    await the.sql(
      `insert into pay_attempt (company_id, id, link_id, account_id, customer_id, item_ids, invoice_ids,
         amount, currency, method, language, state, checkout_id, opened_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $6, 50000, 'SAR', 'mada', 'ar', 'open', 'c1', $7::timestamptz,
         $7::timestamptz + interval '1 hour')`,
      [companyId, newId(), link, account, id, invoices, now],
    )
  }
  return { the, debtor, mailsTo, run, rowsOf, codes, on, beginsToPay }
}
