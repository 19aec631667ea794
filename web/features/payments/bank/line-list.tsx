import { Button, Checkbox } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { ListedLine } from '#core/payments/api.ts'
import { useMay } from '#web/me.tsx'
import { usePreferences } from '#web/preferences.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './bank.module.css'
import { EntryInList } from './entries.tsx'
import type { useLines } from './use-lines.ts'

type Props = Readonly<{
  lines: ReturnType<typeof useLines>
  chosen: string | undefined
  ticked: ReadonlySet<string>
  onTick: (id: string) => void
  onChoose: (id: string) => void
}>

/** The lines, each with the best that is proposed for it. */
export function LineList({ lines, chosen, ticked, onTick, onChoose }: Props) {
  const t = useWords('bank')
  const ui = useWords('ui')
  const may = useMay()
  const ticks = may('payments.bank') !== undefined && lines.state === 'open'
  return (
    <>
      <ul className={css['lines']} aria-label={t('lines')}>
        {lines.rows.map((line) => (
          <li key={line.id} data-chosen={line.id === chosen || undefined}>
            {ticks && (
              <Checkbox
                size="sm"
                className={css['tick'] ?? ''}
                aria-label={t('tick', { what: line.description })}
                checked={ticked.has(line.id)}
                onChange={() => onTick(line.id)}
              />
            )}
            <Row line={line} chosen={line.id === chosen} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      {lines.more && (
        <Button variant="default" loading={lines.loadingMore} onClick={lines.more}>
          {ui('more')}
        </Button>
      )}
    </>
  )
}

type RowProps = Readonly<{ line: ListedLine; chosen: boolean; onChoose: (id: string) => void }>

function Row({ line, chosen, onChoose }: RowProps) {
  const own = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (chosen) own.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <button
      ref={own}
      type="button"
      className={css['row']}
      aria-current={chosen ? 'true' : undefined}
      onClick={() => onChoose(line.id)}
    >
      <span className={css['what']}>
        <span className={css['said']}>
          <Bdi>{line.description || line.reference || '—'}</Bdi>
        </span>
        <small>
          <Day value={line.bookedOn} near /> · <Standing line={line} />
        </small>
      </span>
      <span className={css['sum']} data-in={line.amount.minor > 0 || undefined}>
        <Money value={line.amount} strong />
      </span>
    </button>
  )
}

function Standing({ line }: { line: ListedLine }) {
  const t = useWords('bank')
  if (line.match) return <Bdi>{line.match.customerName}</Bdi>
  if (line.expense) return <Expense expense={line.expense} />
  if (line.entry) return <EntryInList entry={line.entry} />
  if (line.state === 'matched') return t('line_matched')
  if (line.state === 'ignored') return <Bdi>{line.reason ?? ''}</Bdi>
  if (line.best)
    return (
      <>
        <Bdi>{line.best.customerName}</Bdi> {line.best.sure && <Chip tone="good">{t('sure')}</Chip>}
      </>
    )
  return <span className="muted">{t(line.amount.minor > 0 ? 'nobody_yet' : 'goes_out')}</span>
}

function Expense({ expense }: { expense: NonNullable<ListedLine['expense']> }) {
  const t = useWords('bank')
  const { language } = usePreferences()
  const name = language === 'ar' ? expense.accountNameAr : expense.accountNameEn
  return (
    <>
      {t('line_expense')} <Bdi>{name}</Bdi>
    </>
  )
}
