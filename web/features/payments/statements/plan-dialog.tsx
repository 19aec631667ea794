import { Modal, Select } from '@mantine/core'
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { reachChannels } from '#core/contacts/customer.ts'
import { weekdays } from '#core/format.ts'
import {
  PlanWhom,
  PreviewStatementPlan,
  Rhythm,
  rhythms,
  SaveStatementPlan,
  type StatementPlanRow,
} from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { usePreferences } from '#web/preferences.tsx'
import { NumberField, SelectField, TextField, useField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Why } from '#web/ui/page.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { ChosenField } from './chosen-field.tsx'

type Props = Readonly<{ plan?: StatementPlanRow; onClose: () => void }>

/** Plans statements, and shows before saving whom the next ones reach. */
export function PlanDialog({ plan, onClose }: Props) {
  const t = useWords('statements')
  const ui = useWords('ui')
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t(plan ? 'edit_ask' : 'new_ask')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <PlanForm onClose={onClose} {...(plan && { plan })} />
    </Modal>
  )
}

function PlanForm({ plan, onClose }: Props) {
  const t = useWords('statements')
  const queries = useQueryClient()
  const [id] = useState(() => plan?.id ?? newId())
  const form = useForm({
    schema: SaveStatementPlan,
    initial: {
      ...{ id, name: plan?.name ?? '', every: plan?.every ?? 'month_start', day: plan?.day ?? 1 },
      ...{ kind: plan?.kind ?? 'activity', whom: plan?.whom ?? 'owing', tag: plan?.tag ?? '' },
      ...{ customerIds: plan?.customerIds ?? [], channel: plan?.channel ?? 'best' },
    },
    save: async (values) => {
      await client.payments.saveStatementPlan(values)
      onClose()
      await queries.invalidateQueries()
      toast.said(t('saved'))
    },
  })
  return (
    <FormFields form={form} submit={t('save')} onCancel={onClose}>
      <TextField path="name" label={t('name')} />
      <Pair>
        <SelectField
          path="every"
          label={t('every')}
          options={rhythms.map((value) => ({ value, label: t(`every_${value}`) }))}
        />
        <DayField />
      </Pair>
      <Pair>
        <SelectField
          path="whom"
          label={t('whom')}
          options={PlanWhom.options.map((value) => ({ value, label: t(`whom_${value}`) }))}
        />
        <SelectField
          path="kind"
          label={t('kind')}
          options={(['activity', 'open'] as const).map((value) => ({
            value,
            label: t(`kind_${value}`),
          }))}
        />
      </Pair>
      <WhomField names={plan?.customers ?? []} />
      <ChannelField />
      <Preview />
    </FormFields>
  )
}

function DayField() {
  const t = useWords('statements')
  const form = useFormAround()
  const every = Rhythm.safeParse(form.get('every')).data
  if (every === 'week') return <WeekdayField />
  if (every === 'month_start') return null
  return <NumberField path="day" label={t('day')} hint={t('day_hint')} />
}

function WeekdayField() {
  const t = useWords('statements')
  const { language } = usePreferences()
  const { value, set, props } = useField({ path: 'day', label: t('weekday') })
  return (
    <Select
      {...props}
      data={weekdays[language].map((label, day) => ({ value: String(day), label }))}
      value={typeof value === 'number' ? String(value) : null}
      onChange={(next) => set(next === null ? undefined : Number(next))}
    />
  )
}

function WhomField({ names }: { names: StatementPlanRow['customers'] }) {
  const t = useWords('statements')
  const whom = useFormAround().get('whom')
  if (whom === 'tag') return <TextField path="tag" label={t('tag')} />
  return whom === 'chosen' ? <ChosenField names={names} /> : null
}

function ChannelField() {
  const t = useWords('statements')
  const channels = useWords('messaging')
  return (
    <SelectField
      path="channel"
      label={t('channel')}
      hint={t('channel_hint')}
      options={(['best', ...reachChannels] as const).map((value) => ({
        value,
        label: channels(`channel_${value}`),
      }))}
    />
  )
}

const fields = ['every', 'day', 'kind', 'whom', 'tag', 'customerIds', 'channel'] as const

/** Whom the next statements would reach, as the form stands now. */
function Preview() {
  const t = useWords('statements')
  const channels = useWords('messaging')
  const form = useFormAround()
  const asked = PreviewStatementPlan.safeParse(
    Object.fromEntries(fields.map((field) => [field, form.get(field)])),
  ).data
  const { data } = useQuery({
    queryKey: ['payments.statement_plan_preview', asked],
    queryFn: asked ? () => client.payments.previewStatementPlan(asked) : skipToken,
    gcTime: 0,
  })
  if (!data) return null
  return (
    <section aria-label={t('preview')}>
      <Why>
        {t('preview_says', { count: data.total })} <Day value={data.nextOn} weekday />
        {t('preview_period')} <Day value={data.from} /> {t('to')} <Day value={data.to} />.
        {data.unreached > 0 && ` ${t('unreached', { count: data.unreached })}`}
      </Why>
      <ul className="dim">
        {data.rows.slice(0, 8).map((row) => (
          <li key={row.customerId}>
            <Bdi>{row.customerName}</Bdi>
            {' · '}
            {row.channel ? channels(`channel_${row.channel}`) : t('no_way')}
          </li>
        ))}
      </ul>
    </section>
  )
}
