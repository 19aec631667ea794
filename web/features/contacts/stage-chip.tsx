import type { Stage } from '#core/contacts/customer.ts'
import { Chip } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

/** A prospect is outlined like a draft; a customer is the ordinary case and stays quiet. */
export function StageChip({ stage }: { stage: Stage }) {
  const t = useWords('contacts')
  if (stage === 'prospect') return <Chip tone="draft">{t('prospect')}</Chip>
  return <span className="muted">{t('customer_stage')}</span>
}
