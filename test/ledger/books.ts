import { randomUUID } from 'node:crypto'
import type { Currency } from '#core/money.ts'
import { addCustomer } from '#modules/contacts/index.ts'
import { checkBooks, nextNumber, postEntry, settle } from '#modules/ledger/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'

/** Runs a few doors of the ledger in one transaction, as another module's use case would. */
export const within = <Result>(
  session: Session,
  run: (work: Work) => Promise<Result>,
): Promise<Result> => reaction('test.within', (work) => run(work))(session, undefined)

export type Sale = Readonly<{
  party: string
  minor: number
  on: string
  dueOn?: string
  currency?: Currency
  rate?: string
}>

/** Posts what an invoice posts; returns its open item. */
export async function bill(work: Work, sale: Sale) {
  const { party, minor, on, dueOn = on, currency = 'SAR', rate } = sale
  const { number } = await nextNumber(work, 'invoice', on)
  const id = randomUUID()
  const { entryId, lines } = await postEntry(work, {
    kind: 'sample_sale',
    document: { kind: 'sample_sale', id, number },
    postedOn: on,
    customerId: party,
    currency,
    rate,
    lines: [
      { account: 'receivable', amount: minor, partyId: party, dueOn },
      { account: 'sales', amount: -minor },
    ],
  })
  return { entryId, id, number, itemId: lines[0]?.id ?? '' }
}

/** Posts what a payment posts, placed on nothing yet; returns its credit. */
export async function pay(work: Work, sale: Sale) {
  const { party, minor, on, currency = 'SAR', rate } = sale
  const { entryId, lines } = await postEntry(work, {
    kind: 'sample_receipt',
    document: {
      kind: 'sample_receipt',
      id: randomUUID(),
      number: `RC-${randomUUID().slice(0, 8)}`,
    },
    postedOn: on,
    customerId: party,
    currency,
    rate,
    lines: [
      { account: 'bank', amount: minor },
      { account: 'receivable', amount: -minor, partyId: party },
    ],
  })
  return { entryId, creditId: lines[1]?.id ?? '' }
}

/** Puts so much of a credit on one item. */
export const place = (
  work: Work,
  creditId: string,
  itemId: string,
  minor: number,
  on: string,
  currency: Currency = 'SAR',
) =>
  settle(work, {
    creditId,
    shares: [{ itemId, amount: { minor, currency } }],
    effectiveOn: on,
  })

/** What the books' own check finds wrong, by name: nothing, after every test. */
export async function brokenRules(session: Session): Promise<string[]> {
  const { problems } = await look(session, checkBooks)
  return problems.map(({ invariant }) => invariant)
}

/** A customer for the ledger to name: it stands below whoever keeps them. */
export async function addParty(
  work: Work,
  party: Readonly<{ id: string; name: string; ownerId?: string }>,
): Promise<void> {
  await addCustomer(work, { kind: 'company', ...party })
}
