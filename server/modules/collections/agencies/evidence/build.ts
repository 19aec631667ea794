import { z } from 'zod'
import type { Money } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { findInvoices, type InvoiceCard, invoicePdf } from '#modules/invoicing/index.ts'
import { statementPdf } from '#modules/ledger/index.ts'
import { reaction } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { keepFile, openFile, storeFile } from '#platform/stored-files.ts'
import { column, dayText, figure } from '../../documents/cells.ts'
import { headOf } from '../../documents/head.ts'
import { printSheet, type SheetSection } from '../../documents/sheet-document.ts'
import { leftOf } from '../left.ts'
import { type PackRow, readPack } from './evidence.ts'
import { clock, logs, messageLog, type Place, type Subject } from './logs.ts'
import { openPacking, type Packing, safePath } from './pack.ts'
import { type PaperRow, papersOf } from './papers.ts'
import { planLog } from './plan-log.ts'
import { contentOf } from './words.ts'

type Ground = Readonly<{
  subject: Subject
  name: string
  number: string
  invoices: readonly InvoiceCard[]
  left: ReadonlyMap<string, Money>
  papers: readonly PaperRow[]
  firstDay: string
  today: string
}>

const groundOf = (session: Session, pack: PackRow): Promise<Ground> =>
  look(session, async (from) => {
    const parties = await partiesOf(from, pack.customer_id)
    const [id = pack.customer_id] = parties
    const card = (await findCustomers(from, [id])).get(id)
    const invoices = [...(await findInvoices(from, pack.invoice_ids)).values()].toSorted((a, b) =>
      a.issuedOn < b.issuedOn ? -1 : 1,
    )
    return {
      subject: {
        parties,
        invoiceIds: pack.invoice_ids,
        itemIds: invoices.map(({ itemId }) => itemId),
      },
      name: card?.name ?? '—',
      number: card?.number ?? '',
      invoices,
      left: await leftOf(
        from,
        invoices.map(({ itemId }) => itemId),
      ),
      papers: (await papersOf(from, parties)).filter(
        ({ invoice_id: invoiceId }) => invoiceId === null || pack.invoice_ids.includes(invoiceId),
      ),
      firstDay: invoices[0]?.issuedOn ?? from.today,
      today: from.today,
    }
  })

const head = (session: Session) => look(session, async (from) => headOf(from))

async function addSheet(
  session: Session,
  packing: Packing,
  path: string,
  sections: readonly SheetSection[],
  name: string,
): Promise<void> {
  const [first] = sections
  if (!first) return
  const paper = await printSheet(session, {
    ...(await head(session)),
    title: first.title,
    running: name,
    facts: [{ label: { ar: 'العميل', en: 'Customer' }, value: name }],
    sections,
  })
  await packing.add(path, paper)
}

/** The invoices as they were printed; one that came from elsewhere has no paper here. */
async function addInvoices(
  session: Session,
  packing: Packing,
  { invoices }: Ground,
): Promise<string[]> {
  const missing: string[] = []
  for (const { id, number } of invoices)
    try {
      const { bytes } = await invoicePdf(session, id)
      await packing.add(`invoices/${safePath(number)}.pdf`, bytes)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      missing.push(number)
    }
  return missing
}

async function addPapers(session: Session, packing: Packing, { papers }: Ground): Promise<void> {
  for (const paper of papers) {
    const { bytes, name } = await look(session, (from) => openFile(from, paper.file_id))
    await packing.add(`papers/${paper.kind}-${safePath(name)}`, bytes)
  }
}

async function addLogs(session: Session, packing: Packing, ground: Ground): Promise<void> {
  let after: Place | null = null
  for (let part = 1; ; part++) {
    const from: Place | null = after
    const page: Awaited<ReturnType<typeof messageLog>> = await look(session, (opened) =>
      messageLog(opened, ground.subject, from),
    )
    const name = part === 1 && !page.last ? 'messages' : `messages-${part}`
    await addSheet(session, packing, `logs/${name}.pdf`, [page.section], ground.name)
    if (!page.last) break
    after = page.last
  }
  for (const [name, read] of logs) {
    const section = await look(session, (opened) => read(opened, ground.subject))
    await addSheet(session, packing, `logs/${name}.pdf`, [section], ground.name)
  }
  const plans = await look(session, (opened) => planLog(opened, ground.subject))
  await addSheet(session, packing, 'logs/payment-plans.pdf', plans, ground.name)
}

const nothing = { ar: 'لا شيء', en: 'Nothing' }

function invoiceSection({ invoices, left }: Ground): SheetSection {
  return {
    title: { ar: 'الفواتير', en: 'Invoices' },
    columns: [
      column('الفاتورة', 'Invoice', 'code', 'wide'),
      column('تاريخها', 'Issued'),
      column('الاستحقاق', 'Due'),
      column('العملة', 'Currency', 'code'),
      column('قيمتها', 'Amount', 'num'),
      column('المتبقي', 'Left', 'num'),
    ],
    rows: invoices.map(({ number, issuedOn, dueOn, gross, itemId, currency }) => [
      number,
      dayText(issuedOn),
      dayText(dueOn),
      currency,
      figure(gross),
      figure(left.get(itemId) ?? { minor: 0, currency }),
    ]),
    sums: [],
    none: nothing,
  }
}

