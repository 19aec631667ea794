import { IconClockHour4 } from '@tabler/icons-react'
import { useWords } from '#web/words.ts'
import { useStretch } from './clock.ts'
import css from './composer.module.css'
import type { Way } from './use-way.ts'

const soonMs = 2 * 3_600_000

/** How long one may still write freely; under two hours it is said in a warm colour. */
export function WindowLine({ way }: { way: Way }) {
  const t = useWords('inbox')
  const stretch = useStretch()
  const { left, door } = way
  if (left === null || left <= 0 || !door) return null
  const human = door.window.state === 'human'
  return (
    <p className={css['window']} data-soon={left < soonMs || undefined}>
      <IconClockHour4 size={16} aria-hidden="true" />
      <span>
        {t(human ? 'window_human' : 'window_open')} <b>{stretch(left)}</b>
      </span>
    </p>
  )
}
