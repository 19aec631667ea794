import { Button } from '@mantine/core'
import { IconCalendarDollar } from '@tabler/icons-react'
import type { PagePlan } from '#core/collections/plan-api.ts'
import { formatDay, formatMoney } from '#core/format.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Go } from '#web/ui/link.tsx'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'

type Props = Readonly<{
  token: string
  plan: PagePlan
  today: string
  /** Chooses the instalment; null where it is chosen already, or cannot be paid alone. */
  onPay: (() => void) | null
}>

/** On the pay page: the plan that was agreed with its next instalment, or the offer that waits. */
export function PlanPart({ token, plan, today, onPay }: Props) {
  const t = useWords('plans')
  const { language: lang, digits } = usePreferences()
  if (plan.state !== 'active' && plan.state !== 'proposed') return null
  const { next, toPay } = plan
  const reader = { lang, digits, isolate: true }
  return (
    <section className={css['card']} aria-label={t('page_standing')}>
      <div className={css['cardHead']}>
        <h2>{plan.state === 'active' ? t('page_standing') : t('page_waits')}</h2>
        <Go to={`/pay/${token}/plan`} className="link">
          {t('page_see')}
        </Go>
      </div>
      {plan.state === 'active' && next && (
        <p className={css['hint']}>
          {t('page_next', {
            amount: formatMoney(next.amount, reader),
            day: formatDay(next.dueOn, { ...reader, today, weekday: true }),
          })}
        </p>
      )}
      {toPay && onPay && (
        <Button
          mt={12}
          fullWidth
          variant="light"
          size="md"
          leftSection={<IconCalendarDollar size={18} />}
          onClick={onPay}
        >
          {t('page_pay', { amount: formatMoney(toPay, reader) })}
        </Button>
      )}
    </section>
  )
}
