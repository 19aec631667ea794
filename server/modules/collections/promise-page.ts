import type { PagePromise, PagePromised, PagePromiseGround } from '#core/collections/promise-api.ts'
import { type Money, total } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer, partiesOf } from '#modules/contacts/index.ts'
import { enterByLink, type PayGuest, payableByLink } from '#modules/payments/index.ts'
import { reaction } from '#platform/command.ts'
import type { House } from '#platform/house.ts'
import { look } from '#platform/query.ts'
import { openPromises, type Standing } from './promise-store.ts'
import { promiseIn } from './promises.ts'
import { readRules } from './settings.ts'

/**
 * A word given here may be given anew once. What was agreed with a person, and a second word, stand:
 * else a link could put off the chase for ever, or a halala take the place of a whole agreement.
 */
const mayReplace = ({ row }: Pick<Standing, 'row'>): boolean =>
  ['pay_page', 'button'].includes(row.source) && row.replaces === null

/**
 * What the holder of a pay link may promise, and what they have promised already.
 * @throws payments.link_not_found, payments.link_ended
 */
export async function showPagePromise(house: House, token: string): Promise<PagePromiseGround> {
  const { session, link } = await enterByLink(house, token)
  return look(session, async (from) => {
    const { promiseGraceDays: graceDays, promiseDaysAhead: daysAhead } = await readRules(from)
    const invoices = await payableByLink(from, link)
    const shown = new Set(invoices.map(({ id }) => id))
    const open = (await openPromises(from, await partiesOf(from, link.customerId)))
      .map(({ row, items }) => ({ row, of: items.filter((item) => shown.has(item.invoice_id)) }))
      .find((each) => each.of.length > 0)
    return {
      graceDays,
      daysAhead,
      // Of what was promised for other invoices, too, the holder learns nothing.
      open: open
        ? {
            amount: {
              minor: open.of.reduce((sum, { amount }) => sum + amount, 0),
              currency: open.row.currency,
            },
            dueOn: open.row.due_on,
            mayChange: mayReplace(open),
          }
        : null,
    }
  })
}

const record = reaction(
  'collections.promise_on_page',
  async (
    work,
    { link, input }: { link: PayGuest['link']; input: PagePromise },
  ): Promise<PagePromised> => {
    const customer = await lockCustomer(work, link.customerId)
    const invoices = await payableByLink(work, link)
    const { currency } = input.amount
    if (!invoices.every(({ balance }) => balance.currency === currency))
      throw new Refusal('collections.nothing_to_promise', { currency })
    const asked: Money = total(
      invoices.map(({ balance }) => balance),
      currency,
    )
    if (input.amount.minor > asked.minor)
      throw new Refusal('collections.promise_of_more_than_owed', {
        owed: asked.minor,
        currency: asked.currency,
      })
    const shown = new Set(invoices.map(({ id }) => id))
    const standing = (await openPromises(work, customer.parties)).find(
      (each) => !mayReplace(each) && each.items.some((item) => shown.has(item.invoice_id)),
    )
    if (standing) throw new Refusal('collections.promise_stands', { dueOn: standing.row.due_on })
    const made = await promiseIn(work, customer, {
      id: input.id,
      customerId: customer.id,
      amount: input.amount,
      dueOn: input.dueOn,
      invoiceIds: invoices.map(({ id }) => id),
      source: 'pay_page',
      note: '',
      saidBy: '',
    })
    return { amount: made.amount, dueOn: made.dueOn }
  },
  { once: ({ input }) => input.id },
)

/**
 * Takes down the word of whoever holds a pay link, at most for what the link asks.
 * @throws payments.link_not_found, payments.link_ended, and as promiseIn does
 */
export async function promiseOnPage(house: House, input: PagePromise): Promise<PagePromised> {
  const { session, link } = await enterByLink(house, input.token)
  return record(session, { link, input })
}
