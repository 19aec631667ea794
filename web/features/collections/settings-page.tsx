import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChangeReminderSettings, ReminderSettings } from '#core/collections/api.ts'
import { weekdays } from '#core/format.ts'
import { api, client } from '#web/client.ts'
import { minuteOf, timeOf } from '#web/clock.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './collections.module.css'
import { ConductSection } from './policies/conduct-section.tsx'
import { HijriSection } from './policies/hijri-section.tsx'
import { PolicyList } from './policies/policy-list.tsx'
import { TrialsSection } from './policies/trials.tsx'
import { useChange } from './use-change.ts'

/** The reminder policies in their order, the days and hours, who firm messages name, on and off. */
export function SettingsPage() {
  const t = useWords('collections')
  const settings = useQuery(api.collections.settings.queryOptions({ input: {} }))
  const policies = useQuery(api.collections.policies.queryOptions({ input: {} }))
  const error = settings.error ?? policies.error
  if (error) return <Failed error={error} onRetry={() => void settings.refetch()} />
  if (!settings.data || !policies.data) return <Bones />
  return (
    <Sheet label={t('settings')}>
      <PageHead title={t('settings')}>{t('settings_hint')}</PageHead>
      <Switch settings={settings.data} />
      <PolicyList rows={policies.data.rows} />
      <TrialsSection policies={policies.data.rows} />
      <ConductSection />
      <Hours key={JSON.stringify(settings.data.calendar)} settings={settings.data} />
    </Sheet>
  )
}

function Switch({ settings }: { settings: ReminderSettings }) {
  const t = useWords('collections')
  const [asking, setAsking] = useState(false)
  const turn = useChange(
    (on: boolean) => client.collections.switchReminders({ on }),
    ({ on }) => {
      setAsking(false)
      toast.said(on ? t('turned_on') : t('turned_off'))
    },
  )
  return (
    <Section
      title={t('switch_title')}
      hint={
        settings.on
          ? t('switched_on_by', { by: settings.onBy ?? '' })
          : settings.emailReady
            ? t('off_title')
            : t('needs_email')
      }
      actions={
        settings.on ? (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('turn_off')}
          </Button>
        ) : (
          <Button onClick={() => turn.mutate(true)} loading={turn.isPending}>
            {t('turn_on')}
          </Button>
        )
      }
    >
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('turn_off_ask')}
        yes={t('turn_off')}
        busy={turn.isPending}
        onYes={() => turn.mutate(false)}
      />
    </Section>
  )
}

function Hours({ settings }: { settings: ReminderSettings }) {
  const t = useWords('collections')
  const { language } = usePreferences()
  const [draft, setDraft] = useState<ChangeReminderSettings>(settings)
  const { calendar } = draft
  const patch = (change: Partial<ChangeReminderSettings>) => setDraft({ ...draft, ...change })
  const onCalendar = (change: Partial<typeof calendar>) =>
    patch({ calendar: { ...calendar, ...change } })
  const save = useChange(
    () =>
      client.collections.changeSettings({
        calendar: draft.calendar,
        collector: draft.collector,
        manager: draft.manager,
        phone: draft.phone,
        saidPaidDays: draft.saidPaidDays,
        promiseGraceDays: draft.promiseGraceDays,
        promiseDaysAhead: draft.promiseDaysAhead,
        thankYou: draft.thankYou,
      }),
    () => toast.said(t('settings_saved')),
  )
  const window = calendar.contactWindows.flat()[0] ?? { from: 600, until: 1200 }
  const setWindow = (next: { from: number; until: number }) =>
    onCalendar({ contactWindows: Array.from({ length: 7 }, () => [next]) })
  return (
    <>
      <Section title={t('calendar')} hint={t('calendar_hint')}>
        <fieldset className={css['row']}>
          <legend>{t('weekend')}</legend>
          {weekdays[language].map((name, day) => (
            <Checkbox
              key={name}
              label={name}
              checked={calendar.weekend.includes(day)}
              onChange={({ currentTarget: { checked } }) =>
                onCalendar({
                  weekend: checked
                    ? [...calendar.weekend, day]
                    : calendar.weekend.filter((each) => each !== day),
                })
              }
            />
          ))}
        </fieldset>
        <div className={css['row']}>
          <TextInput
            type="time"
            label={t('from_hour')}
            value={timeOf(window.from)}
            onChange={({ currentTarget: { value } }) =>
              setWindow({ ...window, from: minuteOf(value) })
            }
          />
          <TextInput
            type="time"
            label={t('until_hour')}
            value={timeOf(window.until)}
            onChange={({ currentTarget: { value } }) =>
              setWindow({ ...window, until: minuteOf(value) })
            }
          />
        </div>
      </Section>
      <HijriSection calendar={calendar} onChange={(hijri) => onCalendar({ hijri })} />
      <Holidays
        rows={calendar.holidays}
        onChange={(holidays) => onCalendar({ holidays: [...holidays] })}
      />
      <Section title={t('voice')} hint={t('voice_hint')}>
        <div className={css['row']}>
          {(['collector', 'manager', 'phone'] as const).map((name) => (
            <TextInput
              key={name}
              label={t(name)}
              value={draft[name]}
              {...(name === 'phone' && { dir: 'ltr' })}
              onChange={({ currentTarget: { value } }) => patch({ [name]: value })}
            />
          ))}
        </div>
        <Waits draft={draft} onChange={patch} />
        <Checkbox
          mt={12}
          label={t('thank_you')}
          checked={draft.thankYou}
          onChange={({ currentTarget: { checked } }) => patch({ thankYou: checked })}
        />
        <div className="form-acts">
          <Button onClick={() => save.mutate()} loading={save.isPending}>
            {t('save_settings')}
          </Button>
        </div>
      </Section>
    </>
  )
}

