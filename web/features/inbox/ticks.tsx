import {
  IconAlertCircle,
  IconArrowBackUp,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
} from '@tabler/icons-react'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { useWords } from '#web/words.ts'
import css from './thread.module.css'

const icons = {
  queued: IconClock,
  sending: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
  unknown: IconHelpCircle,
  withdrawn: IconArrowBackUp,
} as const

/** How far a message of ours has come. */
export function Ticks({ state }: { state: ThreadMessage['state'] }) {
  const t = useWords('inbox')
  if (state === 'received') return null
  const Icon = icons[state]
  return (
    <span className={css['ticks']} data-state={state} title={t(`state_${state}`)}>
      <Icon size={15} aria-hidden="true" />
      <span className="visually-hidden">{t(`state_${state}`)}</span>
    </span>
  )
}
