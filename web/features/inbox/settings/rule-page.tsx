import { Checkbox, Select, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Priority, priorities, RuleConditions, RuleOutcome } from '#core/inbox/rules.ts'
import { type RoutingRule, SaveRule } from '#core/inbox/settings.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo, useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { CheckField, MoneyField, TextField, useField } from '#web/ui/form/fields.tsx'
import { FormPage, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import {
  type Choice,
  useAccountChoices,
  useAgentChoices,
  useChannelChoices,
  useDepartments,
  useLabelChoices,
  useTypeChoices,
} from './choices.ts'
import { RuleSentence } from './rule-sentence.tsx'
import css from './settings.module.css'
import { named, Several, texts } from './several-field.tsx'
import { useChange } from './use-change.ts'

const list = '/settings/inbox/rules'

/** One rule: what it asks of a message and what it decides, with the sentence that it makes. */
export function RulePage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(api.inbox.rules.queryOptions({ input: {} }))
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  if (id === 'new') return <RuleForm />
  const rule = data.rows.find((row) => row.id === id)
  return rule ? <RuleForm key={rule.id} first={rule} /> : <Failed error={{ status: 404 }} />
}

function RuleForm({ first }: Readonly<{ first?: RoutingRule }>) {
  const t = useWords('inboxSettings')
  const go = useGo()
  const [id] = useState(() => first?.id ?? newId())
  const save = useChange((rule: SaveRule) => client.inbox.saveRule(rule))
  const form = useForm({
    schema: SaveRule,
    initial: first ?? { id, name: '', on: true, when: {}, outcome: {} },
    save: async (rule) => {
      await save.mutateAsync(rule)
      toast.said(t('rule_saved', { name: rule.name }))
      go(list)
    },
  })
  return (
    <FormPage
      form={form}
      title={t(first ? 'rule_edit' : 'rule_new')}
      hint={t('rules_hint')}
      submit={t('rule_save')}
      onCancel={() => go(list)}
      aside={<Preview get={form.get} />}
    >
      <TextField path="name" label={t('rule_name')} maxLength={80} />
      <fieldset className={css['group']}>
        <legend>{t('rule_when')}</legend>
        <p>{t('rule_when_hint')}</p>
        <Conditions />
      </fieldset>
      <fieldset className={css['group']}>
        <legend>{t('rule_then')}</legend>
        <p>{t('rule_then_hint')}</p>
        <Outcomes />
      </fieldset>
      <CheckField path="on" label={t('rule_on')} />
    </FormPage>
  )
}

/** The rule as a sentence while it is written; what is not valid yet is left out of it. */
function Preview({ get }: Readonly<{ get: (path: string) => unknown }>) {
  const t = useWords('inboxSettings')
  const when = RuleConditions.safeParse(get('when'))
  const outcome = RuleOutcome.safeParse(get('outcome'))
  const empty =
    !outcome.success || Object.values(outcome.data).every((value) => value === undefined)
  return (
    <div className={css['preview']} aria-live="polite">
      {empty ? (
        <p className="muted">{t('rule_says_nothing')}</p>
      ) : (
        <RuleSentence when={when.success ? when.data : {}} outcome={outcome.data} />
      )}
    </div>
  )
}

function Conditions() {
  const t = useWords('inboxSettings')
  const channels = useChannelChoices()
  const accounts = useAccountChoices()
  const types = useTypeChoices()
  return (
    <>
      <Phrases path="when.anyWords" label={t('any_words')} hint={t('words_entry')} />
      <Phrases path="when.allWords" label={t('all_words')} />
      <Pair>
        <Several path="when.channels" label={t('channels')} data={channels} />
        <Several path="when.types" label={t('when_types')} data={types} />
      </Pair>
      {accounts.length > 0 && (
        <Several path="when.accounts" label={t('accounts')} data={accounts} />
      )}
      <Pair>
        <One
          path="when.sender"
          label={t('sender')}
          data={(['known', 'unknown'] as const).map((value) => ({
            value,
            label: t(`sender_${value}`),
          }))}
        />
        <Phrases path="when.tags" label={t('tags')} />
      </Pair>
      <Pair>
        <One
          path="when.hours"
          label={t('when_hours')}
          data={(['open', 'closed'] as const).map((value) => ({
            value,
            label: t(`hours_${value}`),
          }))}
        />
        <One
          path="when.language"
          label={t('when_language')}
          data={(['ar', 'en'] as const).map((value) => ({ value, label: t(`language_${value}`) }))}
        />
      </Pair>
      <Overdue />
    </>
  )
}

function Outcomes() {
  const t = useWords('inboxSettings')
  const data = priorities.map((value: Priority) => ({ value, label: t(`priority_${value}`) }))
  return (
    <>
      <Pair>
        <One path="outcome.typeId" label={t('then_type')} data={useTypeChoices()} />
        <One path="outcome.priority" label={t('then_priority')} data={data} />
      </Pair>
      <Pair>
        <One path="outcome.departmentId" label={t('then_department')} data={useDepartments()} />
        <One path="outcome.assigneeId" label={t('then_assignee')} data={useAgentChoices()} />
      </Pair>
      <One path="outcome.labelId" label={t('then_label')} data={useLabelChoices()} />
    </>
  )
}

type FieldOf = Readonly<{ path: string; label: string; hint?: string }>

function Phrases({ path, label, hint }: FieldOf) {
  const { value, set, props } = useField({ path, label, optional: true, ...(hint ? { hint } : {}) })
  return (
    <TagsInput
      {...props}
      value={texts(value)}
      onChange={(next) => set(named(next))}
      splitChars={[',', '،']}
      maxTags={50}
      acceptValueOnBlur
    />
  )
}

function One({ path, label, data }: FieldOf & { data: readonly Choice[] }) {
  const { value, set, props } = useField({ path, label, optional: true })
  return (
    <Select
      {...props}
      data={[...data]}
      value={typeof value === 'string' ? value : null}
      onChange={(next) => set(next ?? undefined)}
      clearable
      searchable={data.length > 8}
    />
  )
}

/** Nothing, anything at all that is overdue, or from a sum on. */
function Overdue() {
  const t = useWords('inboxSettings')
  const form = useFormAround()
  const { baseCurrency: currency } = useMe().company
  const path = 'when.overdueFrom'
  const on = form.get(path) !== undefined
  return (
    <div className={css['patience']}>
      <Checkbox
        size="sm"
        label={t('overdue_on')}
        checked={on}
        onChange={({ currentTarget }) =>
          form.set(path, currentTarget.checked ? { minor: 0, currency } : undefined)
        }
      />
      {on && <MoneyField path={path} label={t('overdue_from')} currency={currency} />}
    </div>
  )
}
