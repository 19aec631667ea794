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

type Props = Readonly<{ state: ConcessionState; sentAt: string | null }>

/** Where a settlement, waiver or write-off stands; what nobody sent is not with the customer yet. */
export function ConcessionChip({ state, sentAt }: Props) {
  const t = useWords('settlements')
  if (state === 'offered' && sentAt === null) return <Chip tone="draft">{t('state_ready')}</Chip>
  return <Chip tone={tones[state]}>{t(`state_${state}`)}</Chip>
}
