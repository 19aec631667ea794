import type { ReachWhy } from '#core/messaging/reach.ts'
import { useWords } from '#web/words.ts'

/** «لماذا بهذه القناة؟»: the way that was taken, and what stands against each of the others. */
export function ReachReason({ why }: { why: ReachWhy }) {
  const t = useWords('messaging')
  const taken = why.channel && [
    t(`channel_${why.channel}`),
    ...(why.form ? [t(`form_${why.form}`)] : []),
    ...(why.because ? [t(`why_${why.because}`)] : []),
  ]
  const passed = why.passed.map(
    ({ channel, why: reason }) => `${t(`channel_${channel}`)}: ${t(`passed_${reason}`)}`,
  )
  return (
    <details>
      <summary>{taken ? taken.join(' · ') : t('why_title')}</summary>
      <ul>
        {passed.map((line) => (
          <li key={line} className="muted">
            {line}
          </li>
        ))}
      </ul>
    </details>
  )
}
