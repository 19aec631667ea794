import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Risk } from '#core/collections/risk.ts'
import type { Segment } from '#core/collections/segment.ts'
import { currencySymbol } from '#core/format.ts'
import { digitsOf } from '#core/money.ts'
import { api } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { usePreferences } from '#web/preferences.tsx'
import { Failed } from '#web/ui/blank.tsx'
import { Section } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import css from './policies.module.css'

type Props = Readonly<{ segment: Segment; onChange: (segment: Segment) => void }>
type DaysName = 'oldestDays' | 'averageLate' | 'keepRate'

const numberOf = (value: string | number): number | null => (value === '' ? null : Number(value))

/** The conditions of a segment; an empty one excludes nobody. */
function SegmentFields({ segment, onChange }: Props) {
  const t = useWords('policies')
  const set = (patch: Partial<Segment>) => onChange({ ...segment, ...patch })
  const { data } = useQuery(api.collections.collectors.queryOptions({ input: {} }))
  const range = (name: DaysName, from: string, to: string) =>
    (['From', 'To'] as const).map((end) => (
      <NumberInput
        key={`${name}${end}`}
        label={end === 'From' ? from : to}
        value={segment[`${name}${end}`] ?? ''}
        max={name === 'keepRate' ? 100 : 3650}
        min={name === 'keepRate' ? 0 : -365}
        onChange={(value) => set({ [`${name}${end}`]: numberOf(value) })}
      />
    ))
  return (
    <div className={css['fields']}>
      <TextInput
        className={css['wide'] ?? ''}
        label={t('tags')}
        defaultValue={segment.tagsAnyOf.join('، ')}
        onBlur={({ currentTarget: { value } }) =>
          set({
            tagsAnyOf: value
              .split(/[,،]/)
              .map((tag) => tag.trim())
              .filter((tag) => tag !== ''),
          })
        }
      />
      <Select
        label={t('kind')}
        allowDeselect={false}
        data={[
          { value: '', label: t('any') },
          { value: 'company', label: t('kind_company') },
          { value: 'person', label: t('kind_person') },
        ]}
        value={segment.kindsAnyOf[0] ?? ''}
        onChange={(value) =>
          set({ kindsAnyOf: value === 'company' || value === 'person' ? [value] : [] })
        }
      />
      <Select
        label={t('language')}
        allowDeselect={false}
        data={[
          { value: '', label: t('any') },
          { value: 'ar', label: t('language_ar') },
          { value: 'en', label: t('language_en') },
        ]}
        value={segment.languagesAnyOf[0] ?? ''}
        onChange={(value) =>
          set({ languagesAnyOf: value === 'ar' || value === 'en' ? [value] : [] })
        }
      />
      <MultiSelect
        label={t('risk')}
        data={Risk.options.map((value) => ({ value, label: t(`risk_${value}`) }))}
        value={[...segment.riskAnyOf]}
        onChange={(values) => set({ riskAnyOf: values.map((value) => Risk.parse(value)) })}
      />
      <MultiSelect
        label={t('collector')}
        data={data?.rows.map(({ user }) => ({ value: user.id, label: user.name })) ?? []}
        value={[...segment.collectorsAnyOf]}
        onChange={(collectorsAnyOf) => set({ collectorsAnyOf })}
      />
      <Balances segment={segment} onChange={onChange} />
      {range('oldestDays', t('oldest_from'), t('oldest_to'))}
      {range('averageLate', t('average_from'), t('average_to'))}
      {range('keepRate', t('keep_from'), t('keep_to'))}
    </div>
  )
}

function Balances({ segment, onChange }: Props) {
  const t = useWords('policies')
  const { baseCurrency } = useMe().company
  const { language } = usePreferences()
  const sign = { currency: currencySymbol(baseCurrency, language) }
  const unit = 10 ** digitsOf(baseCurrency)
  const fields = [
    ['minimumBalance', t('balance_from', sign)],
    ['maximumBalance', t('balance_to', sign)],
  ] as const
  return fields.map(([name, label]) => {
    const amount = segment[name]
    return (
      <NumberInput
        key={name}
        label={label}
        min={0}
        thousandSeparator=","
        value={amount ? amount.minor / 10 ** digitsOf(amount.currency) : ''}
        onChange={(value) => {
          const units = numberOf(value)
          const minor = units === null ? null : Math.round(units * unit)
          onChange({
            ...segment,
            [name]: minor === null ? null : { minor, currency: baseCurrency },
          })
        }}
      />
    )
  })
}

/** Whom the segment claims as it stands, and whom other policies claim too. */
export function SegmentSection(props: Props & Readonly<{ policyKey: string; place: number }>) {
  const t = useWords('policies')
  const { segment, policyKey, place } = props
  const [asked] = useDebouncedValue(segment, 400)
  const { data, error, refetch } = useQuery({
    ...api.collections.countSegment.queryOptions({
      input: { segment: asked, key: policyKey, place },
    }),
    placeholderData: keepPreviousData,
  })
  return (
    <Section title={t('segment')} hint={t('segment_hint')}>
      <SegmentFields {...props} />
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!error && (
        <div className={css['counted']} aria-live="polite">
          <p>
            {data ? t('counted', { of: data.of, fits: data.fits, gets: data.gets }) : t('counting')}
          </p>
          {data?.overlaps.map(({ key, name, customers, before }) => (
            <p key={key}>{t(before ? 'overlap_before' : 'overlap_after', { customers, name })}</p>
          ))}
        </div>
      )}
    </Section>
  )
}
