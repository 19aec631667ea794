import type { OpenItem, Share } from '#core/ledger/open-item.ts'
import { InstrumentTaken } from '#core/payments/events.ts'
import { firstState, stateAfter, withoutCovered } from '#core/payments/instrument.ts'
import type { Instrument, MendInstrument, TakeInstrument } from '#core/payments/instrument-api.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { lockOpenItems } from '#modules/ledger/index.ts'
import { command, type Work } from '#platform/command.ts'
import { type KeptPaper, keepPaper, orDrop } from '#platform/paper.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { storeFile } from '#platform/stored-files.ts'
import { allocate } from '../record-payment.ts'
import { disputedItems } from './ports.ts'
import { instrumentOf } from './queries.ts'
import { holdInstrument, type InstrumentRecord, moveHeld, writeStep } from './store.ts'

type Taken = Omit<TakeInstrument, 'file'> & Readonly<{ file: KeptPaper | undefined }>
type Mended = Omit<MendInstrument, 'file'> & Readonly<{ file: KeptPaper | undefined }>

/** What other cheques of the customer are for, which no second cheque is taken for. */
async function spokenFor(
  work: Work,
  { parties }: LockedCustomer,
  { amount, replaces }: Taken,
): Promise<Share[]> {
  const rows = await work.run<{ item_id: string; amount: number }>(
    `select t.item_id, t.amount from instrument i
     join instrument_item t on t.company_id = i.company_id and t.instrument_id = i.id
     where i.company_id = $1 and i.customer_id = any($2) and i.kind = 'cheque'
       and i.state = any('{in_hand,deposited}') and i.currency = $3
       and ($4::uuid is null or i.id <> $4)`,
    [work.companyId, parties, amount.currency, replaces ?? null],
  )
  return rows.map((row) => ({
    itemId: row.item_id,
    amount: { minor: row.amount, currency: amount.currency },
  }))
}

/** What the customer objects to, which a cheque is not taken for by itself. */
async function objectedTo(work: Work, { parties }: LockedCustomer, open: readonly OpenItem[]) {
  const disputed = await work.session.house.plugs.get(disputedItems)(work, parties)
  return open.flatMap(({ id, balance }): Share[] => {
    const minor = disputed.get(id)
    return minor === undefined ? [] : [{ itemId: id, amount: { ...balance, minor } }]
  })
}

/**
 * The invoices that an instrument is for: as the collector wrote, else the oldest that are left; a
 * cheque for those that nobody objects to.
 */
async function purposeOf(
  work: Work,
  customer: LockedCustomer,
  said: Taken,
): Promise<readonly Share[]> {
  const { kind, amount, shares } = said
  if (shares?.length === 0 || (kind === 'guarantee' && !shares)) return []
  const open = await lockOpenItems(work, customer.parties, amount.currency)
  if (kind !== 'cheque') return allocate(amount, shares, open).shares
  const left = withoutCovered(open, await spokenFor(work, customer, said))
  const asked = shares ? left : withoutCovered(left, await objectedTo(work, customer, left))
  return allocate(amount, shares, asked).shares
}

/** The cheque whose place the new one takes, while both are held. */
async function replacedBy(work: Work, said: Taken, customer: LockedCustomer) {
  if (!said.replaces) return undefined
  const { instrument } = await holdInstrument(work, said.replaces, 'payments.instruments')
  const to = stateAfter(instrument.kind, instrument.state, 'replace')
  if (!to || said.kind !== 'cheque' || !customer.parties.includes(instrument.customer_id))
    throw new Refusal('payments.instrument_cannot', { state: instrument.state, move: 'replace' })
  return instrument
}

async function insert(work: Work, customerId: string, said: Taken): Promise<boolean> {
  const fileId = said.file ? await storeFile(work, said.file.kept, said.file.name) : null
  const made = await work.run(
    `insert into instrument (company_id, id, kind, customer_id, number, amount, currency, due_on,
       guarantee_kind, issuer, party, guarantor, place, nafith_ref, note, file_id, state, since,
       changed_at, taken_at, taken_by, taken_by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
       $19, $20, $21)
     on conflict (company_id, customer_id, kind, number, issuer) where state <> 'cancelled'
     do nothing returning id`,
    [
      ...[work.companyId, said.id, said.kind, customerId, said.number],
      ...[said.amount.minor, said.amount.currency, said.dueOn ?? null],
      ...[said.kind === 'guarantee' ? said.guaranteeKind : null, said.issuer || null],
      ...[said.party || null, said.guarantor || null, said.place || null, said.nafithRef || null],
      ...[said.note || null, fileId, firstState[said.kind], work.today, work.now],
      ...[work.actor.kind === 'user' ? work.actor.id : null, work.actor.name],
    ],
  )
  return made.length > 0
}

