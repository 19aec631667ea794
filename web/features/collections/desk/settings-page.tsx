import { Button, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DeskRule, type DeskSettings } from '#core/collections/desk/settings.ts'
import { currencySymbol } from '#core/format.ts'
import { type Currency, digitsOf } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { usePreferences } from '#web/preferences.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Facts, PageHead, Section, Sheet, Why } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { AwayButton } from './absent.tsx'
import outcomeCss from './outcome.module.css'
import partsCss from './parts.module.css'
import { useDeskChange } from './use-desk.ts'

type Edit = Readonly<{ settings: DeskSettings; set: (patch: Partial<DeskSettings>) => void }>

/** How the desk works: limits, targets, and who gets which customers. */
export function DeskSettingsPage() {
  const t = useWords('desk')
  const { data, error, refetch } = useQuery(
    api.collections.deskSettings.queryOptions({ input: {} }),
  )
  return (
    <Sheet label={t('settings')} narrow>
      <PageHead title={t('settings')}>{t('settings_hint')}</PageHead>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Bones rows={6} />}
      {data && <Form saved={data} />}
    </Sheet>
  )
}

function Form({ saved }: { saved: DeskSettings }) {
  const t = useWords('desk')
  const [settings, setSettings] = useState(saved)
  const save = useDeskChange(client.collections.changeDeskSettings, () =>
    toast.said(t('settings_saved')),
  )
  const rebuild = useDeskChange(
    () => client.collections.rebuildDesk({}),
    ({ customers }) => toast.said(t('rebuilt', { count: customers })),
  )
  const edit: Edit = {
    settings,
    set: (patch) => setSettings((before) => ({ ...before, ...patch })),
  }
  const ready = settings.rules.every((rule) => DeskRule.safeParse(rule).success)
  return (
    <>
      <Limits {...edit} />
      <Target {...edit} />
      <Rules {...edit} />
      <div className={`form-acts ${partsCss['settingsActs']}`}>
        <Button disabled={!ready} loading={save.isPending} onClick={() => save.mutate(settings)}>
          {t('save')}
        </Button>
        <Button
          variant="default"
          loading={rebuild.isPending}
          onClick={() => rebuild.mutate(undefined)}
        >
          {t('rebuild')}
        </Button>
      </div>
      {!ready && <Why>{t('rule_lacks')}</Why>}
      <People />
    </>
  )
}

function Limits({ settings, set }: Edit) {
  const t = useWords('desk')
  const { caps } = settings
  return (
    <Section title={t('caps')} hint={t('caps_hint')}>
      <div className={partsCss['trio']}>
        <NumberInput
          label={t('calls_a_day')}
          min={1}
          max={10}
          value={caps.callsADay}
          onChange={(value) => set({ caps: { ...caps, callsADay: Number(value) || 1 } })}
        />
        <NumberInput
          label={t('attempts_in_30')}
          min={1}
          max={60}
          value={caps.attemptsIn30Days}
          onChange={(value) => set({ caps: { ...caps, attemptsIn30Days: Number(value) || 1 } })}
        />
      </div>
    </Section>
  )
}

const unitsOf = (minor: number, currency: Currency) => minor / 10 ** digitsOf(currency)
const minorOf = (units: number, currency: Currency) => Math.round(units * 10 ** digitsOf(currency))

function Target({ settings, set }: Edit) {
  const t = useWords('desk')
  const { company } = useMe()
  const currency = company.baseCurrency
  const { language } = usePreferences()
  const sign = { currency: currencySymbol(currency, language) }
  const { target } = settings
  const money = (name: 'promisedMinor' | 'collectedMinor', label: string) => (
    <NumberInput
      label={label}
      min={0}
      thousandSeparator=","
      value={unitsOf(target[name], currency)}
      onChange={(value) =>
        set({ target: { ...target, [name]: minorOf(Number(value) || 0, currency) } })
      }
    />
  )
  return (
    <Section title={t('target')} hint={t('target_hint')}>
      <div className={partsCss['trio']}>
        <NumberInput
          label={t('target_contacts')}
          min={0}
          max={500}
          value={target.contacts}
          onChange={(value) => set({ target: { ...target, contacts: Number(value) || 0 } })}
        />
        {money('promisedMinor', t('target_promised', sign))}
        {money('collectedMinor', t('target_collected', sign))}
      </div>
    </Section>
  )
}

