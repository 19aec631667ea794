import {
  type Icon,
  IconBuildingBank,
  IconCash,
  IconCheckbox,
  IconCreditCard,
  IconDeviceMobile,
} from '@tabler/icons-react'
import type { Flag, Method, PaymentRow } from '#core/payments/api.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Ltr } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './payments.module.css'

const icons: Readonly<Record<Method, Icon>> = {
  cash: IconCash,
  transfer: IconBuildingBank,
  card: IconCreditCard,
  cheque: IconCheckbox,
  wallet: IconDeviceMobile,
}

/** How the money came: the scheme that the payer used where the gateway knows it. */
export function MethodMark({ row }: { row: Pick<PaymentRow, 'method' | 'scheme' | 'masked'> }) {
  const t = useWords('payments')
  const Shape = icons[row.method]
  return (
    <span className={css['method']}>
      <Shape size={16} aria-hidden="true" />
      <span>
        {t(row.scheme ?? row.method)}
        {row.masked && (
          <>
            {' '}
            <Ltr>{row.masked}</Ltr>
          </>
        )}
      </span>
    </span>
  )
}

const flags = { amount_mismatch: 'late1', late: 'late1', refunded_outside: 'info' } as const

export function FlagChip({ flag }: { flag: Flag }) {
  const t = useWords('payments')
  return <Chip tone={flags[flag]}>{t(`flag_${flag}`)}</Chip>
}

/** What became of a payment, in one pill. */
export function PaymentChip({ row }: { row: PaymentRow }) {
  const t = useWords('payments')
  if (row.reversedOn) return <Chip tone="void">{t('reversed')}</Chip>
  if (row.flag) return <FlagChip flag={row.flag} />
  if (row.unapplied.minor === 0) return <Chip tone="good">{t('allocated')}</Chip>
  if (row.unapplied.minor === row.amount.minor) return <Chip tone="info">{t('on_account')}</Chip>
  return <Chip tone="brand">{t('partly_allocated')}</Chip>
}
