import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Shifts } from '#core/hours.ts'
import { InboxSettings } from '#core/inbox/settings.ts'
import { api, client } from '#web/client.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { CheckField, NumberField, TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields, LeaveGuard, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Section } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { SettingsFrame } from './frame.tsx'
import { HolidaysField } from './holidays-field.tsx'
import css from './settings.module.css'
import { ShiftsEditor } from './shifts-editor.tsx'
import { useChange } from './use-change.ts'

/** When the company answers, what is said when it does not, and how work is given out. */
export function GeneralPage() {
  const t = useWords('inboxSettings')
  const { data, error, refetch } = useQuery(api.inbox.settings.queryOptions({ input: {} }))
  // Who is typing keeps what they began with, though a colleague saves meanwhile.
  const [begun, setBegun] = useState<typeof data>()
  const shown = begun ?? data
  return (
    <SettingsFrame part="general" hint={t('inbox_settings_hint')}>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={8} />}
      {shown && (
        <SettingsForm
          key={JSON.stringify(shown)}
          settings={InboxSettings.parse(shown)}
          onTyping={(typing) => setBegun(typing ? shown : undefined)}
        />
      )}
    </SettingsFrame>
  )
}

function SettingsForm({
  settings,
  onTyping,
}: Readonly<{ settings: InboxSettings; onTyping: (typing: boolean) => void }>) {
  const t = useWords('inboxSettings')
  const ui = useWords('ui')
  const save = useChange((next: InboxSettings) => client.inbox.saveSettings(next))
  const form = useForm({
    schema: InboxSettings,
    initial: settings,
    save: async (next) => {
      await save.mutateAsync(next)
      toast.said(t('saved'))
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when typing begins or is over.
  useEffect(() => onTyping(form.dirty), [form.dirty])
  return (
    <div className={css['whole']}>
      <FormFields form={form} submit={ui('save')}>
        <Section title={t('hours')} hint={t('hours_hint')}>
          <ShiftsField />
        </Section>
        <HolidaysField />
        <Pace />
        <Saying what="outOfHours" />
        <Saying what="satisfaction" />
      </FormFields>
      <LeaveGuard dirty={form.dirty && !form.busy} />
    </div>
  )
}

function ShiftsField() {
  const form = useFormAround()
  return (
    <ShiftsEditor
      value={form.get('shifts') as Shifts}
      onChange={(next) => form.set('shifts', next)}
    />
  )
}

function Pace() {
  const t = useWords('inboxSettings')
  return (
    <Section title={t('pace')}>
      <div className={css['fields']}>
        <CheckField path="assigning" label={t('assigning')} hint={t('assigning_hint')} />
        <Pair>
          <NumberField path="capacity" label={t('capacity')} hint={t('capacity_hint')} />
          <NumberField
            path="replyMinutes"
            label={t('reply_minutes')}
            hint={t('reply_minutes_hint')}
            unit={<Unit>{t('minutes')}</Unit>}
          />
        </Pair>
        <Pair>
          <NumberField path="reminders" label={t('reminders')} unit={<Unit>{t('times')}</Unit>} />
          <NumberField
            path="reopenHours"
            label={t('reopen_hours')}
            hint={t('reopen_hours_hint')}
            unit={<Unit>{t('hours_unit')}</Unit>}
          />
        </Pair>
        <Patience path="reassignMinutes" on={t('reassign_on')} label={t('reassign_minutes')} />
        <Patience path="absenceMinutes" on={t('absence_on')} label={t('absence_minutes')} />
        <Pair>
          <NumberField
            path="undoSeconds"
            label={t('undo_seconds')}
            hint={t('undo_seconds_hint')}
            unit={<Unit>{t('seconds')}</Unit>}
          />
        </Pair>
      </div>
    </Section>
  )
}

const Unit = ({ children }: Readonly<{ children: string }>) => (
  <span className={css['unit']}>{children}</span>
)

/** Minutes, or never: what is off has no figure. */
function Patience({ path, on, label }: Readonly<{ path: string; on: string; label: string }>) {
  const t = useWords('inboxSettings')
  const form = useFormAround()
  const active = form.get(path) !== null
  return (
    <div className={css['patience']}>
      <Checkbox
        size="sm"
        label={on}
        checked={active}
        onChange={({ currentTarget }) => form.set(path, currentTarget.checked ? 60 : null)}
      />
      {active && <NumberField path={path} label={label} unit={<Unit>{t('minutes')}</Unit>} />}
    </div>
  )
}

/** What is said by itself: whether, and in both languages, since each customer has theirs. */
function Saying({ what }: Readonly<{ what: 'outOfHours' | 'satisfaction' }>) {
  const t = useWords('inboxSettings')
  const key = what === 'outOfHours' ? 'out_of_hours' : 'satisfaction'
  return (
    <Section title={t(key)} hint={t(`${key}_hint`)}>
      <div className={css['fields']}>
        <CheckField path={`${what}.on`} label={t(`${key}_on`)} />
        <TextareaField path={`${what}.text.ar`} label={t('text_ar')} dir="rtl" rows={3} />
        <TextareaField path={`${what}.text.en`} label={t('text_en')} dir="ltr" rows={3} />
      </div>
    </Section>
  )
}
