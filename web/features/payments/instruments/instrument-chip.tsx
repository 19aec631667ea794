import type { InstrumentState } from '#core/payments/api.ts'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

const tones: Readonly<Record<InstrumentState, Tone>> = {
  in_hand: 'plain',
  deposited: 'info',
  cleared: 'good',
  bounced: 'late3',
  returned: 'plain',
  replaced: 'plain',
  active: 'word',
  protested: 'late1',
  in_execution: 'late2',
  paid: 'good',
  closed: 'plain',
  called: 'late1',
  released: 'plain',
  expired: 'late1',
  cancelled: 'plain',
}

/** Where a cheque, a note or a guarantee stands. */
export function InstrumentChip({ state }: { state: InstrumentState }) {
  const t = useWords('instruments')
  return <Chip tone={tones[state]}>{t(`state_${state}`)}</Chip>
}
