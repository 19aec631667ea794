import { Checkbox, NumberInput, TextInput } from '@mantine/core'
import {
  type AnnouncedMonth,
  announcedMonths,
  type Calendar,
  eidsOf,
  firstOfMonth,
  HijriRules,
} from '#core/calendar.ts'
import { hijriMonths, toHijri } from '#core/hijri.ts'
import { minuteOf, timeOf } from '#web/clock.ts'
import { useFormat } from '#web/format.ts'
import { useToday } from '#web/me.tsx'
import { usePreferences } from '#web/preferences.tsx'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Section } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import css from './policies.module.css'

type Props = Readonly<{ calendar: Calendar; onChange: (hijri: HijriRules) => void }>

const plain = HijriRules.parse({})
const evening = [{ from: 21 * 60, until: 24 * 60 }]

/** What follows the Hijri year: the hours of Ramadan, both Eids, and what was announced otherwise. */
export function HijriSection({ calendar, onChange }: Props) {
  const t = useWords('policies')
  const rules = calendar.hijri ?? plain
  const set = (patch: Partial<HijriRules>) => onChange({ ...rules, ...patch })
  const window = rules.ramadan?.[0]
  const setWindow = (patch: Partial<{ from: number; until: number }>) => {
    if (!window) return
    const next = { ...window, ...patch }
    // Midnight ends the day, and does not begin it.
    const until = next.until === 0 ? 24 * 60 : next.until
    if (next.from < until) set({ ramadan: [{ from: next.from, until }] })
  }
  return (
    <Section title={t('hijri')} hint={t('hijri_hint')}>
      <Checkbox
        label={t('ramadan_hours')}
        checked={window !== undefined}
        onChange={({ currentTarget: { checked } }) => set({ ramadan: checked ? evening : null })}
      />
      {window && (
        <div className={css['fields']}>
          {(['from', 'until'] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              label={t(`ramadan_${end}`)}
              value={timeOf(window[end])}
              onChange={({ currentTarget: { value } }) => setWindow({ [end]: minuteOf(value) })}
            />
          ))}
        </div>
      )}
      <div className={css['fields']}>
        {(['fitrDays', 'adhaDays'] as const).map((name) => (
          <NumberInput
            key={name}
            label={t(name === 'fitrDays' ? 'fitr_days' : 'adha_days')}
            min={0}
            max={15}
            value={rules[name]}
            onChange={(value) => set({ [name]: Number(value) || 0 })}
          />
        ))}
      </div>
      <Announced rules={rules} onChange={(announced) => set({ announced })} />
    </Section>
  )
}

type AnnouncedProps = Readonly<{
  rules: HijriRules
  onChange: (announced: AnnouncedMonth[]) => void
}>

/** The beginnings of this Hijri year's months and of the next, each of which may be corrected. */
function Announced({ rules, onChange }: AnnouncedProps) {
  const t = useWords('policies')
  const format = useFormat()
  const { language } = usePreferences()
  const today = useToday()
  const year = toHijri(today)?.year
  if (year === undefined) return null
  const others = (one: { year: number; month: number }) =>
    rules.announced.filter((each) => each.year !== one.year || each.month !== one.month)
  return (
    <>
      <div className={css['fields']}>
        {[year, year + 1].flatMap((of) =>
          announcedMonths.map((month) => (
            <DateInput
              key={`${of}-${month}`}
              id={`announced-${of}-${month}`}
              label={t('month_begins', {
                month: hijriMonths[language][month - 1] ?? '',
                year: String(of),
              })}
              value={firstOfMonth(rules, of, month) ?? null}
              onChange={(first) => {
                const told = first ? [{ year: of, month, first }] : []
                const next = [...others({ year: of, month }), ...told]
                if (HijriRules.safeParse({ ...rules, announced: next }).success) onChange(next)
              }}
            />
          )),
        )}
      </div>
      {[year, year + 1].flatMap((of) =>
        eidsOf(rules, of).map((eid) => (
          <p key={`${eid.name}-${eid.from}`} className="muted">
            {t('eid_days', {
              name: eid.name,
              from: format.day(eid.from),
              to: format.day(eid.to ?? eid.from),
            })}
          </p>
        )),
      )}
    </>
  )
}
