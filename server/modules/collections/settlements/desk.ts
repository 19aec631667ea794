import type { DeskFacts } from '#core/collections/desk/facts.ts'
import type { DeskHappening, DeskOffer } from '#core/collections/desk-api.ts'
import type { ReachChannel } from '#core/contacts/customer.ts'
import { daysBetween } from '#core/day.ts'
import { dayOf } from '#platform/time.ts'
import { type HappenedStep, happened } from '../desk/happened.ts'
import type { From } from '../store.ts'
import { type ConcessionTable, moneyOf } from './store.ts'

type Offer = NonNullable<DeskFacts['offer']>
type State = Offer['state']

/** A settlement as the desk speaks of it, with the items that it is over. */
export type OfferOfDesk = Omit<Offer, 'whole'> &
  Readonly<{
    id: string
    sentAt: Date | null
    sentChannel: ReachChannel | null
    itemIds: ReadonlySet<string>
  }>

/** For how long an offer that came to nothing is what one calls about. */
const freshDays = 14

/** An offer that nobody sent was never with the customer, whatever its state says of our side. */
function stateOf({ state, sent_at: sentAt }: ConcessionTable): State | undefined {
  if (state === 'offered') return sentAt === null ? 'ready' : 'offered'
  if (state === 'expired' && sentAt === null) return 'unsent'
  const said = ['proposed', 'accepted', 'expired', 'declined'] as const
  return said.find((each) => each === state)
}

function sinceOf(row: ConcessionTable, state: State): Date {
  if (state === 'accepted') return row.accepted_at ?? row.proposed_at
  if (state === 'proposed') return row.proposed_at
  return row.ended_at ?? row.sent_at ?? row.approved_at ?? row.proposed_at
}

type Row = ConcessionTable & { item_ids: string[] }

function offerOf(from: From, row: Row): OfferOfDesk | undefined {
  const { pay_by: payBy, ended_at: endedAt } = row
  const state = stateOf(row)
  if (payBy === null || state === undefined) return undefined
  if (endedAt && from.now.getTime() - endedAt.getTime() > freshDays * 86_400_000) return undefined
  const since = sinceOf(row, state)
  return {
    id: row.id,
    state,
    amount: moneyOf(row, row.pay),
    payBy,
    daysLeft: daysBetween(from.today, payBy),
    atMs: since.getTime(),
    on: dayOf(since, from.zone),
    sentAt: row.sent_at,
    sentChannel: row.sent_channel,
    itemIds: new Set(row.item_ids),
  }
}

/**
 * By customer: the settlement that waits for the customer or for a colleague; else the last one, while
 * it stands or after it came to nothing.
 */
export async function deskOffersOf(
  from: From,
  parties: readonly string[],
): Promise<ReadonlyMap<string, OfferOfDesk>> {
  const rows = await from.run<Row>(
    `select distinct on (c.customer_id) c.*, (select array_agg(i.item_id) from concession_item i
       where i.company_id = c.company_id and i.concession_id = c.id) as item_ids
     from concession c where c.company_id = $1 and c.customer_id = any($2)
       and c.kind = 'settlement' and c.state not in ('refused', 'withdrawn')
     order by c.customer_id, array_position(array['offered', 'proposed'], c.state),
       c.proposed_at desc, c.id`,
    [from.companyId, parties],
  )
  return new Map(
    rows.flatMap((row) => {
      const offer = offerOf(from, row)
      return offer ? [[row.customer_id, offer] as const] : []
    }),
  )
}

/** The settlement as the card shows it, while something is still to come of it. */
export function shownOffer(offer: OfferOfDesk | undefined): DeskOffer | null {
  if (!offer) return null
  const { id, state, sentAt, sentChannel, amount, payBy } = offer
  if (state === 'expired' || state === 'declined' || state === 'unsent') return null
  return {
    ...{ id, amount, payBy, sentAt: sentAt?.toISOString() ?? null, sentChannel },
    state: state === 'ready' ? 'offered' : state,
  }
}

/** What happened with one settlement, each thing on its own day. */
function stepsOf(row: ConcessionTable): HappenedStep[] {
  const sent = row.sent_at !== null
  const over = ['declined', 'expired', 'failed', 'withdrawn', 'refused'].includes(row.state)
  return [
    ['proposed', row.state === 'proposed' ? row.proposed_at : null, row.proposed_by],
    ['ready', row.state === 'offered' && !sent ? row.approved_at : null, row.proposed_by],
    ['offered', row.sent_at, row.proposed_by],
    ['accepted', row.accepted_at, row.accepted_by ?? ''],
    ['kept', row.state === 'kept' && row.posted_on ? `${row.posted_on}T09:00:00.000Z` : null, ''],
    [
      row.state === 'expired' && !sent ? 'unsent' : row.state,
      over ? row.ended_at : null,
      row.ended_by ?? '',
    ],
  ]
}

/** What was offered to these parties as a settlement, and what came of it: the latest of it. */
export async function settlementHappenings(
  from: From,
  parties: readonly string[],
  most: number,
): Promise<DeskHappening[]> {
  const rows = await from.run<ConcessionTable>(
    `select * from concession where company_id = $1 and customer_id = any($2)
       and kind = 'settlement'
     order by greatest(proposed_at, sent_at, accepted_at, ended_at) desc, id desc limit $3`,
    [from.companyId, parties, most],
  )
  return rows.flatMap((row) =>
    happened({ id: row.id, kind: 'settlement' }, stepsOf(row), () => ({
      ...{ minor: row.pay, currency: row.currency },
      ...(row.pay_by && { due: row.pay_by }),
    })),
  )
}
