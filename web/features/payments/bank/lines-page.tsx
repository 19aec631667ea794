import { useMediaQuery } from '@mantine/hooks'
import { IconBuildingBank, IconChecks } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useKeys } from '#web/keys.ts'
import { useGo, useSearchText } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { SidePanel } from '#web/ui/side-panel.tsx'
import { useWords } from '#web/words.ts'
import css from './bank.module.css'
import { BankHead, useAccounts } from './bank-head.tsx'
import { LineBar } from './line-bar.tsx'
import { LineFilters } from './line-filters.tsx'
import { LineList } from './line-list.tsx'
import { LinePane } from './line-pane.tsx'
import { useLines } from './use-lines.ts'

/** «البنك»: the lines that wait on one side, whose each may be on the other. */
export function LinesPage() {
  const t = useWords('bank')
  const [search, change] = useSearchText()
  const narrow = useMediaQuery('(max-width: 1023px)', false, { getInitialValueInEffect: false })
  const lines = useLines()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const { rows } = lines
  const chosen = search['line']
  const at = rows.findIndex(({ id }) => id === chosen)
  const choose = (id: string | undefined) => change({ line: id ?? null })
  const step = (by: 1 | -1) => choose(rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.id)
  const tick = (id: string) =>
    setTicked((held) => {
      const next = new Set(held)
      if (!next.delete(id)) next.add(id)
      return next
    })
  useKeys({
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    KeyX: () => chosen && tick(chosen),
  })
  const first = rows[0]?.id
  useEffect(() => {
    if (!narrow && chosen === undefined && first !== undefined) change({ line: first })
  }, [narrow, chosen, first, change])
  const done = (id: string) => {
    const next = rows[at + 1] ?? rows[at - 1]
    setTicked((held) => new Set([...held].filter((each) => each !== id)))
    choose(narrow ? undefined : next?.id)
  }
  const pane = chosen && <LinePane key={chosen} id={chosen} onDone={() => done(chosen)} />
  return (
    <section className={css['page']} aria-label={t('bank')}>
      <BankHead at="lines" />
      <LineFilters counts={lines.counts} />
      <Nothing lines={lines} />
      {rows.length > 0 && (
        <div className={css['split']}>
          <div className={css['list']}>
            <LineBar rows={rows} ticked={ticked} onTicked={setTicked} />
            <LineList
              lines={lines}
              chosen={chosen}
              ticked={ticked}
              onTick={tick}
              onChoose={choose}
            />
          </div>
          {narrow ? (
            <SidePanel open={Boolean(chosen)} onClose={() => choose(undefined)} title={t('line')}>
              {pane}
            </SidePanel>
          ) : (
            <div className={css['pane']}>
              {pane || <p className={`dim ${css['alone']}`}>{t('pick_line')}</p>}
            </div>
          )}
        </div>
      )}
    </section>
  )
}

/** What stands in the place of the list: it loads, it failed, it is empty, or all is done. */
function Nothing({ lines }: { lines: ReturnType<typeof useLines> }) {
  const t = useWords('bank')
  const go = useGo()
  const accounts = useAccounts()
  if (lines.error) return <Failed error={lines.error} onRetry={lines.refetch} />
  if (!lines.counts || !accounts.data) return <Bones rows={8} />
  if (lines.rows.length > 0) return null
  const { open, matched, ignored } = lines.counts
  if (open + matched + ignored === 0 && !lines.filtered)
    return (
      <Blank icon={<IconBuildingBank size={30} />} title={t('lines_empty')}>
        {t('lines_empty_hint')}{' '}
        <Go to="/bank/upload" className="link">
          {t('upload')}
        </Go>
      </Blank>
    )
  if (open === 0 && !lines.filtered)
    return (
      <Blank icon={<IconChecks size={30} />} title={t('lines_done')}>
        {t('lines_done_hint', { count: matched })}
      </Blank>
    )
  return (
    <Blank icon={<IconBuildingBank size={30} />} tone="plain" title={t('lines_none')}>
      <button type="button" className="link" onClick={() => go('/bank')}>
        {t('clear_filters')}
      </button>
    </Blank>
  )
}