type WaitsProps = Readonly<{
  draft: ChangeReminderSettings
  onChange: (change: Partial<ChangeReminderSettings>) => void
}>

/** For how long the chase rests after what a customer says, and how far ahead they may promise. */
function Waits({ draft, onChange }: WaitsProps) {
  const t = useWords('collections')
  const fields = [
    ['saidPaidDays', t('said_paid_days'), 1, 30],
    ['promiseGraceDays', t('promise_grace'), 0, 30],
    ['promiseDaysAhead', t('promise_ahead'), 1, 365],
  ] as const
  return fields.map(([name, label, min, max]) => (
    <NumberInput
      key={name}
      mt={12}
      label={label}
      value={draft[name]}
      min={min}
      max={max}
      onChange={(value) => onChange({ [name]: Number(value) || min })}
    />
  ))
}

type Holiday = ChangeReminderSettings['calendar']['holidays'][number]

function Holidays({
  rows,
  onChange,
}: {
  rows: readonly Holiday[]
  onChange: (rows: readonly Holiday[]) => void
}) {
  const t = useWords('collections')
  const [draft, setDraft] = useState<{ name: string; from: string | null; to: string | null }>({
    name: '',
    from: null,
    to: null,
  })
  const add = () => {
    if (!draft.name || !draft.from) return
    onChange([...rows, { name: draft.name, from: draft.from, ...(draft.to && { to: draft.to }) }])
    setDraft({ name: '', from: null, to: null })
  }
  return (
    <Section title={t('holidays')}>
      {rows.map((row) => (
        <div key={`${row.name}:${row.from}`} className={css['entry']}>
          <div>
            {row.name} <HolidayDays row={row} />
          </div>
          <Button
            variant="subtle"
            aria-label={t('remove_holiday', { name: row.name })}
            onClick={() => onChange(rows.filter((each) => each !== row))}
          >
            ×
          </Button>
        </div>
      ))}
      <div className={css['row']}>
        <TextInput
          label={t('holiday_name')}
          value={draft.name}
          onChange={({ currentTarget: { value } }) => setDraft({ ...draft, name: value })}
        />
        <DateInput
          id="holiday-from"
          label={t('holiday_from')}
          value={draft.from}
          onChange={(from) => setDraft({ ...draft, from })}
        />
        <DateInput
          id="holiday-to"
          label={t('holiday_to')}
          value={draft.to}
          onChange={(to) => setDraft({ ...draft, to })}
        />
        <Button variant="default" onClick={add}>
          {t('add_holiday')}
        </Button>
      </div>
    </Section>
  )
}

function HolidayDays({ row }: { row: Holiday }) {
  return (
    <small>
      {row.from}
      {row.to && ` … ${row.to}`}
    </small>
  )
}