const emptyRule = (name: string): DeskRule => ({
  name,
  userIds: [],
  segment: {
    tagsAnyOf: [],
    kindsAnyOf: [],
    languagesAnyOf: [],
    lateFrom: null,
    lateTo: null,
    daysFrom: null,
    daysTo: null,
  },
})

function Rules({ settings, set }: Edit) {
  const t = useWords('desk')
  const { rules } = settings
  const change = (at: number, rule: DeskRule | null) =>
    set({ rules: rules.flatMap((each, place) => (place === at ? (rule ?? []) : each)) })
  return (
    <Section
      title={t('rules')}
      hint={t('rules_hint')}
      actions={
        <Button
          variant="default"
          onClick={() =>
            set({ rules: [...rules, emptyRule(t('rule_new', { place: rules.length + 1 }))] })
          }
        >
          {t('rule_add')}
        </Button>
      }
    >
      {rules.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name of their own but their place.
        <Rule key={at} rule={rule} onChange={(next) => change(at, next)} />
      ))}
    </Section>
  )
}

type RuleProps = Readonly<{ rule: DeskRule; onChange: (rule: DeskRule | null) => void }>

function Rule({ rule, onChange }: RuleProps) {
  const t = useWords('desk')
  const { data } = useQuery(api.collections.collectors.queryOptions({ input: {} }))
  const { segment } = rule
  const of = (patch: Partial<DeskRule['segment']>) =>
    onChange({ ...rule, segment: { ...segment, ...patch } })
  const days = (value: string | number) => (value === '' ? null : Number(value))
  return (
    <div className={partsCss['rule']}>
      <TextInput
        label={t('rule_name')}
        value={rule.name}
        onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
      />
      <MultiSelect
        label={t('rule_people')}
        data={data?.rows.map(({ user }) => ({ value: user.id, label: user.name })) ?? []}
        value={[...rule.userIds]}
        onChange={(userIds) => onChange({ ...rule, userIds })}
      />
      <NumberInput
        label={t('rule_days_from')}
        min={0}
        value={segment.daysFrom ?? ''}
        onChange={(value) => of({ daysFrom: days(value) })}
      />
      <NumberInput
        label={t('rule_days_to')}
        min={0}
        value={segment.daysTo ?? ''}
        onChange={(value) => of({ daysTo: days(value) })}
      />
      <Select
        label={t('rule_language')}
        allowDeselect={false}
        data={(['any', 'ar', 'en'] as const).map((value) => ({
          value,
          label: t(`language_${value}`),
        }))}
        value={segment.languagesAnyOf[0] ?? 'any'}
        onChange={(value) =>
          of({ languagesAnyOf: value === 'ar' || value === 'en' ? [value] : [] })
        }
      />
      <Select
        label={t('rule_kind')}
        allowDeselect={false}
        data={(['any', 'company', 'person'] as const).map((value) => ({
          value,
          label: t(`kind_${value}`),
        }))}
        value={segment.kindsAnyOf[0] ?? 'any'}
        onChange={(value) =>
          of({ kindsAnyOf: value === 'company' || value === 'person' ? [value] : [] })
        }
      />
      <TextInput
        label={t('rule_tags')}
        className={outcomeCss['wide'] ?? ''}
        defaultValue={segment.tagsAnyOf.join('، ')}
        onBlur={(event) =>
          of({
            tagsAnyOf: event.currentTarget.value
              .split(/[,،]/)
              .map((tag) => tag.trim())
              .filter((tag) => tag !== ''),
          })
        }
      />
      <div className={outcomeCss['wide']}>
        <Button variant="default" onClick={() => onChange(null)}>
          {t('rule_remove')}
        </Button>
      </div>
    </div>
  )
}

/** Who works at the desk now, and how much each has. */
function People() {
  const t = useWords('desk')
  const { data } = useQuery(api.collections.collectors.queryOptions({ input: {} }))
  if (!data) return null
  return (
    <Section title={t('people')} hint={t('away_hint')}>
      <Facts
        rows={data.rows.map(({ user, available, away, customers, waiting }) => [
          user.name,
          <span key={user.id} className={partsCss['collector']}>
            <span>{t('people_line', { customers, waiting })}</span>
            {!available && <Chip>{t('away')}</Chip>}
            <AwayButton user={user} away={away} />
          </span>,
        ])}
      />
    </Section>
  )
}
