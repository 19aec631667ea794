import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useTermsWords } from '#web/terms-words.ts'
import { AgingStrip } from '#web/ui/aging-strip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './invoicing.module.css'

/** The customer that was picked. */
export const useBuyer = (customerId: string | undefined) =>
  useQuery(
    api.contacts.show.queryOptions({
      input: { id: customerId ?? '' },
      enabled: customerId !== undefined,
      staleTime: 60_000,
    }),
  )

/** What one should know of the customer while writing: terms, VAT number, what they owe already. */
export function BuyerCard({ customerId }: { customerId: string }) {
  const t = useWords('invoicing')
  const may = useMay()
  const say = useTermsWords()
  const { data } = useBuyer(customerId)
  const aging = useQuery(
    api.ledger.customerAging.queryOptions({
      input: { id: customerId },
      enabled: may('ledger.statement') !== undefined || may('ledger.read') !== undefined,
    }),
  )
  if (!data) return null
  return (
    <section className={css['buyer']} aria-label={t('customer')}>
      <Go to={`/customers/${customerId}`} className="link">
        <Bdi>{data.name}</Bdi>
      </Go>
      <dl className={css['facts']}>
        <div>
          <dt>{t('terms')}</dt>
          <dd>{say(data.terms ?? { kind: 'immediate' })}</dd>
        </div>
        <div>
          <dt>{t('form')}</dt>
          <dd>{t(data.vatNumber ? 'form_standard' : 'form_simplified')}</dd>
        </div>
        {data.vatNumber && (
          <div>
            <dt>{t('vat_number')}</dt>
            <dd>
              <Code quiet>{data.vatNumber}</Code>
            </dd>
          </div>
        )}
      </dl>
      {aging.data?.rows.map((row) => (
        <div key={row.total.currency}>
          <p className="eyebrow">{t('owes_now')}</p>
          <Money value={row.total} strong />
          <AgingStrip buckets={row.buckets} size="sm" />
          {row.overdue.minor > 0 && (
            <p className="dim">
              {t('of_it_late')} <Money value={row.overdue} />
            </p>
          )}
        </div>
      ))}
      {aging.data?.rows.length === 0 && <p className="dim">{t('owes_nothing')}</p>}
    </section>
  )
}
