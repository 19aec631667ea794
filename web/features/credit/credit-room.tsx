import { Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Money as Amount } from '#core/money.ts'
import { api } from '#web/client.ts'
import { useMay, useMe } from '#web/me.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import css from './credit.module.css'
import { ReasonLines } from './reasons.tsx'

/** Foreign amounts are weighed at their day's rate when they are posted, and not before. */
export function useCreditCheck(customerId: string | undefined, sale: Amount) {
  const may = useMay()
  const { company } = useMe()
  const minor = sale.currency === company.baseCurrency ? Math.max(0, sale.minor) : 0
  return useQuery(
    api.credit.check.queryOptions({
      input: { id: customerId ?? '', minor },
      enabled: customerId !== undefined && may('credit.read') !== undefined,
      placeholderData: (before) => before,
    }),
  )
}

/** What is left of a customer's limit, and what a sale of so much would leave, before it is made. */
export function CreditRoom({ customerId, sale }: { customerId: string; sale: Amount }) {
  const t = useWords('credit')
  const { data } = useCreditCheck(customerId, sale)
  if (!data || (!data.ruled && !data.granted && !data.hold)) return null
  const after = { ...data.headroom, minor: data.headroom.minor - sale.minor }
  const fits = data.allowed && sale.minor > 0 && after.currency === sale.currency
  return (
    <div className={css['room']} data-stopped={!data.allowed || undefined}>
      <p className="eyebrow">{t('credit')}</p>
      <p className={css['roomLine']}>
        {t('left')} <Money value={data.headroom} strong /> <span className="muted">/</span>{' '}
        <Money value={data.limit} />
      </p>
      {fits && (
        <p className="dim">
          {t('after')} <Money value={after} />
        </p>
      )}
      {!data.allowed && (
        <>
          <ReasonLines {...data} />
          <p className="dim">
            {data.enforcement === 'warn' ? t('only_warned') : t('on_terms_only')}
          </p>
        </>
      )}
    </div>
  )
}

type OverrideProps = Readonly<{
  customerId: string
  sale: Amount
  value: string
  onChange: (reason: string) => void
}>

/** Where the policy would refuse a sale: why, and for whoever may, the reason to make it all the same. */
export function OverrideField({ customerId, sale, value, onChange }: OverrideProps) {
  const t = useWords('credit')
  const may = useMay()
  const { data } = useCreditCheck(customerId, sale)
  if (!data || data.allowed || data.enforcement !== 'refuse') return null
  return (
    <div className={css['override']}>
      <ReasonLines {...data} />
      {may('credit.override') ? (
        <Textarea
          label={t('override_ask')}
          description={t('override_hint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          dir="auto"
          autosize
          minRows={2}
          maxLength={400}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <p className="dim">{t('override_needed')}</p>
      )}
    </div>
  )
}
