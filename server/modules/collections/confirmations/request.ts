import { balancesOf } from '#core/collections/confirmation.ts'
import type { ConfirmationItem, RequestConfirmations } from '#core/collections/confirmation-api.ts'
import { BalanceAsked } from '#core/collections/confirmation-events.ts'
import { Refusal } from '#core/refusal.ts'
import { type CustomerCard, customersWithin, findCustomers } from '#modules/contacts/index.ts'
import { openItemsOf } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { tokenHash } from '#platform/secrets.ts'
import { tokenOf } from './link.ts'
import { chiefOf } from './store.ts'

type Asked = Readonly<{ card: CustomerCard; items: readonly ConfirmationItem[] }>

/** By the record that answers for each customer: what was open of them on the day. */
async function openOn(work: Work, asOf: string): Promise<ReadonlyMap<string, ConfirmationItem[]>> {
  const viewpoint = asOf < work.today ? { asOf } : {}
  const lines = await openItemsOf(work, { all: true }, viewpoint)
  const cards = await findCustomers(work, [...new Set(lines.map(({ partyId }) => partyId))])
  const found = new Map<string, ConfirmationItem[]>()
  for (const line of lines) {
    const of = cards.get(line.partyId)?.survivorId ?? line.partyId
    const { id: itemId, documentId, documentKind, number, postedOn, dueOn, balance } = line
    const item = { itemId, documentId, documentKind, number, postedOn, dueOn, balance }
    const own = found.get(of)
    if (own) own.push(item)
    else found.set(of, [item])
  }
  return found
}

/**
 * Whoever sees only some customers asks those, by name: a debt may be anyone's.
 * @throws access.forbidden, contacts.customer_not_found
 */
async function askedIn(work: Work, input: RequestConfirmations): Promise<Asked[]> {
  const own = await customersWithin(work, 'collections.confirm_balance')
  if (own && input.whom !== 'chosen')
    throw new Refusal('access.forbidden', { permission: 'collections.confirm_balance' })
  const open = await openOn(work, input.asOf)
  const owes = (items: readonly ConfirmationItem[]) =>
    balancesOf(items, work.baseCurrency).some(({ minor }) => minor > 0)
  const wanted =
    input.whom === 'chosen'
      ? input.customerIds
      : [...open].flatMap(([id, items]) => (owes(items) ? [id] : []))
  const known = await findCustomers(work, [...new Set(wanted)])
  const strange = wanted.find((id) => !known.has(id) || (own && !own.includes(id)))
  if (strange !== undefined) throw new Refusal('contacts.customer_not_found', { id: strange })
  const survivors = new Set([...known.values()].map(({ survivorId }) => survivorId))
  const cards = await findCustomers(work, [...survivors])
  return [...cards.values()]
    .filter(({ archived }) => !archived)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((card) => ({ card, items: open.get(card.id) ?? [] }))
}

/** Nobody is asked twice about the same day while the first question stands. */
async function notAsked(work: Work, asOf: string, asked: readonly Asked[]): Promise<Asked[]> {
  const rows = await work.run<{ customer_id: string }>(
    `select distinct customer_id from balance_confirmation where company_id = $1 and as_of = $2
       and state in ('waiting', 'sent', 'opened', 'confirmed', 'differs')`,
    [work.companyId, asOf],
  )
  const cards = await findCustomers(
    work,
    rows.map((row) => row.customer_id),
  )
  const standing = new Set([...cards.values()].map(({ survivorId }) => survivorId))
  return asked.filter(({ card }) => !standing.has(card.id))
}

async function insert(work: Work, input: RequestConfirmations, asked: readonly Asked[]) {
  const { companyId, now, actor } = work
  await work.run(
    `insert into confirmation_round (company_id, id, as_of, answer_by, channel, remind_every_days,
       asked_at, asked_by_id, asked_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[companyId, input.id, input.asOf, input.answerBy, input.channel, input.remindEveryDays],
      ...[now, actor.kind === 'user' ? actor.id : null, actor.name],
    ],
  )
  const rows = asked.map(({ card, items }) => ({
    id: work.newId(),
    customer_id: card.id,
    owner_id: card.ownerId,
    balances: balancesOf(items, work.baseCurrency),
    items,
  }))
  await work.run(
    `insert into balance_confirmation (company_id, id, round_id, customer_id, as_of, answer_by,
       balances, items, state, owner_id, asked_at, asked_by)
     select $1, i.id, $2, i.customer_id, $3, $4, i.balances, i.items, 'waiting', i.owner_id, $5, $6
     from jsonb_to_recordset($7::jsonb)
       as i(id uuid, customer_id uuid, owner_id uuid, balances jsonb, items jsonb)`,
    [companyId, input.id, input.asOf, input.answerBy, now, actor.name, JSON.stringify(rows)],
  )
  await work.run("select gate.add_public_links($1::bytea[], 'confirm', $2::uuid[])", [
    rows.map(({ id }) => tokenHash(tokenOf(work.session, id))),
    rows.map(({ id }) => id),
  ])
  return rows
}

/**
 * Asks customers to confirm what our books say they owed on a day. What they are asked about is kept
 * as it is now; the letters go out by themselves, in the hours in which one writes.
 * @throws contacts.customer_not_found, access.forbidden, collections.confirmation_day,
 *   collections.confirmation_nobody
 */
export const requestConfirmations = command(
  'collections.confirm_balance',
  async (work, input: RequestConfirmations): Promise<{ asked: number; passed: number }> => {
    if (input.asOf > work.today || input.answerBy < work.today)
      throw new Refusal('collections.confirmation_day', { today: work.today })
    // Two who ask at once take turns: the second finds who was asked by the first.
    await work.run(
      `select pg_advisory_xact_lock(hashtextextended('collections.confirmations:' || $1::text, 0))`,
      [work.companyId],
    )
    const all = await askedIn(work, input)
    const asked = await notAsked(work, input.asOf, all)
    if (asked.length === 0) throw new Refusal('collections.confirmation_nobody')
    const rows = await insert(work, input, asked)
    work.audit('collections.confirmations_requested', {
      kind: 'confirmation_round',
      id: input.id,
      before: null,
      after: { asOf: input.asOf, answerBy: input.answerBy, customers: asked.length },
    })
    for (const { id, customer_id: customerId, balances } of rows) {
      work.audit('collections.confirmation_asked', {
        kind: 'balance_confirmation',
        id,
        before: null,
        after: { asOf: input.asOf, answerBy: input.answerBy, balances },
      })
      work.publish(
        BalanceAsked,
        { kind: 'balance_confirmation', id, customerId },
        {
          ...{ confirmationId: id, customerId, asOf: input.asOf },
          amount: chiefOf(balances, work.baseCurrency),
        },
      )
    }
    work.enqueue('collections.confirmations', {})
    return { asked: asked.length, passed: all.length - asked.length }
  },
  { once: ({ id }) => id, name: 'collections.request_confirmations' },
)
