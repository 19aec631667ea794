import type { NoticeState } from '#core/payments/api.ts'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

const tones: Readonly<Record<NoticeState, Tone>> = {
  open: 'info',
  confirmed: 'good',
  refused: 'late1',
  withdrawn: 'plain',
}

/** Where a notice stands. */
export function NoticeChip({ state }: { state: NoticeState }) {
  const t = useWords('bank')
  return <Chip tone={tones[state]}>{t(`notice_${state}`)}</Chip>
}
