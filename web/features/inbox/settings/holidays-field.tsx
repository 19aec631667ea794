import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { InboxSettings } from '#core/inbox/settings.ts'
import { changing } from '#web/change.ts'
import { client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { useFormAround } from '#web/ui/form/form-page.tsx'
import { Section } from '#web/ui/page.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './settings.module.css'

type Holiday = InboxSettings['holidays'][number]
const none: { name: string; from: string | null; to: string | null } = {
  name: '',
  from: null,
  to: null,
}

/** Only reads: nothing is to be read again after it. */
const useReading = changing(() => [])

const keyOf = ({ name, from }: Holiday) => `${name} ${from}`

/** The days without work; the collections calendar knows them already in most companies. */
export function HolidaysField() {
  const t = useWords('inboxSettings')
  const form = useFormAround()
  const rows = (form.get('holidays') ?? []) as readonly Holiday[]
  const set = (next: readonly Holiday[]) =>
    form.set(
      'holidays',
      next.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    )
  return (
    <Section
      title={t('holidays')}
      hint={t('holidays_hint')}
      actions={<TakeHolidays rows={rows} onTake={set} />}
    >
      {rows.length === 0 && <p className="muted">{t('no_holidays')}</p>}
      <ul className={css['holidays']}>
        {rows.map((row) => (
          <li key={keyOf(row)}>
            <span>
              <b>
                <Bdi>{row.name}</Bdi>
              </b>
              <small>
                <Day value={row.from} full />
                {row.to && row.to !== row.from && (
                  <>
                    {' '}
                    {t('until')} <Day value={row.to} full />
                  </>
                )}
              </small>
            </span>
            <ActionIcon
              aria-label={t('remove_holiday', { name: row.name })}
              onClick={() => set(rows.filter((each) => each !== row))}
            >
              <IconX size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <NewHoliday onAdd={(row) => set([...rows, row])} />
    </Section>
  )
}

function TakeHolidays({
  rows,
  onTake,
}: Readonly<{ rows: readonly Holiday[]; onTake: (next: readonly Holiday[]) => void }>) {
  const t = useWords('inboxSettings')
  const may = useMay()
  const take = useReading(
    () => client.collections.settings({}),
    ({ calendar }) => {
      const known = new Set(rows.map(keyOf))
      const fresh = calendar.holidays.filter((row) => !known.has(keyOf(row)))
      onTake([...rows, ...fresh])
      toast.said(t('holidays_taken', { count: fresh.length }))
    },
  )
  if (!may('collections.read')) return null
  return (
    <Button variant="default" loading={take.isPending} onClick={() => take.mutate(undefined)}>
      {t('take_holidays')}
    </Button>
  )
}

function NewHoliday({ onAdd }: Readonly<{ onAdd: (row: Holiday) => void }>) {
  const t = useWords('inboxSettings')
  const [draft, setDraft] = useState(none)
  const { name, from, to } = draft
  const ready = name.trim() !== '' && from !== null && (to === null || to >= from)
  const add = () => {
    if (!ready || from === null) return
    onAdd({ name: name.trim(), from, ...(to ? { to } : {}) })
    setDraft(none)
  }
  return (
    <div className={css['newHoliday']}>
      <TextInput
        label={t('holiday_name')}
        value={name}
        onChange={({ currentTarget: { value } }) => setDraft({ ...draft, name: value })}
      />
      <DateInput
        id="holiday-from"
        label={t('holiday_from')}
        value={from}
        onChange={(next) => setDraft({ ...draft, from: next })}
      />
      <DateInput
        id="holiday-to"
        label={t('holiday_to')}
        value={to}
        onChange={(next) => setDraft({ ...draft, to: next })}
      />
      <Button variant="default" disabled={!ready} onClick={add}>
        {t('add_holiday')}
      </Button>
    </div>
  )
}
