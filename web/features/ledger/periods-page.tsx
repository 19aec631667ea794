import { Button, Modal } from '@mantine/core'
import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dayParts } from '#core/day.ts'
import { currencySymbol, gregorianMonths } from '#core/format.ts'
import { type Periods, ReopenPeriod } from '#core/ledger/api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay, useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Count, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { BooksTabs } from './books-tabs.tsx'
import css from './ledger.module.css'
import { useChange } from './use-change.ts'

type Row = Periods['rows'][number]

/** The months of the books: which are locked, by whom, and how to lock or reopen one. */
export function PeriodsPage() {
  const t = useWords('ledger')
  const format = useFormat()
  const { data, error, refetch } = useQuery(api.ledger.periods.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return (
    <Sheet label={t('periods')}>
      <PageHead title={t('periods')}>{t('periods_hint')}</PageHead>
      <BooksTabs />
      {data ? (
        <>
          <p className={css['note']} style={{ marginBlockStart: 12 }}>
            {data.lockedThrough ? <IconLock size={16} /> : <IconLockOpen size={16} />}
            {data.lockedThrough
              ? t('locked_through', { day: format.day(data.lockedThrough, { full: true }) })
              : t('nothing_locked')}
          </p>
          <Months periods={data} />
          <History changes={data.changes} />
        </>
      ) : (
        <Bones rows={8} />
      )}
    </Sheet>
  )
}

function Months({ periods }: Readonly<{ periods: Periods }>) {
  const t = useWords('ledger')
  const { language } = usePreferences()
  const base = useMe().company.baseCurrency
  const manages = useMay()('ledger.lock_period') !== undefined
  const [locking, setLocking] = useState<Row | null>(null)
  const [opening, setOpening] = useState<Row | null>(null)
  const nameOf = ({ startsOn }: Row) => {
    const { month, year } = dayParts(startsOn)
    return `${gregorianMonths[language][month - 1]} ${year}`
  }
  return (
    <div className={css['scroll']}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('month')}</th>
            <th scope="col" className="num" data-spare="">
              {t('entries')}
            </th>
            <th scope="col" className="num">
              {t('moved', { currency: currencySymbol(base, language) })}
            </th>
            <th scope="col" data-spare={manages ? '' : undefined} />
            {manages && <th scope="col" />}
          </tr>
        </thead>
        <tbody>
          {periods.rows.map((row) => (
            <tr key={row.startsOn}>
              <td className="nowrap">{nameOf(row)}</td>
              <td className="num" data-spare="">
                <Count value={row.entries} />
              </td>
              <td className="num">
                <Money value={row.debit} bare dash />
              </td>
              <td data-spare={manages ? '' : undefined}>
                {row.locked ? (
                  <Chip tone="good">{t('locked')}</Chip>
                ) : (
                  <Chip>{row.over ? t('open') : t('running')}</Chip>
                )}
              </td>
              {manages && (
                <td className="num">
                  {row.locked ? (
                    <Button variant="subtle" onClick={() => setOpening(row)}>
                      {t('reopen')}
                    </Button>
                  ) : (
                    row.over && (
                      <Button variant="default" onClick={() => setLocking(row)}>
                        {t('lock')}
                      </Button>
                    )
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {locking && <Lock row={locking} onClose={() => setLocking(null)} />}
      {opening && <Reopen row={opening} onClose={() => setOpening(null)} />}
    </div>
  )
}

function Lock({ row, onClose }: Readonly<{ row: Row; onClose: () => void }>) {
  const t = useWords('ledger')
  const format = useFormat()
  const [id] = useState(newId)
  const day = format.day(row.endsOn, { full: true })
  const lock = useChange(
    () => client.ledger.lockPeriod({ id, through: row.endsOn }),
    () => {
      toast.said(t('lock_done', { day }))
      onClose()
    },
  )
  return (
    <Question
      open
      onClose={onClose}
      title={t('lock_ask', { day })}
      yes={t('lock_yes', { day })}
      busy={lock.isPending}
      onYes={() => lock.mutate(undefined)}
    >
      {t('lock_hint')}
    </Question>
  )
}

function Reopen({ row, onClose }: Readonly<{ row: Row; onClose: () => void }>) {
  const t = useWords('ledger')
  const ui = useWords('ui')
  const format = useFormat()
  const [id] = useState(newId)
  const day = format.day(row.startsOn, { full: true })
  const reopen = useChange((input: ReopenPeriod) => client.ledger.reopenPeriod(input))
  const form = useForm({
    schema: ReopenPeriod,
    initial: { id, from: row.startsOn, reason: '' },
    save: async (input) => {
      await reopen.mutateAsync(input)
      toast.said(t('reopen_done', { day }))
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('reopen_ask', { day })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <p className="muted">{t('reopen_hint')}</p>
      <FormFields form={form} submit={t('reopen')} onCancel={onClose}>
        <TextareaField path="reason" label={t('reason')} rows={3} />
      </FormFields>
    </Modal>
  )
}

function History({ changes }: Readonly<{ changes: Periods['changes'] }>) {
  const t = useWords('ledger')
  const format = useFormat()
  if (changes.length === 0) return null
  return (
    <Section title={t('history')}>
      <ul className={css['changes']}>
        {changes.map(({ id, by, lockedThrough, reopened, reason, at }) => {
          const day = lockedThrough ? format.day(lockedThrough, { full: true }) : ''
          const said = !reopened
            ? t('history_locked', { by, day })
            : lockedThrough
              ? t('history_opened', { by, day })
              : t('history_opened_all', { by })
          return (
            <li key={id}>
              {said}
              {reason && <>، {reason}</>}
              <small>
                <Moment value={at} />
              </small>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
