import { IconCheck } from '@tabler/icons-react'
import type { ImportView } from '#core/importing/api.ts'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Bdi, Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './importing.module.css'
import { Progress } from './progress.tsx'
import { Result } from './result.tsx'
import { Review } from './review.tsx'
import { useImport } from './use-import.ts'

/** One file on its way in: review, writing, result. */
export function ImportPage() {
  const id = useParam('id')
  const { data: view, error, refetch } = useImport(id)
  if (error && !view) return <Failed error={error} onRetry={() => void refetch()} />
  if (!view) return <Bones rows={10} />
  return (
    <section className={css['page']}>
      <Head view={view} />
      {view.state === 'review' && <Review view={view} />}
      {(view.state === 'running' || view.state === 'undoing') && <Progress view={view} />}
      {(view.state === 'done' || view.state === 'undone') && <Result view={view} />}
    </section>
  )
}

function Head({ view }: { view: ImportView }) {
  const t = useWords('importing')
  const count = view.sheets.reduce((sum, { counts }) => sum + counts.data, 0)
  return (
    <header className={css['head']}>
      <h1>{t('import')}</h1>
      <p>
        <b>
          <Bdi>{view.fileName}</Bdi>
        </b>
        {view.state === 'review' && <>، {t('file_line', { count })}</>}
      </p>
      {view.earlier && view.state === 'review' && (
        <p className={css['earlier']}>
          {t('earlier')}{' '}
          <Go to={`/import/${view.earlier.id}`} className="link">
            {t('earlier_open')}
          </Go>
        </p>
      )}
      <Steps at={view.state === 'review' ? 1 : view.state === 'done' ? 3 : 2} />
    </header>
  )
}

const steps = ['step_file', 'step_review', 'step_import'] as const

/** Where in the three steps one stands; those behind carry a tick. */
function Steps({ at }: { at: number }) {
  const t = useWords('importing')
  return (
    <ol className={css['steps']} aria-label={t('steps')}>
      {steps.map((step, place) => (
        <li
          key={step}
          aria-current={place === at ? 'step' : undefined}
          data-past={place < at || undefined}
        >
          <span aria-hidden="true">
            {place < at ? <IconCheck size={15} stroke={2.4} /> : <Count value={place + 1} />}
          </span>
          {t(step)}
        </li>
      ))}
    </ol>
  )
}
