import { refusedBecause } from '#core/messaging/template-refusal.ts'
import { Why } from '#web/ui/page.tsx'
import { Ltr } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'

/** Why a vendor refused a template: our sentence, and its own word beside it. */
export function Refused({ reason }: { reason: string }) {
  const t = useWords('messaging')
  return (
    <Why>
      {t(`refused_${refusedBecause(reason)}`)}{' '}
      <span className="muted">
        {t('vendor_word')}: <Ltr>{reason}</Ltr>
      </span>
    </Why>
  )
}
