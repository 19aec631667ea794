import { DisputeReason } from '#core/collections/dispute.ts'
import type {
  AddDisputeWord,
  DisputeDetail,
  PageDispute,
  PageDisputes,
} from '#core/collections/dispute-api.ts'
import { Refusal } from '#core/refusal.ts'
import { lockCustomer, partiesOf } from '#modules/contacts/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import { enterByLink, type PayGuest, payableByLink } from '#modules/payments/index.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import type { House } from '#platform/house.ts'
import { type KeptPaper, keepPaper, orDrop } from '#platform/paper.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { storeFile } from '#platform/stored-files.ts'
import { dayOf } from '#platform/time.ts'
import { disputeIn } from '../disputes.ts'
import type { From } from '../store.ts'
import { holdDispute, resumeHeld, tellChanged } from './answer.ts'
import { disputeDetail } from './queries.ts'
import { type DisputeRecord, selectDisputes } from './store.ts'

/** So many may be open of one customer by their pay page: more are no objections any more. */
const mostByPage = 10

/** Whether a record with this id is there: a request may come twice, with its file kept anew. */
async function isKnown(work: Work, text: string, id: string): Promise<boolean> {
  return (await work.run(text, [work.companyId, id])).length > 0
}

type Said = Readonly<{
  id: string
  disputeId: string
  text: string
  file: KeptPaper | undefined
  fromCustomer: boolean
}>

async function insertWord(work: Work, said: Said): Promise<void> {
  const fileId = said.file ? await storeFile(work, said.file.kept, said.file.name) : null
  await work.run(
    `insert into dispute_word (company_id, id, dispute_id, at, by_id, by_name, from_customer, text,
       file_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[work.companyId, said.id, said.disputeId, work.now],
      ...[work.actor.kind === 'user' ? work.actor.id : null, work.actor.name],
      ...[said.fromCustomer, said.text, fileId],
    ],
  )
}

type Adding = Readonly<{ input: Omit<AddDisputeWord, 'file'>; file: KeptPaper | undefined }>

const addWord = command(
  'collections.dispute',
  async (work, { input, file }: Adding): Promise<'said' | 'known'> => {
    const held = await holdDispute(work, input.id)
    const words = 'select id from dispute_word where company_id = $1 and id = $2'
    if (await isKnown(work, words, input.requestId)) return 'known'
    const { requestId, text, fromCustomer } = input
    await insertWord(work, { id: requestId, disputeId: input.id, text, file, fromCustomer })
    // What was waited for has come.
    if (fromCustomer && held.row.waiting_since !== null) await resumeHeld(work, held)
    await tellChanged(work, held, 'word')
    return 'said'
  },
  { name: 'collections.add_dispute_word' },
)

/**
 * Writes down what was said about an open objection, with a picture or a PDF. What the customer said
 * lets a clock that waited for it run on. @throws collections.dispute_not_found, file.kind_refused
 */
export async function addDisputeWord(
  session: Session,
  input: AddDisputeWord,
): Promise<DisputeDetail> {
  demand(session, 'collections.dispute')
  const file = input.file && (await keepPaper(session, input.file, 'attachment'))
  const { file: _, ...rest } = input
  await orDrop(session, file, addWord(session, { input: rest, file }))
  return look(session, (from) => disputeDetail(from, input.id))
}

async function openOf(from: From, link: PayGuest['link']): Promise<PageDisputes> {
  const shown = new Set((await payableByLink(from, link)).map(({ id }) => id))
  const rows = await from.run<DisputeRecord>(
    `${selectDisputes} and d.customer_id = any($2) and d.closed_at is null
     order by d.opened_at, d.id`,
    [from.companyId, await partiesOf(from, link.customerId)],
  )
  return {
    open: rows
      .filter((row) => shown.has(row.invoice_id))
      .map((row) => ({
        invoiceNumber: row.invoice_number,
        amount: row.amount === null ? null : { minor: row.amount, currency: row.currency },
        reason: DisputeReason.catch('other').parse(row.reason),
        on: dayOf(row.opened_at, from.zone),
        waiting: row.waiting_since !== null,
      })),
  }
}

/** What stands open of what a pay link shows. @throws payments.link_not_found, payments.link_ended */
export async function showPageDisputes(house: House, token: string): Promise<PageDisputes> {
  const { session, link } = await enterByLink(house, token)
  return look(session, (from) => openOf(from, link))
}

type ByPage = Readonly<{ link: PayGuest['link']; input: PageDispute; file: KeptPaper | undefined }>

const raise = reaction(
  'collections.dispute_on_page',
  async (work, { link, input, file }: ByPage): Promise<'said' | 'known'> => {
    const customer = await lockCustomer(work, link.customerId)
    const raised = 'select id from dispute where company_id = $1 and id = $2'
    if (await isKnown(work, raised, input.id)) return 'known'
    const shown = await payableByLink(work, link)
    const invoice = (await findInvoices(work, [input.invoiceId])).get(input.invoiceId)
    if (!invoice || !shown.some(({ id }) => id === invoice.id))
      throw new Refusal('collections.invoice_not_found', { id: input.invoiceId })
    const [open] = await work.run<{ count: number }>(
      `select count(*) as count from dispute where company_id = $1 and customer_id = any($2)
         and source = 'pay_page' and closed_at is null`,
      [work.companyId, customer.parties],
    )
    if ((open?.count ?? 0) >= mostByPage) throw new Refusal('collections.disputes_too_many')
    const { token: _, file: __, ...wanted } = input
    await disputeIn(work, customer, invoice, { ...wanted, source: 'pay_page', linkId: link.id })
    if (file) {
      const said = { id: work.newId(), disputeId: input.id, text: '', fromCustomer: true }
      await insertWord(work, { ...said, file })
    }
    return 'said'
  },
)

/**
 * The holder of a pay link objects to one of the invoices that it shows, or to a part of it.
 * @throws payments.link_not_found, payments.link_ended, collections.disputes_too_many,
 *   collections.invoice_not_found, file.kind_refused, and as disputeIn does
 */
export async function disputeOnPage(house: House, input: PageDispute): Promise<PageDisputes> {
  const { session, link } = await enterByLink(house, input.token)
  const file = input.file && (await keepPaper(session, input.file, 'attachment'))
  await orDrop(session, file, raise(session, { link, input, file }))
  return look(session, (from) => openOf(from, link))
}
