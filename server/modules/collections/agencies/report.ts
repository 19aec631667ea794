import type { AddUpdate, ReportPayment } from '#core/collections/agency-desk-api.ts'
import { needsAmount, needsNote } from '#core/collections/agency-referral.ts'
import { AgencyReported } from '#core/collections/events.ts'
import type { NoticeFile } from '#core/payments/notice.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { type KeptPaper, keepPaper, orDrop } from '#platform/paper.ts'
import { demand, type Session } from '#platform/session.ts'
import { alikePaper, storeFile } from '#platform/stored-files.ts'
import { ownAgency } from './agencies.ts'
import { aboutReferral, assertInHand, endIn, referralFacts } from './refer.ts'
import { type HeldReferral, holdReferral } from './store.ts'

type Wanted<Said> = Readonly<{ said: Said; paper: KeptPaper | undefined }>

/** Where the paper lies that a command stored, if it brought one. */
type Stored = Readonly<{ key: string | null }>
const storedOf = (paper: KeptPaper | undefined): Stored => ({ key: paper?.kept.key ?? null })

/** The same words with the same paper are the same request. */
const alike = <Said>({ said, paper }: Wanted<Said>) => [said, alikePaper(paper)]

/** Runs a command with its kept paper, which is nobody's if it fails or was there already. */
async function withPaper<Input extends { file?: NoticeFile | undefined }>(
  session: Session,
  input: Input,
  run: (session: Session, wanted: Wanted<Omit<Input, 'file'>>) => Promise<Stored>,
): Promise<void> {
  demand(session, 'collections.agency_desk')
  const { file, ...said } = input
  const paper = file && (await keepPaper(session, file, 'paper'))
  await orDrop(session, paper, run(session, { said, paper }), ({ key }) => key !== paper?.kept.key)
}

/** A referral of one's own agency, in hand. @throws collections.referral_not_found, …_over */
async function holdOwn(work: Work, id: string): Promise<HeldReferral> {
  const agency = await ownAgency(work)
  const held = await holdOf(work, id, agency.id)
  assertInHand(held.referral)
  return held
}

/** What is another agency's, or not theirs yet, is not there. */
export async function holdOf(
  work: Work,
  id: string,
  agencyId: string,
  within?: Permission,
): Promise<HeldReferral> {
  const held = await holdReferral(work, id, within)
  if (held.referral.agency_id !== agencyId || held.referral.started_at === null)
    throw new Refusal('collections.referral_not_found', { id })
  return held
}

/** Someone worked on it: a referral that was only handed over is in progress from then on. */
async function heard(work: Work, { referral }: HeldReferral, what: string): Promise<void> {
  await work.run(
    `update referral set heard_at = $3,
       state = case when state = 'referred' then 'in_progress' else state end
     where company_id = $1 and id = $2`,
    [work.companyId, referral.id, work.now],
  )
  work.publish(AgencyReported, aboutReferral(referral), { ...referralFacts(referral), what })
}

type Update = Omit<AddUpdate, 'file' | 'id'>

/**
 * Writes down what an agency says of a debt that is held. What it gives back is ours again.
 * @throws collections.update_needs_note, collections.update_needs_amount
 */
export async function updateIn(
  work: Work,
  held: HeldReferral,
  said: Update,
  paper?: KeptPaper | undefined,
): Promise<void> {
  const { referral } = held
  const { code, amount } = said
  if (needsNote(code) && said.note === '') throw new Refusal('collections.update_needs_note')
  if (needsAmount(code) && (!amount || !said.dueOn || amount.currency !== referral.currency))
    throw new Refusal('collections.update_needs_amount', { currency: referral.currency })
  const fileId = paper ? await storeFile(work, paper.kept, paper.name) : null
  await work.run(
    `insert into referral_update (company_id, id, referral_id, at, by_id, by_name, code, note, amount,
       due_on, file_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[work.companyId, said.updateId, referral.id, work.now, work.actor.id, work.actor.name],
      ...[code, said.note, needsAmount(code) ? (amount?.minor ?? null) : null],
      ...[needsAmount(code) ? (said.dueOn ?? null) : null, fileId],
    ],
  )
  await heard(work, held, code)
  work.audit('collections.agency_update', {
    kind: 'referral',
    id: referral.id,
    before: null,
    after: { code, note: said.note, amount: amount ?? null, dueOn: said.dueOn ?? null },
  })
  if (code === 'returned') {
    const { referral: now, ...rest } = await holdReferral(work, referral.id)
    await endIn(work, { referral: now, ...rest }, 'returned', said.note)
  }
}

type Report = Omit<ReportPayment, 'file' | 'id'>

/**
 * Writes down that an agency says money came. Nothing is in the books before it is confirmed.
 * @throws payments.paid_in_the_future, collections.agency_payment_early,
 *   collections.update_needs_amount in another currency than the debt's
 */
export async function reportIn(
  work: Work,
  held: HeldReferral,
  said: Report,
  paper?: KeptPaper | undefined,
): Promise<void> {
  const { referral } = held
  const { amount, paidOn } = said
  if (amount.currency !== referral.currency)
    throw new Refusal('collections.update_needs_amount', { currency: referral.currency })
  if (paidOn > work.today)
    throw new Refusal('payments.paid_in_the_future', { paidOn, today: work.today })
  if (paidOn < (referral.started_on ?? work.today))
    throw new Refusal('collections.agency_payment_early', { startedOn: referral.started_on ?? '' })
  const fileId = paper ? await storeFile(work, paper.kept, paper.name) : null
  await work.run(
    `insert into agency_payment (company_id, id, referral_id, amount, paid_on, paid_to, reference,
       file_id, reported_at, reported_by_id, reported_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[work.companyId, said.newPaymentId, referral.id, amount.minor, paidOn, said.to],
      ...[said.reference, fileId, work.now, work.actor.id, work.actor.name],
    ],
  )
  await heard(work, held, 'payment')
  work.audit('collections.agency_payment_reported', {
    kind: 'referral',
    id: referral.id,
    before: null,
    after: { amount, paidOn, to: said.to, reference: said.reference },
  })
}

const update = command(
  'collections.agency_desk',
  async (work, { said, paper }: Wanted<Omit<AddUpdate, 'file'>>): Promise<Stored> => {
    await updateIn(work, await holdOwn(work, said.id), said, paper)
    return storedOf(paper)
  },
  { name: 'collections.add_agency_update', once: ({ said }) => said.updateId, alike },
)

/** @throws collections.no_agency, collections.referral_not_found, as updateIn does */
export const addUpdate = (session: Session, input: AddUpdate): Promise<void> =>
  withPaper(session, input, update)

const report = command(
  'collections.agency_desk',
  async (work, { said, paper }: Wanted<Omit<ReportPayment, 'file'>>): Promise<Stored> => {
    await reportIn(work, await holdOwn(work, said.id), said, paper)
    return storedOf(paper)
  },
  { name: 'collections.report_agency_payment', once: ({ said }) => said.newPaymentId, alike },
)

/** @throws collections.no_agency, collections.referral_not_found, as reportIn does */
export const reportPayment = (session: Session, input: ReportPayment): Promise<void> =>
  withPaper(session, input, report)
