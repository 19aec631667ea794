import { features } from '#web/features/index.ts'
import { useMay } from '#web/me.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { useLabels, useWords } from '#web/words.ts'
import css from './shell.module.css'

/** Where everything is set: a line for each settings page that the reader may open. */
export function SettingsPage() {
  const t = useWords('shell')
  const say = useLabels()
  const may = useMay()
  const lines = features
    .flatMap(({ pages }) => pages)
    .flatMap((page) => (page.settings ? [{ page, line: page.settings }] : []))
    .filter(({ page }) => page.permission === undefined || may(page.permission) !== undefined)
    .toSorted((a, b) => a.line.order - b.line.order)
  return (
    <Sheet label={t('settings')}>
      <PageHead title={t('settings')} />
      <nav aria-label={t('settings')}>
        {lines.map(({ page, line: { icon: Icon, hint } }) => (
          <Go key={page.path} to={page.path} className={css['setting']}>
            <Icon size={22} stroke={1.6} />
            <span>
              <b>{say(page.title)}</b>
              {say(hint)}
            </span>
          </Go>
        ))}
      </nav>
    </Sheet>
  )
}
