import type { PageSettlement } from '#core/collections/settlement-api.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer, partiesOf } from '#modules/contacts/index.ts'
import {
  type AgreedPart,
  enterByLink,
  type FindAgreedPart,
  type PayGuest,
  payableByLink,
} from '#modules/payments/index.ts'
import { reaction } from '#platform/command.ts'
import type { House } from '#platform/house.ts'
import { look } from '#platform/query.ts'
import type { From } from '../store.ts'
import { acceptHeld } from './answer.ts'
import { toPayOf } from './judge.ts'
import { liveConcessions, moneyOf, type Standing } from './store.ts'
import { endConcession } from './tell.ts'

type Link = Parameters<FindAgreedPart>[1]

/** An offer is told only to whoever may see all of its invoices. */
async function offerTo(from: From, link: Link): Promise<Standing | undefined> {
  const shown = new Set((await payableByLink(from, link)).map(({ id }) => id))
  const live = await liveConcessions(from, await partiesOf(from, link.customerId))
  return live.find(
    ({ row, items }) =>
      row.kind === 'settlement' &&
      (row.state === 'accepted' || (row.state === 'offered' && row.sent_at !== null)) &&
      (row.pay_by ?? '') >= from.today &&
      items.some((item) => shown.has(item.invoice_id)) &&
      items.every(
        (item) => link.invoiceIds.includes(item.invoice_id) || shown.has(item.invoice_id),
      ),
  )
}

async function offerOf(
  from: From,
  link: PayGuest['link'],
): Promise<{ offer: PageSettlement | null }> {
  const found = await offerTo(from, link)
  if (!found) return { offer: null }
  const { row, items } = found
  return {
    offer: {
      id: row.id,
      owed: moneyOf(row, row.owed),
      pay: moneyOf(row, row.pay),
      waived: moneyOf(row, row.waived),
      payBy: row.pay_by ?? from.today,
      numbers: items.map((item) => item.number),
      invoiceIds: items.map((item) => item.invoice_id),
      accepted: row.state === 'accepted',
      toPay: await toPayOf(from, found),
    },
  }
}

/** An accepted settlement is the company's consent to be paid less than its invoices owe. */
export async function settledPartOf(from: From, link: Link): Promise<AgreedPart[]> {
  const found = await offerTo(from, link)
  const amount = found && (await toPayOf(from, found))
  return amount ? [{ invoiceIds: found.items.map((item) => item.invoice_id), amount }] : []
}

/** The settlement that is offered to whoever holds a pay link. @throws as a pay page does */
export async function showPageSettlement(house: House, token: string) {
  const { session, link } = await enterByLink(house, token)
  return look(session, (from) => offerOf(from, link))
}

const accept = reaction(
  'collections.accept_on_page',
  async (work, { link, id }: { link: PayGuest['link']; id: string }) => {
    const customer = await lockCustomer(work, link.customerId)
    const standing = await offerTo(work, link)
    if (standing?.row.id !== id) throw new Refusal('collections.concession_ended', { state: '' })
    // A second press finds what the first one did.
    if (standing.row.state === 'offered')
      await acceptHeld(work, { standing, customer }, { name: customer.name, on: 'page' })
    return offerOf(work, link)
  },
)

/** The holder of a pay link agrees to the offer. @throws collections.concession_ended */
export async function acceptOnPage(house: House, input: { token: string; id: string }) {
  const { session, link } = await enterByLink(house, input.token)
  return accept(session, { link, id: input.id })
}

type Declining = Readonly<{ link: PayGuest['link']; id: string; reason: string }>

const decline = reaction(
  'collections.decline_settlement_on_page',
  async (work, { link, id, reason }: Declining) => {
    const customer = await lockCustomer(work, link.customerId)
    const standing = await offerTo(work, link)
    if (standing?.row.id !== id || standing.row.state !== 'offered')
      throw new Refusal('collections.concession_ended', { state: standing?.row.state ?? '' })
    await endConcession(
      work,
      { standing, customer },
      { state: 'declined', because: reason === '' ? null : reason, by: customer.name },
    )
    return offerOf(work, link)
  },
)

/** The holder of a pay link does not want the offer. @throws collections.concession_ended */
export async function declineOnPage(
  house: House,
  { token, id, reason }: { token: string; id: string; reason: string },
) {
  const { session, link } = await enterByLink(house, token)
  return decline(session, { link, id, reason })
}
