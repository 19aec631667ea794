import type { Exchanged } from '#core/collections/agency-api.ts'
import { type AgencyLine, agencyFileHeads, readAgencyFile } from '#core/collections/agency-file.ts'
import { toCsv } from '#core/collections/csv.ts'
import { parseMoney, toDecimalText } from '#core/money.ts'
import type { NoticeFile } from '#core/payments/notice.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { cellText } from '#core/sheet.ts'
import { customersWithin, findCustomers } from '#modules/contacts/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { idWithin } from '#platform/ids.ts'
import { look, query } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { readSheet } from '#platform/sheets.ts'
import type { From } from '../store.ts'
import { getAgency, ownAgency } from './agencies.ts'
import { leftOf } from './left.ts'
import { assertInHand } from './refer.ts'
import { holdOf, reportIn, updateIn } from './report.ts'
import { itemsOf, moneyOf } from './store.ts'
import type { ReferralTable } from './tables.ts'

const mostLines = 2000

const debtHeads = {
  ar: ['العميل', 'الجوال', 'البريد', 'الاستحقاق', 'قيمتها', 'المتبقي', 'العملة', 'أحيلت في'],
  en: ['Customer', 'Phone', 'E-mail', 'Due', 'Amount', 'Left', 'Currency', 'Referred on'],
}

/** The debts that an agency has, a line an invoice, with empty places for what it will answer. */
async function debtsFile(
  from: From,
  agencyId: string,
  customers: readonly string[] | null,
): Promise<File> {
  const { language } = from.session
  const referrals = await from.run<ReferralTable>(
    `select * from referral where company_id = $1 and agency_id = $2
       and started_at is not null and ended_at is null
       and ($3::uuid[] is null or customer_id = any($3)) order by started_at, id`,
    [from.companyId, agencyId, customers],
  )
  const items = await itemsOf(
    from,
    referrals.map(({ id }) => id),
  )
  const left = await leftOf(
    from,
    [...items.values()].flat().map((item) => item.item_id),
  )
  const cards = await findCustomers(
    from,
    referrals.map((row) => row.customer_id),
  )
  const lines = referrals.flatMap((referral) => {
    const card = cards.get(referral.customer_id)
    return (items.get(referral.id) ?? []).map((item) => [
      ...[item.number, '', '', '', '', ''],
      ...[card?.name ?? '', card?.phone ?? '', card?.email ?? '', item.due_on],
      toDecimalText(moneyOf(item, referral)),
      toDecimalText(left.get(item.item_id) ?? { minor: 0, currency: referral.currency }),
      ...[referral.currency, referral.started_on ?? ''],
    ])
  })
  const csv = toCsv([[...agencyFileHeads[language], ...debtHeads[language]], ...lines])
  return new File([csv], `debts-${from.today}.csv`, { type: 'text/csv; charset=utf-8' })
}

/** For the company to send. @throws collections.agency_not_found */
export const exportDebts = query('collections.refer', async (from, { id }: { id: string }) =>
  debtsFile(
    from,
    (await getAgency(from, id)).id,
    (await customersWithin(from, 'collections.refer')) ?? null,
  ),
)

/** For whoever signs in for the agency. @throws collections.no_agency */
export const exportOwnDebts = query('collections.agency_desk', async (from) =>
  debtsFile(from, (await ownAgency(from)).id, null),
)

type Wanted = Readonly<{
  id: string
  agencyId: string
  line: AgencyLine
  /** Leaves customers outside this permission's reach alone. */
  within?: Permission
}>

/** The debt of this agency that an invoice is in. */
async function referralOf(work: Work, { agencyId, line }: Wanted): Promise<string> {
  const [found] = await work.run<{ id: string }>(
    `select r.id from referral_item i
     join referral r on r.company_id = i.company_id and r.id = i.referral_id
     where i.company_id = $1 and i.number = $2 and i.open and r.agency_id = $3
       and r.started_at is not null`,
    [work.companyId, line.invoice, agencyId],
  )
  if (!found) throw new Refusal('collections.invoice_not_found', { id: line.invoice })
  return found.id
}

const takeLine = reaction(
  'collections.agency_line',
  async (work, wanted: Wanted): Promise<true> => {
    const { id, agencyId, line } = wanted
    const held = await holdOf(work, await referralOf(work, wanted), agencyId, wanted.within)
    assertInHand(held.referral)
    const { currency } = held.referral
    const amount = parseMoney(cellText(line.amount), currency)
    if (line.act.kind === 'payment') {
      if (!amount || amount.minor <= 0)
        throw new Refusal('collections.update_needs_amount', { currency })
      await reportIn(work, held, {
        ...{ newPaymentId: id, amount, paidOn: line.day ?? work.today, to: line.act.to },
        reference: line.reference.slice(0, 80),
      })
    } else
      await updateIn(work, held, {
        ...{ updateId: id, code: line.act.code, note: line.note.slice(0, 1000) },
        ...(amount && amount.minor > 0 && { amount }),
        ...(line.day && { dueOn: line.day }),
      })
    return true
  },
  { once: ({ id }) => id },
)

/** Takes a file in line by line: what cannot be taken comes back with its reason. */
async function takeFile(
  session: Session,
  agencyId: string,
  { requestId, file }: Readonly<{ requestId: string; file: NoticeFile }>,
  within?: Permission,
): Promise<Exchanged> {
  const bytes = Buffer.from(file.content, 'base64')
  const { sheets } = await readSheet(bytes, file.name)
  const read = sheets[0] && readAgencyFile(sheets[0])
  if (!read) throw new Refusal('request.invalid', { reason: 'not_a_sheet' })
  if (read.lines.length > mostLines) throw new Refusal('request.too_large')
  const refused: Exchanged['refused'] = [...read.refused]
  let taken = 0
  for (const line of read.lines)
    try {
      await takeLine(session, {
        ...{ id: idWithin(requestId, `line:${line.line}`), agencyId, line },
        ...(within && { within }),
      })
      taken++
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push({ line: line.line, reason: error.code, text: line.invoice })
    }
  return { taken, refused: refused.toSorted((a, b) => a.line - b.line) }
}

type Sent = Readonly<{ requestId: string; file: NoticeFile }>

/** A file that the agency sent to us. @throws collections.agency_not_found, request.invalid */
export async function importUpdates(
  session: Session,
  input: Sent & Readonly<{ id: string }>,
): Promise<Exchanged> {
  demand(session, 'collections.refer')
  const { id } = await look(session, (from) => getAgency(from, input.id))
  return takeFile(session, id, input, 'collections.refer')
}

/** A file that the agency brings itself. @throws collections.no_agency, request.invalid */
export async function importOwnUpdates(session: Session, input: Sent): Promise<Exchanged> {
  demand(session, 'collections.agency_desk')
  const { id } = await look(session, (from) => ownAgency(from))
  return takeFile(session, id, input)
}
