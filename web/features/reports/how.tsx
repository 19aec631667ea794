import { useWords } from '#web/words.ts'
import css from './figures.module.css'

/** How a figure is worked out, one press away. */
export function How({ children }: Readonly<{ children: string }>) {
  const t = useWords('figures')
  return (
    <details className={css['how']}>
      <summary>{t('how')}</summary>
      <p>{children}</p>
    </details>
  )
}
