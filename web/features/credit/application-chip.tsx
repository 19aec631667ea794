import type { CreditApplication } from '#core/credit/application.ts'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

const tones: Readonly<Record<CreditApplication['state'], Tone>> = {
  open: 'word',
  approved: 'good',
  refused: 'plain',
  withdrawn: 'void',
}

/** Where an application stands. */
export function StateChip({ state }: Pick<CreditApplication, 'state'>) {
  const t = useWords('credit')
  return <Chip tone={tones[state]}>{t(`state_${state}`)}</Chip>
}
