import { Button } from '@mantine/core'
import { IconArrowLeft, IconDownload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportView } from '#core/importing/api.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { Question } from '#web/ui/question.tsx'
import { useWords } from '#web/words.ts'
import css from './importing.module.css'
import { Mapping } from './mapping.tsx'
import { Needs } from './needs.tsx'
import { type Asked, Preview } from './preview.tsx'
import { Reading } from './reading.tsx'
import { SameCustomers } from './same.tsx'
import { useAnswer, useImportChange } from './use-import.ts'
import { useRefusedFile } from './use-refused-file.ts'

/** Columns on one side, what they make of the rows on the other; the foot says what will happen. */
export function Review({ view }: { view: ImportView }) {
  const t = useWords('importing')
  const first = view.sheets.find(({ kind }) => kind === 'invoices') ?? view.sheets[0]
  const [at, setAt] = useState(first?.sheet ?? 0)
  const [asked, setAsked] = useState<Asked>({ show: 'refused', reason: undefined })
  const { answer, busy } = useAnswer(view)
  const sheet = view.sheets.find((each) => each.sheet === at) ?? view.sheets[0]
  if (!sheet) return null
  return (
    <>
      <div className={css['body']} data-busy={busy || undefined}>
        <div className={css['side']}>
          {view.sheets.length > 1 && (
            <SheetTabs view={view} at={sheet.sheet} onPick={setAt} label={t('sheets')} />
          )}
          <Mapping key={sheet.sheet} view={view} sheet={sheet} answer={answer} />
          <Reading view={view} answer={answer} />
        </div>
        <div className={css['side']}>
          {sheet.kind && (
            <Preview view={view} sheet={sheet} asked={asked} onAsk={setAsked} answer={answer} />
          )}
          <Needs
            view={view}
            answer={answer}
            onLook={(where, reason) => {
              setAt(where)
              setAsked({ show: 'refused', reason })
            }}
          />
          <SameCustomers view={view} answer={answer} />
        </div>
      </div>
      <Foot view={view} busy={busy} />
    </>
  )
}

type TabsProps = Readonly<{
  view: ImportView
  at: number
  label: string
  onPick: (sheet: number) => void
}>

function SheetTabs({ view, at, label, onPick }: TabsProps) {
  return (
    <div className={css['sheetTabs']} role="tablist" aria-label={label}>
      {view.sheets.map(({ sheet, name, counts }) => (
        <button
          key={sheet}
          type="button"
          role="tab"
          aria-selected={sheet === at}
          onClick={() => onPick(sheet)}
        >
          <bdi>{name}</bdi>
          {counts.refused > 0 && <span className={css['dot']}>{counts.refused}</span>}
        </button>
      ))}
    </div>
  )
}

function Foot({ view, busy }: { view: ImportView; busy: boolean }) {
  const t = useWords('importing')
  const may = useMay()
  const go = useGo()
  const queries = useQueryClient()
  const [discarding, setDiscarding] = useState(false)
  const run = useImportChange(() => client.importing.run({ id: view.id }))
  const file = useRefusedFile(view.id)
  const sum = (part: 'ready' | 'refused') =>
    view.sheets.reduce((all, { counts }) => all + counts[part], 0)
  const [ready, refused] = [sum('ready'), sum('refused')]
  const discard = async () => {
    await client.importing.discard({ id: view.id })
    await queries.invalidateQueries({ queryKey: api.importing.key() })
    go('/import')
  }
  return (
    <footer className={css['foot']}>
      <p>
        {t(ready === 0 ? 'foot_none' : refused > 0 ? 'foot' : 'foot_clean', { ready, refused })}
      </p>
      {refused > 0 && (
        <Button
          variant="subtle"
          className={css['later'] ?? ''}
          leftSection={<IconDownload size={16} />}
          loading={file.isPending}
          onClick={() => file.mutate()}
        >
          {t('download_refused')}
        </Button>
      )}
      {may('importing.run') && (
        <>
          <Button variant="default" onClick={() => setDiscarding(true)}>
            {t('discard')}
          </Button>
          <Button
            disabled={ready === 0 || busy}
            loading={run.isPending}
            onClick={() => run.mutate(undefined)}
            rightSection={
              <span className="mirror">
                <IconArrowLeft size={16} />
              </span>
            }
          >
            {t('run', { count: ready })}
          </Button>
        </>
      )}
      <Question
        open={discarding}
        onClose={() => setDiscarding(false)}
        title={t('discard_ask')}
        yes={t('discard')}
        no={t('discard_no')}
        onYes={() => void discard()}
        grave
      >
        {t('discard_hint')}
      </Question>
    </footer>
  )
}
