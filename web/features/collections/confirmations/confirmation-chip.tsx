import type { ConfirmationState } from '#core/collections/confirmation.ts'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

const tones: Readonly<Record<ConfirmationState, Tone>> = {
  waiting: 'plain',
  unsent: 'late1',
  sent: 'info',
  opened: 'brand',
  confirmed: 'good',
  differs: 'late3',
  unanswered: 'late1',
  withdrawn: 'plain',
}

type Props = Readonly<{ state: ConfirmationState; settled: boolean }>

/** How a balance confirmation stands. */
export function ConfirmationChip({ state, settled }: Props) {
  const t = useWords('confirmations')
  return (
    <Chip tone={settled ? 'good' : tones[state]}>
      {settled ? t('settled') : t(`state_${state}`)}
    </Chip>
  )
}
