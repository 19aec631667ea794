import type { ReactNode } from 'react'
import type { Invoice } from '#core/invoicing/api.ts'
import { useFormat } from '#web/format.ts'
import { useTermsWords } from '#web/terms-words.ts'
import { Go } from '#web/ui/link.tsx'
import { Facts } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useOwners } from '../contacts/index.ts'
import { EarlyDiscount } from './early-discount.tsx'
import { InvoiceExpected } from './invoice-expected.tsx'
import { InvoicePlans } from './invoice-plans.tsx'
import { InvoicePromises } from './invoice-promises.tsx'
import css from './invoicing.module.css'

type Row = readonly [string, ReactNode]

/** What one looks up about a document: days, terms, parties. */
export function InvoiceSide({ invoice }: { invoice: Invoice }) {
  const t = useWords('invoicing')
  const terms = useTermsWords()
  const format = useFormat()
  const { nameOf } = useOwners()
  const owner = nameOf(invoice.ownerId)
  const isNote = invoice.kind === 'credit_note'
  const day = (value: string) => (
    <>
      <Day value={value} full /> <span className="muted">{format.hijri(value)}</span>
    </>
  )
  const rows: (Row | false | null)[] = [
    invoice.number !== null && [
      t('balance'),
      <Money key="balance" value={invoice.balance} strong />,
    ],
    [t('form'), t(invoice.form === 'standard' ? 'form_standard' : 'form_simplified')],
    [t('issued'), day(invoice.issuedOn)],
    !isNote && [t('due'), day(invoice.dueOn)],
    !isNote && [t('terms'), terms(invoice.terms)],
    invoice.suppliedOn !== null && [t('supplied'), day(invoice.suppliedOn)],
    invoice.deliveredOn !== null && [t('delivered'), day(invoice.deliveredOn)],
    invoice.receivedOn !== null && [t('received'), day(invoice.receivedOn)],
    invoice.reference !== null && [
      t('reference'),
      <Code key="reference">{invoice.reference}</Code>,
    ],
    invoice.contract !== null && [t('contract'), <Code key="contract">{invoice.contract}</Code>],
    invoice.rate !== null && [t('rate'), <Code key="rate">{invoice.rate}</Code>],
    owner !== undefined && [t('owner'), <Bdi key="owner">{owner}</Bdi>],
    invoice.sentAt !== null && [t('sent'), <Moment key="sent" value={invoice.sentAt} />],
    invoice.postedAt !== null && [t('posted_at'), <Moment key="posted" value={invoice.postedAt} />],
    invoice.postedBy !== null && [t('posted_by'), <Bdi key="by">{invoice.postedBy}</Bdi>],
  ]
  return (
    <>
      <Facts rows={rows.filter((row): row is Row => Boolean(row))} />
      {invoice.number !== null && invoice.balance.minor > 0 && (
        <InvoiceExpected invoiceId={invoice.id} />
      )}
      {hasEarly(invoice) && <EarlyDiscount invoiceId={invoice.id} />}
      <InvoicePromises invoiceId={invoice.id} customerId={invoice.customer.id} />
      <InvoicePlans
        invoiceId={invoice.id}
        customerId={invoice.customer.id}
        owing={invoice.balance !== null && invoice.balance.minor > 0}
      />
      {invoice.buyer && <Buyer buyer={invoice.buyer} />}
      {invoice.entryId && (
        <p>
          <Go to={`/journal/${invoice.entryId}`} className="link">
            {t('journal_entry')}
          </Go>
        </p>
      )}
    </>
  )
}

/** Only terms that give a discount are asked about. */
const hasEarly = ({ number, kind, terms }: Invoice): boolean =>
  number !== null && kind === 'invoice' && terms.kind !== 'immediate' && terms.early !== undefined

/** The buyer as the document names it, whatever the customer is called today. */
function Buyer({ buyer }: { buyer: NonNullable<Invoice['buyer']> }) {
  const t = useWords('invoicing')
  return (
    <section className={css['party']}>
      <h2 className="eyebrow">{t('buyer_then')}</h2>
      <p>
        <Bdi>{buyer.name}</Bdi>
      </p>
      {buyer.address && (
        <p className="dim">
          <Bdi>{buyer.address}</Bdi>
        </p>
      )}
      {buyer.vatNumber && (
        <p className="dim">
          {t('vat_number')} <Code quiet>{buyer.vatNumber}</Code>
        </p>
      )}
    </section>
  )
}
