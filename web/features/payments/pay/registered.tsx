import type { PayPage } from '#core/payments/api.ts'
import { Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'

/** Who asks, as it is registered. */
export function Registered({ page }: { page: PayPage }) {
  const t = useWords('payments')
  const { registration, vatNumber } = page.company
  if (!registration && !vatNumber) return null
  return (
    <p className={css['registered']}>
      {registration && (
        <span>
          {t('registration')} <Code quiet>{registration}</Code>
        </span>
      )}
      {vatNumber && (
        <span>
          {t('vat_number')} <Code quiet>{vatNumber}</Code>
        </span>
      )}
    </p>
  )
}
