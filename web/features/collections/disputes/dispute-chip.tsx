import { IconAlertCircle, IconClockPause } from '@tabler/icons-react'
import type { Dispute } from '#core/collections/dispute-api.ts'
import { daysBetween } from '#core/day.ts'
import { useFormat } from '#web/format.ts'
import { useToday } from '#web/me.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'

/** How an objection (اعتراض) stands; late answers are our own errors, and warm. */
export function DisputeChip({
  dispute,
}: {
  dispute: Pick<Dispute, 'state' | 'clock' | 'outcome'>
}) {
  const t = useWords('disputes')
  if (dispute.outcome) return <Chip tone="plain">{t(`outcome_${dispute.outcome}`)}</Chip>
  if (dispute.state === 'waiting')
    return (
      <Chip tone="plain" icon={<IconClockPause size={13} />}>
        {t('state_waiting')}
      </Chip>
    )
  return (
    <Chip
      tone={dispute.clock === 'overdue' ? 'late3' : 'info'}
      icon={<IconAlertCircle size={13} />}
    >
      {dispute.clock === 'overdue' ? t('clock_overdue') : t('state_open')}
    </Chip>
  )
}

/** By when it is answered; while the clock stands still there is no such day. */
export function AnswerBy({ dispute }: { dispute: Pick<Dispute, 'clock' | 'answerBy'> }) {
  const t = useWords('disputes')
  const format = useFormat()
  if (dispute.clock === 'paused') return <span className="muted">{t('clock_paused')}</span>
  if (dispute.clock === 'stopped' || dispute.answerBy === null)
    return <span className="muted">—</span>
  return <Day value={format.dayOf(dispute.answerBy)} near weekday />
}

/** For how many days it has been there. */
export function Age({ since }: { since: string }) {
  const t = useWords('disputes')
  const format = useFormat()
  const days = Math.max(0, daysBetween(format.dayOf(since), useToday()))
  return <>{t('age_days', { days })}</>
}