/** Whether the very same was taken before: a click that was repeated. */
async function isKnown(work: Work, said: Taken, { parties }: LockedCustomer): Promise<boolean> {
  const [known] = await work.run<
    Pick<InstrumentRecord, 'customer_id' | 'kind' | 'amount' | 'currency' | 'number'>
  >(
    `select customer_id, kind, amount, currency, number from instrument
     where company_id = $1 and id = $2`,
    [work.companyId, said.id],
  )
  if (!known) return false
  const { minor, currency } = said.amount
  const same =
    known.kind === said.kind &&
    known.number === said.number &&
    known.amount === minor &&
    known.currency === currency
  if (!same || !parties.includes(known.customer_id))
    throw new Refusal('request.id_reused', { id: said.id })
  return true
}

const take = command(
  'payments.instruments',
  async (work, said: Taken): Promise<'taken' | 'known'> => {
    const customer = await lockCustomer(work, said.customerId, 'payments.instruments')
    if (await isKnown(work, said, customer)) return 'known'
    const replaced = await replacedBy(work, said, customer)
    const shares = await purposeOf(work, customer, said)

    if (!(await insert(work, customer.id, said)))
      throw new Refusal('payments.instrument_known', { number: said.number })
    await work.run(
      `insert into instrument_item (company_id, instrument_id, item_id, place, amount)
       select $1, $2, t.item_id, t.place, t.amount
       from jsonb_to_recordset($3::jsonb) as t (item_id uuid, place int, amount bigint)`,
      [
        ...[work.companyId, said.id],
        JSON.stringify(
          shares.map(({ itemId, amount }, place) => ({
            ...{ item_id: itemId, place, amount: amount.minor },
          })),
        ),
      ],
    )
    const state = firstState[said.kind]
    await writeStep(work, said.id, { move: null, state, day: work.today })
    if (replaced)
      await moveHeld(work, replaced, {
        ...{ move: 'replace', state: 'replaced', day: work.today, replacedBy: said.id },
      })

    const { id, kind, number, amount, dueOn = null } = said
    work.audit('payments.instrument_taken', {
      kind: 'instrument',
      id,
      before: null,
      after: { kind, number, amount, dueOn, customerId: customer.id, issuer: said.issuer },
    })
    work.publish(
      InstrumentTaken,
      { kind: 'instrument', id, customerId: customer.id },
      { instrumentId: id, kind, customerId: customer.id, amount, number, dueOn },
    )
    return 'taken'
  },
  { name: 'payments.take_instrument' },
)

/**
 * Takes a cheque, a note or a guarantee in. The debt stands as it was; what a cheque is for is not
 * asked for while it is waited for.
 * @throws contacts.customer_not_found, payments.instrument_known, payments.instrument_cannot,
 *   payments.share_…, file.kind_refused
 */
export async function takeInstrument(session: Session, input: TakeInstrument): Promise<Instrument> {
  demand(session, 'payments.instruments')
  const file = input.file && (await keepPaper(session, input.file, 'receipt'))
  await orDrop(session, file, take(session, { ...input, file }))
  return look(session, (from) => instrumentOf(from, input.id, 'payments.instruments'))
}

const mendable = ['issuer', 'party', 'guarantor', 'place', 'nafithRef', 'note'] as const

const asSaid = (row: InstrumentRecord) => ({
  ...{ issuer: row.issuer, party: row.party, guarantor: row.guarantor, place: row.place },
  ...{ nafithRef: row.nafith_ref, note: row.note },
})

const mend = command(
  'payments.instruments',
  async (work, said: Mended): Promise<'mended'> => {
    const { instrument } = await holdInstrument(work, said.id, 'payments.instruments')
    const before = asSaid(instrument)
    const after = { ...before }
    for (const field of mendable) if (said[field] !== undefined) after[field] = said[field] || null
    const fileId = said.file
      ? await storeFile(work, said.file.kept, said.file.name)
      : instrument.file_id
    await work.run(
      `update instrument set issuer = $3, party = $4, guarantor = $5, place = $6, nafith_ref = $7,
         note = $8, file_id = $9 where company_id = $1 and id = $2`,
      [
        ...[work.companyId, said.id, after.issuer, after.party, after.guarantor, after.place],
        ...[after.nafithRef, after.note, fileId],
      ],
    )
    const { state } = instrument
    await writeStep(work, said.id, { move: null, state, day: work.today })
    work.audit('payments.instrument_mended', {
      kind: 'instrument',
      id: said.id,
      before,
      after: { ...after, ...(said.file && { file: said.file.name }) },
    })
    work.whisper('payments.instrument_mended', { kind: 'instrument', id: said.id })
    return 'mended'
  },
  { name: 'payments.mend_instrument' },
)

/** Adds what was not known when it was taken. @throws payments.instrument_not_found */
export async function mendInstrument(session: Session, input: MendInstrument): Promise<Instrument> {
  demand(session, 'payments.instruments')
  const file = input.file && (await keepPaper(session, input.file, 'receipt'))
  await orDrop(session, file, mend(session, { ...input, file }))
  return look(session, (from) => instrumentOf(from, input.id, 'payments.instruments'))
}
