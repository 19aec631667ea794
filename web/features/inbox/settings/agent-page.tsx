import { NumberInput, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Shifts } from '#core/hours.ts'
import { InboxSettings } from '#core/inbox/settings.ts'
import { type Skill, UserWork } from '#core/people/work.ts'
import { api, client } from '#web/client.ts'
import { useGo, useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { FormPage, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './agents.module.css'
import { useTypeChoices } from './choices.ts'
import look from './settings.module.css'
import { ShiftsEditor } from './shifts-editor.tsx'
import { useChange } from './use-change.ts'

const list = '/settings/inbox/agents'

/** How one colleague works: shifts, how much at once, and what they know well. */
export function AgentPage() {
  const id = useParam('id')
  const users = useQuery(api.people.users.queryOptions({ input: {} }))
  const work = useQuery(api.people.userWork.queryOptions({ input: { id } }))
  const settings = useQuery(api.inbox.settings.queryOptions({ input: {} }))
  const error = users.error ?? work.error ?? settings.error
  const again = () => [users, work, settings].map((query) => query.error && query.refetch())
  // What is being filled stays, though a reading in the background failed.
  if (!users.data || !work.data || !settings.data)
    return error ? <Failed error={error} onRetry={again} /> : <Bones />
  const name = users.data.rows.find((user) => user.id === id)?.name
  if (name === undefined) return <Failed error={{ status: 404 }} />
  return (
    <WorkForm
      name={name}
      work={UserWork.parse(work.data)}
      company={InboxSettings.parse(settings.data)}
    />
  )
}

function WorkForm({
  name,
  work,
  company,
}: Readonly<{ name: string; work: UserWork; company: InboxSettings }>) {
  const t = useWords('inboxSettings')
  const ui = useWords('ui')
  const go = useGo()
  const save = useChange((next: UserWork) => client.people.saveUserWork(next))
  const form = useForm({
    schema: UserWork,
    initial: work,
    save: async (next) => {
      await save.mutateAsync(next)
      toast.said(t('work_saved', { name }))
      go(list)
    },
  })
  return (
    <FormPage
      form={form}
      title={<Bdi>{t('work_of', { name: `\u2068${name}\u2069` })}</Bdi>}
      hint={t('work_hint')}
      submit={ui('save')}
      onCancel={() => go(list)}
    >
      <Skills />
      <Capacity usual={company.capacity} />
      <OwnShifts usual={company.shifts} />
    </FormPage>
  )
}

function Skills() {
  const t = useWords('inboxSettings')
  const form = useFormAround()
  const types = useTypeChoices()
  const skills = (form.get('skills') ?? []) as readonly Skill[]
  const set = (typeId: string, level: number) =>
    form.set('skills', [
      ...skills.filter((each) => each.typeId !== typeId),
      ...(level > 0 ? [{ typeId, level }] : []),
    ])
  const levels = (['level_0', 'level_1', 'level_2', 'level_3'] as const).map((key, at) => ({
    value: String(at),
    label: t(key),
  }))
  return (
    <fieldset className={look['group']}>
      <legend>{t('skills')}</legend>
      <p>{t('skills_hint')}</p>
      <div className={css['levels']}>
        {types.map(({ value, label }) => (
          <div key={value} className={css['level']}>
            <Bdi>{label}</Bdi>
            <SegmentedControl
              aria-label={t('level', { type: label })}
              data={levels}
              value={String(skills.find(({ typeId }) => typeId === value)?.level ?? 0)}
              onChange={(next) => set(value, Number(next))}
            />
          </div>
        ))}
      </div>
    </fieldset>
  )
}

function Capacity({ usual }: Readonly<{ usual: number }>) {
  const t = useWords('inboxSettings')
  const form = useFormAround()
  const value = form.get('capacity')
  const own = typeof value === 'number'
  return (
    <fieldset className={look['group']}>
      <legend>{t('capacity')}</legend>
      <SegmentedControl
        aria-label={t('capacity')}
        data={[
          { value: 'company', label: t('company_capacity', { count: usual }) },
          { value: 'own', label: t('own_capacity') },
        ]}
        value={own ? 'own' : 'company'}
        onChange={(next) => form.set('capacity', next === 'own' ? usual : null)}
      />
      {own && (
        <NumberInput
          aria-label={t('own_capacity')}
          min={0}
          max={500}
          value={value}
          onChange={(next) => form.set('capacity', typeof next === 'number' ? next : 0)}
        />
      )}
    </fieldset>
  )
}

function OwnShifts({ usual }: Readonly<{ usual: Shifts }>) {
  const t = useWords('inboxSettings')
  const form = useFormAround()
  const shifts = form.get('shifts') as Shifts | null
  return (
    <fieldset className={look['group']}>
      <legend>{t('hours')}</legend>
      <SegmentedControl
        aria-label={t('hours')}
        data={[
          { value: 'company', label: t('company_shifts') },
          { value: 'own', label: t('own_shifts') },
        ]}
        value={shifts === null ? 'company' : 'own'}
        onChange={(next) => form.set('shifts', next === 'own' ? usual : null)}
      />
      {shifts !== null && (
        <ShiftsEditor value={shifts} onChange={(next) => form.set('shifts', next)} />
      )}
    </fieldset>
  )
}
