import { Button } from '@mantine/core'
import { IconLock, IconShieldCheck } from '@tabler/icons-react'
import type { Money as Amount } from '#core/money.ts'
import type { PayPage, Scheme } from '#core/payments/api.ts'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'
import { Refused } from './refused.tsx'
import { SchemeMarks } from './scheme-marks.tsx'

type MethodsProps = Readonly<{
  page: PayPage
  method: Scheme
  onMethod: (method: Scheme) => void
}>

/** How to pay online, one to choose. */
export function Methods({ page, method, onMethod }: MethodsProps) {
  const t = useWords('payments')
  return (
    <section className={css['card']}>
      <fieldset className={css['methods']}>
        <legend>{t('pay_method')}</legend>
        {page.methods.map((one) => (
          <label key={one} className={css['method']} data-chosen={one === method || undefined}>
            <input
              type="radio"
              name="method"
              value={one}
              checked={one === method}
              onChange={() => onMethod(one)}
            />
            <SchemeMarks scheme={one} />
            <small>{t(`scheme_${one}_is`)}</small>
          </label>
        ))}
      </fieldset>
    </section>
  )
}

type ButtonProps = Readonly<{
  page: PayPage
  amount: Amount
  disabled: boolean
  busy: boolean
  error: unknown
  onPay: () => void
}>

/** The one button, with the amount in it, and what was wrong with the last press. */
export function PayButton({ page, amount, disabled, busy, error, onPay }: ButtonProps) {
  const t = useWords('payments')
  return (
    <>
      <Refused error={error} />
      <Button
        fullWidth
        size="lg"
        disabled={disabled}
        loading={busy}
        leftSection={<IconLock size={20} />}
        onClick={onPay}
      >
        <span>
          {t('pay_verb')} <Money value={amount} />
        </span>
      </Button>
      <p className={css['trust']}>
        <IconShieldCheck size={18} aria-hidden="true" />
        {page.simulated ? t('pay_simulated') : t('pay_trust')}
      </p>
    </>
  )
}
