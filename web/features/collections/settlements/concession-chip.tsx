import type { ConcessionState } from '#core/collections/settlement.ts'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

const tones: Record<ConcessionState, Tone> = {
  proposed: 'info',
  offered: 'word',
  accepted: 'word',
  kept: 'good',
  posted: 'good',
  failed: 'late3',
  declined: 'plain',
  expired: 'plain',
  refused: 'plain',
  withdrawn: 'plain',
  reversed: 'plain',
}

/** Where a settlement, waiver or write-off stands. */
export function ConcessionChip({ state }: { state: ConcessionState }) {
  const t = useWords('settlements')
  return <Chip tone={tones[state]}>{t(`state_${state}`)}</Chip>
}
