import { Tooltip } from '@mantine/core'
import { IconRobot } from '@tabler/icons-react'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { useFormat } from '#web/format.ts'
import { Bdi, Ltr } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './thread.module.css'
import { Ticks } from './ticks.tsx'

/** Who, when, how far: small, at the foot of a bubble. */
export function Stamp({ message }: { message: ThreadMessage }) {
  const t = useWords('inbox')
  const format = useFormat()
  const { direction, by, elsewhere, editedAt, at, state, deliveredAt, readAt } = message
  const told = [
    deliveredAt && t('delivered_at', { time: format.clock(deliveredAt) }),
    readAt && t('read_at', { time: format.clock(readAt) }),
  ].filter(Boolean)
  return (
    <span className={css['stamp']}>
      {direction === 'out' && (
        <>
          {!by.human && <IconRobot size={14} aria-hidden="true" />}
          <span>
            {elsewhere ? t('from_elsewhere') : by.human ? <Bdi>{by.name}</Bdi> : t('by_machine')}
          </span>
        </>
      )}
      {editedAt && <span>{t('edited')}</span>}
      <time dateTime={at}>
        <Ltr>{format.clock(at)}</Ltr>
      </time>
      {direction === 'out' && (
        <Tooltip label={told.join(t('comma'))} disabled={told.length === 0}>
          <span className={css['tickBox']}>
            <Ticks state={state} />
          </span>
        </Tooltip>
      )}
    </span>
  )
}
