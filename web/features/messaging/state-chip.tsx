import type { MessageRow } from '#core/messaging/api.ts'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

const tones: Readonly<Record<MessageRow['state'], Tone>> = {
  queued: 'plain',
  sending: 'plain',
  sent: 'good',
  delivered: 'good',
  read: 'good',
  failed: 'late3',
  unknown: 'info',
  withdrawn: 'plain',
}

/** Where a message stands. */
export function MessageChip({ state }: Pick<MessageRow, 'state'>) {
  const t = useWords('messaging')
  return <Chip tone={tones[state]}>{t(`state_${state}`)}</Chip>
}
