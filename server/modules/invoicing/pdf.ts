import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Invoice } from '#core/invoicing/api.ts'
import { Refusal } from '#core/refusal.ts'
import { picturesOf } from '#modules/customization/index.ts'
import { reaction } from '#platform/command.ts'
import type { Pictures } from '#platform/documents/paper.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { demandReach } from './customers.ts'
import { printInvoice } from './documents/invoice-document.ts'
import { linkTo } from './links.ts'
import { paperOf } from './paper.ts'
import { showForPaper } from './show.ts'

export type MadePdf = Readonly<{ fileName: string; mime: string; bytes: Uint8Array }>

// A new look of the paper is other content: what was kept of the old one is not given out again.
const look$ = createHash('sha256')
for (const file of ['./documents/invoice.typ', '../../platform/documents/style.typ'])
  look$.update(readFileSync(new URL(file, import.meta.url)))
const looks = look$.digest('hex')

const contentOf = (document: object, { logo }: Pictures): Buffer => {
  const hash = createHash('sha256').update(looks).update(JSON.stringify(document))
  return (logo ? hash.update(logo.bytes) : hash).digest()
}

const keep = reaction(
  'invoicing.keep_file',
  async (work, file: { invoiceId: string; content: Buffer; key: string }): Promise<void> => {
    await work.run(
      `insert into invoice_file (company_id, invoice_id, content, file_key, printed_at)
       values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [work.companyId, file.invoiceId, file.content, file.key, work.now],
    )
  },
)

/** The paper of a document: printed once for what is on it, and kept. */
async function printed(
  session: Session,
  invoice: Invoice,
  document: object & { createdAt: string },
) {
  const { house, companyId } = session
  const pictures = await picturesOf(session)
  const content = contentOf(document, pictures)
  const [kept] = await look(session, (seen) =>
    seen.run<{ file_key: string }>(
      'select file_key from invoice_file where company_id = $1 and invoice_id = $2 and content = $3',
      [companyId, invoice.id, content],
    ),
  )
  const before = kept && (await house.files.get(kept.file_key))
  if (before) return before
  const paper = document as Parameters<typeof printInvoice>[1]
  const bytes = await printInvoice(house.pdf, paper, pictures)
  // A file that was lost from the disk is printed anew, and its row stays: the bytes are the same.
  const key = await house.files.put(companyId, bytes)
  await keep(session, { invoiceId: invoice.id, content, key })
  return bytes
}

/**
 * The PDF of a posted document; for a message's attachment as for a person's click.
 * @throws invoicing.invoice_not_found, invoicing.not_posted
 */
export async function invoicePdf(session: Session, id: string): Promise<MadePdf> {
  const invoice = await look(session, async (seen) => {
    const found = await showForPaper(seen, id)
    demandReach(seen, 'invoicing.read', found, id)
    return found
  })
  const pays = invoice.state.document === 'posted' && invoice.kind !== 'credit_note'
  const document = paperOf(invoice, pays ? await linkTo(session, invoice) : null)
  if (!document) throw new Refusal('invoicing.not_posted', { number: invoice.number ?? '' })
  const bytes = await printed(session, invoice, document)
  return { fileName: `${invoice.number}.pdf`, mime: 'application/pdf', bytes }
}
