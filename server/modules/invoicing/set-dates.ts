import type { Invoice, SetDates } from '#core/invoicing/api.ts'
import { InvoiceDueMoved } from '#core/invoicing/events.ts'
import { dueOn } from '#core/invoicing/terms.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { lockOpenItemsById } from '#modules/ledger/index.ts'
import { command } from '#platform/command.ts'
import { lockInvoice } from './cards.ts'
import { findFull, showInvoiceIn } from './show.ts'

/**
 * Notes when the goods were delivered and when the customer acknowledged them. Terms that waited
 * for such a day count from it now, once; a due date that has its day does not move.
 * @throws invoicing.invoice_not_found, invoicing.date_in_the_future, invoicing.due_is_fixed
 */
export const setDates = command(
  'invoicing.post',
  async (work, input: SetDates): Promise<Invoice> => {
    const seen = await findFull(work, input.id)
    if (!seen) throw new Refusal('invoicing.invoice_not_found', { id: input.id })
    const customer = await lockCustomer(work, seen.customer_id, 'invoicing.post')
    await lockInvoice(work, input.id)
    const before = (await findFull(work, input.id)) ?? seen
    for (const day of [input.deliveredOn, input.receivedOn])
      if (day !== undefined && day > work.today)
        throw new Refusal('invoicing.date_in_the_future', { day, today: work.today })
    const fixed = (known: string | null, asked: string | undefined) =>
      known !== null && asked !== undefined && known !== asked
    if (
      fixed(before.delivered_on, input.deliveredOn) ||
      fixed(before.received_on, input.receivedOn)
    )
      throw new Refusal('invoicing.due_is_fixed', { number: before.number })

    const deliveredOn = before.delivered_on ?? input.deliveredOn
    const receivedOn = before.received_on ?? input.receivedOn
    const waited = before.due_basis === 'invoiced' && before.kind !== 'opening'
    const due = waited
      ? dueOn(before.terms, { invoicedOn: before.issued_on, deliveredOn, receivedOn })
      : { dueOn: before.due_on, basis: before.due_basis }
    await lockOpenItemsById(work, [before.item_id])
    await work.run(
      `update invoice set delivered_on = $3, received_on = $4, due_on = $5, due_basis = $6
       where company_id = $1 and id = $2`,
      [work.companyId, input.id, deliveredOn ?? null, receivedOn ?? null, due.dueOn, due.basis],
    )
    work.audit('invoicing.dates_set', {
      kind: 'invoice',
      id: input.id,
      before: {
        deliveredOn: before.delivered_on,
        receivedOn: before.received_on,
        dueOn: before.due_on,
      },
      after: { deliveredOn, receivedOn, dueOn: due.dueOn },
    })
    if (due.dueOn !== before.due_on) {
      await work.run('select move_item_due($1, $2)', [before.item_id, due.dueOn])
      work.publish(
        InvoiceDueMoved,
        { kind: 'invoice', id: input.id, customerId: customer.id },
        { invoiceId: input.id, customerId: customer.id, from: before.due_on, to: due.dueOn },
      )
    }
    return showInvoiceIn(work, input.id)
  },
  { name: 'invoicing.set_dates' },
)
