import type { ImportView } from '#core/importing/api.ts'
import { useWords } from '#web/words.ts'
import outcome from './outcome.module.css'

/** How far it is; the stream moves it, nobody has to wait for it here. */
export function Progress({ view }: { view: ImportView }) {
  const t = useWords('importing')
  const { done, of } = view
  return (
    <div className={outcome['progress']}>
      <h2>{t(view.state === 'running' ? 'running' : 'undoing')}</h2>
      <progress value={done} max={Math.max(of, 1)} aria-label={t('progress', { done, of })} />
      <p role="status">{t('progress', { done, of })}</p>
      <p className="muted">{t('leave_page')}</p>
    </div>
  )
}
