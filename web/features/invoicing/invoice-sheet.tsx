import type { Invoice } from '#core/invoicing/api.ts'
import { priceText } from '#core/invoicing/price.ts'
import { vatReasonTexts } from '#core/invoicing/vat-reason-texts.ts'
import { useFormat } from '#web/format.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section, Why } from '#web/ui/page.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import stacked from '#web/ui/stacked.module.css'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Ltr } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './invoicing.module.css'

/** The document itself: its lines, its figures, and what became of the money. */
export function InvoiceSheet({ invoice }: { invoice: Invoice }) {
  const t = useWords('invoicing')
  return (
    <div className={css['sheet']}>
      {invoice.original && (
        <Why>
          {t('corrects')}{' '}
          <Go to={`/invoices/${invoice.original.id}`} className="link">
            <Code>{invoice.original.number}</Code>
          </Go>
          {invoice.reason && (
            <>
              {t('because')} <Bdi>{invoice.reason}</Bdi>
            </>
          )}
        </Why>
      )}
      {invoice.kind === 'opening' && <Why>{t('opening_hint')}</Why>}
      {invoice.lines.length > 0 && <LineTable invoice={invoice} />}
      <Figures invoice={invoice} />
      {invoice.notes && (
        <Section title={t('notes')}>
          <p dir="auto" className={css['pre']}>
            {invoice.notes}
          </p>
        </Section>
      )}
      <Settlements invoice={invoice} />
      <Corrections invoice={invoice} />
    </div>
  )
}

function LineTable({ invoice }: { invoice: Invoice }) {
  const t = useWords('invoicing')
  const discounted = invoice.lines.some(({ discountAmount }) => discountAmount.minor !== 0)
  return (
    <ScrollArea className={`${css['tableBox']} scroll`} label={t('lines')}>
      <table className={`${css['table']} ${stacked['stacked']}`}>
        <thead>
          <tr>
            <th>{t('description')}</th>
            <th className="num">{t('quantity')}</th>
            <th className="num">{t('unit_price')}</th>
            {discounted && <th className="num">{t('discount')}</th>}
            <th className="num">{t('vat')}</th>
            <th className="num">{t('line_net')}</th>
          </tr>
        </thead>
        <tbody>
          {invoice.lines.map((line) => (
            <tr key={line.position}>
              <td>
                <Bdi>{line.description}</Bdi>
                {line.vat.reason && <Reason code={line.vat.reason} />}
              </td>
              <td className="num" data-label={t('quantity')}>
                <Ltr>{line.quantity}</Ltr>
              </td>
              <td className="num" data-label={t('unit_price')}>
                <Ltr>{priceText(line.unitPrice, line.net.currency)}</Ltr>
              </td>
              {discounted && (
                <td className="num" data-label={t('discount')}>
                  <Money value={line.discountAmount} bare dash />
                </td>
              )}
              <td className="num" data-label={t('vat')}>
                {line.vat.category === 'S' ? (
                  <Ltr>{`${line.vat.rateBasisPoints / 100}%`}</Ltr>
                ) : (
                  t(`vat_${line.vat.category}`)
                )}
              </td>
              <td className="num" data-main="">
                <Money value={line.net} bare strong />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

function Reason({ code }: { code: keyof typeof vatReasonTexts }) {
  const { language } = usePreferences()
  return <small className={css['reason']}>{vatReasonTexts[code][language]}</small>
}

function Figures({ invoice }: { invoice: Invoice }) {
  const t = useWords('invoicing')
  const { currency } = invoice.gross
  const gross = { minor: Math.abs(invoice.gross.minor), currency }
  const lineNet = { minor: invoice.net.minor + invoice.discount.minor, currency }
  const row = (name: string, value: typeof gross) => (
    <div key={name}>
      <dt>{name}</dt>
      <dd>
        <Money value={value} bare />
      </dd>
    </div>
  )
  return (
    <dl className={css['figures']}>
      {invoice.discount.minor !== 0 && row(t('subtotal'), lineNet)}
      {invoice.discount.minor !== 0 && row(t('discount'), invoice.discount)}
      {row(t('net'), invoice.net)}
      {row(t('vat_amount'), invoice.vat)}
      <div className={css['figuresTotal']}>
        <dt>{t('total_with_vat')}</dt>
        <dd>
          <Money value={gross} strong />
        </dd>
      </div>
      {invoice.vatInBase && (
        <div>
          <dt>{t('vat_in_base')}</dt>
          <dd>
            <Money value={invoice.vatInBase} />
          </dd>
        </div>
      )}
    </dl>
  )
}

/** What paid it; of a credit note, what it was put against. */
function Settlements({ invoice }: { invoice: Invoice }) {
  const t = useWords('invoicing')
  if (invoice.settlements.length === 0) return null
  const to = ({ kind, documentId }: Invoice['settlements'][number]) =>
    kind === 'receipt' || kind === 'payment' ? `/payments/${documentId}` : `/invoices/${documentId}`
  return (
    <Section title={t(invoice.kind === 'credit_note' ? 'used_for' : 'paid_by')}>
      <ul className={css['pairs']}>
        {invoice.settlements.map((row) => (
          <li key={row.documentId}>
            <Go to={to(row)} className="link">
              <Code>{row.number}</Code>
            </Go>
            <span className="muted">
              <Day value={row.on} />
            </span>
            <Money value={row.amount} strong />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Corrections({ invoice }: { invoice: Invoice }) {
  const t = useWords('invoicing')
  const format = useFormat()
  if (invoice.corrections.length === 0) return null
  return (
    <Section title={t('corrections')}>
      <ul className={css['pairs']}>
        {invoice.corrections.map((note) => (
          <li key={note.id}>
            <Go to={`/invoices/${note.id}`} className="link">
              <Code>{note.number}</Code>
            </Go>
            <span className="muted">
              {t(note.kind)} · {format.day(note.issuedOn)}
            </span>
            <Money value={note.gross} strong />
          </li>
        ))}
      </ul>
    </Section>
  )
}
