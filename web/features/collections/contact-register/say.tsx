import type { ReactNode } from 'react'
import type { ContactHours } from '#core/collections/contact-register.ts'
import type { RegisteredContact } from '#core/collections/contact-register-api.ts'
import type { MessageState } from '#core/messaging/message.ts'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import css from './register.module.css'

const tones: Readonly<Record<MessageState, Tone>> = {
  queued: 'plain',
  sending: 'plain',
  sent: 'plain',
  delivered: 'good',
  read: 'good',
  failed: 'late3',
  unknown: 'info',
  withdrawn: 'plain',
}

/** Within the hours is the quiet case; outside of them is said aloud. */
export function HoursChip({ hours }: { hours: ContactHours }) {
  const t = useWords('contactRegister')
  if (hours === 'open') return <small className="muted">{t('hours_open')}</small>
  return <Chip tone="late1">{t(`hours_${hours}`)}</Chip>
}

/** Says what came of a contact, in the words of the log that keeps it. */
export function useCame(): (row: RegisteredContact) => ReactNode {
  const t = useWords('contactRegister')
  const messaging = useWords('messaging')
  const desk = useWords('desk')
  const agencies = useWords('agencies')
  return ({ came }) => {
    if (came.of === 'talk') return <span className="muted">{t('talk')}</span>
    if (came.of === 'message')
      return <Chip tone={tones[came.state]}>{messaging(`state_${came.state}`)}</Chip>
    const sum = came.of === 'attempt' ? came.promised : came.amount
    return (
      <span className={css['stack']}>
        <span>
          {came.of === 'attempt' ? desk(`outcome_${came.outcome}`) : agencies(`code_${came.code}`)}
        </span>
        {sum && (
          <small>
            <Money value={sum} />
          </small>
        )}
      </span>
    )
  }
}
