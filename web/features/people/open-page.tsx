import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useChangePreferences, usePreferences } from '#web/preferences.tsx'
import { Mark } from '#web/shell/mark.tsx'
import { useWords } from '#web/words.ts'
import css from './people.module.css'

/** The frame of pages before one is in: the mark, a title, one column. */
export function OpenPage({
  title,
  hint,
  children,
}: {
  title: ReactNode
  hint?: ReactNode
  children: ReactNode
}) {
  const t = useWords('shell')
  const { language } = usePreferences()
  const change = useChangePreferences()
  const other = language === 'ar' ? 'en' : 'ar'
  return (
    <div className={css['open']}>
      <header className={css['openHead']}>
        <span className={css['brand']}>
          <Mark />
          {t('product')}
        </span>
        <Button variant="subtle" lang={other} onClick={() => change({ language: other })}>
          {other === 'en' ? t('english') : t('arabic')}
        </Button>
      </header>
      <main className={css['openMain']}>
        <h1>{title}</h1>
        {hint && <p className="dim">{hint}</p>}
        {children}
      </main>
    </div>
  )
}
