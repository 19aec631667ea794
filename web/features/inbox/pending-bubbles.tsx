import { useFormat } from '#web/format.ts'
import { Ltr } from '#web/ui/text/text.tsx'
import { Words } from './said-view.tsx'
import css from './thread.module.css'
import { Ticks } from './ticks.tsx'
import type { Pending } from './use-send.ts'

/** What was just sent and has not reached the server yet. */
export function PendingBubbles({ rows }: { rows: readonly Pending[] }) {
  const format = useFormat()
  return rows.map(({ id, text, at }) => (
    <article key={id} className={css['row']} data-out="" data-message={id} aria-busy="true">
      <div className={css['bubble']} data-out="" data-pending="">
        <Words text={text} />
        <span className={css['stamp']}>
          <time dateTime={at}>
            <Ltr>{format.clock(at)}</Ltr>
          </time>
          <Ticks state="queued" />
        </span>
      </div>
    </article>
  ))
}