/** What is in the pack, each file with what proves that nobody changed it. */
async function printIndex(
  session: Session,
  pack: PackRow,
  ground: Ground,
  { files, missing, madeAt }: { files: Packing['files']; missing: readonly string[]; madeAt: Date },
): Promise<Buffer> {
  const { moment, top } = await look(session, async (from) => ({
    moment: clock(from),
    top: headOf(from),
  }))
  return printSheet(session, {
    ...top,
    createdAt: madeAt.toISOString(),
    title: { ar: 'ملف الإثبات', en: 'Evidence pack' },
    running: ground.name,
    facts: [
      { label: { ar: 'العميل', en: 'Customer' }, value: ground.name },
      { label: { ar: 'رقم العميل', en: 'Customer no.' }, value: ground.number || '—' },
      { label: { ar: 'أعدّه', en: 'Made by' }, value: pack.asked_by },
      { label: { ar: 'وقت الإعداد', en: 'Made at' }, value: moment(madeAt) },
      { label: { ar: 'رقم الملف', en: 'Pack' }, value: pack.id },
      ...(missing.length > 0
        ? [
            {
              label: { ar: 'فواتير بلا صورة هنا', en: 'Invoices without a paper here' },
              value: missing.join('، '),
            },
          ]
        : []),
    ],
    sections: [
      invoiceSection(ground),
      {
        title: { ar: 'محتويات الملف', en: 'Contents' },
        columns: [
          column('المحتوى', 'Content'),
          column('الملف', 'File', 'code', 'wide'),
          column('الحجم بالبايت', 'Bytes', 'num'),
          column('البصمة', 'SHA-256', 'code', 'wide'),
        ],
        rows: files.map(({ path, bytes, sha256 }) => [
          contentOf(path),
          path,
          String(bytes),
          sha256,
        ]),
        sums: [],
        none: nothing,
      },
    ],
  })
}

const finish = reaction(
  'collections.finish_evidence',
  async (
    work,
    made: {
      pack: PackRow
      kept: Awaited<ReturnType<typeof keepFile>>
      name: string
      files: number
    },
  ): Promise<void> => {
    const { pack, kept, name, files } = made
    const fileId = await storeFile(work, kept, name)
    await work.run(
      `update evidence_pack set state = 'ready', made_at = $3, file_id = $4, files = $5
       where company_id = $1 and id = $2`,
      [work.companyId, pack.id, work.now, fileId, files],
    )
    work.audit('collections.evidence_made', {
      kind: 'customer',
      id: pack.customer_id,
      before: null,
      after: { packId: pack.id, files, sha256: kept.sha256.toString('hex') },
    })
    const about = { kind: 'evidence_pack', id: pack.id, customerId: pack.customer_id }
    work.whisper('collections.evidence_made', about)
  },
)

const fail = reaction('collections.fail_evidence', async (work, pack: PackRow): Promise<void> => {
  await work.run(
    `update evidence_pack set state = 'failed' where company_id = $1 and id = $2 and state = 'queued'`,
    [work.companyId, pack.id],
  )
  const about = { kind: 'evidence_pack', id: pack.id, customerId: pack.customer_id }
  work.whisper('collections.evidence_made', about)
})

async function fillPack(session: Session, packing: Packing, pack: PackRow): Promise<void> {
  const ground = await groundOf(session, pack)
  const missing = await addInvoices(session, packing, ground)
  const { bytes } = await statementPdf(session, {
    ...{ id: pack.customer_id, kind: 'activity' as const },
    ...{ from: ground.firstDay, to: ground.today },
  })
  await packing.add('statement.pdf', bytes)
  await addPapers(session, packing, ground)
  await addLogs(session, packing, ground)
  const madeAt = new Date(Date.parse((await head(session)).createdAt))
  const index = await printIndex(session, pack, ground, { files: packing.files, missing, madeAt })
  const path = await packing.close({ path: '00-index.pdf', bytes: index }, madeAt)
  const { house, companyId } = session
  const kept = await keepFile(house, companyId, path, 'application/zip')
  const name = `evidence-${ground.number || pack.id.slice(-6)}-${ground.today}.zip`
  await finish(session, { pack, kept, name, files: packing.files.length + 1 })
}

/** Puts a pack together, once; one that failed says so, and may be asked for anew. */
export const makeEvidenceJob = job(
  'collections.make_evidence',
  z.looseObject({ packId: z.uuid() }),
  async (session, { packId }) => {
    const pack = await readPack(session, packId)
    if (pack.state !== 'queued') return
    const packing = await openPacking()
    try {
      await fillPack(session, packing, pack)
    } catch (error) {
      session.house.log.error({ err: error, packId }, 'a pack of evidence could not be made')
      await fail(session, pack)
    } finally {
      await packing.drop()
    }
  },
)
