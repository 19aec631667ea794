import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import {
  type CannedVariable,
  cannedVariables,
  checkCanned,
  prepareCanned,
} from '#core/inbox/canned.ts'
import { type CannedReply, SaveCanned } from '#core/inbox/settings.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay, useMe, useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo, useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { CheckField, SelectField, TextField, useField } from '#web/ui/form/fields.tsx'
import { FormPage, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useMayChange } from './canned-page.tsx'
import { useChannelChoices, useTypeChoices } from './choices.ts'
import css from './settings.module.css'
import { Several } from './several-field.tsx'
import { useChange } from './use-change.ts'

const list = '/settings/inbox/canned'

const isShortcut = (value: unknown): boolean => SaveCanned.shape.shortcut.safeParse(value).success

/** One reply: its words with what fills itself, and how it would arrive. */
export function CannedEditPage() {
  const id = useParam('id')
  const t = useWords('inboxSettings')
  const mayChange = useMayChange()
  const { data, error, refetch } = useQuery(api.inbox.canned.queryOptions({ input: {} }))
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  if (id === 'new') return <CannedForm />
  const row = data.rows.find((each) => each.id === id)
  if (!row) return <Failed error={{ status: 404 }} />
  return mayChange(row) ? (
    <CannedForm key={row.id} first={row} />
  ) : (
    <p className={css['none']}>{t('not_yours')}</p>
  )
}

function CannedForm({ first }: Readonly<{ first?: CannedReply }>) {
  const t = useWords('inboxSettings')
  const go = useGo()
  const manages = useMay()('inbox.manage') !== undefined
  const [id] = useState(() => first?.id ?? newId())
  const save = useChange((reply: SaveCanned) => client.inbox.saveCanned(reply))
  const form = useForm({
    schema: SaveCanned,
    initial: first ?? {
      ...{ id, shortcut: '', title: '', text: '', language: 'ar' },
      ...{ typeIds: [], channels: [], shared: manages },
    },
    save: async (reply) => {
      await save.mutateAsync(reply)
      toast.said(t('canned_saved', { name: reply.title }))
      go(list)
    },
  })
  const text = form.get('text')
  return (
    <FormPage
      form={form}
      title={t(first ? 'canned_edit' : 'canned_new')}
      hint={t('canned_hint')}
      submit={t('canned_save')}
      onCancel={() => go(list)}
      aside={
        <Preview
          text={typeof text === 'string' ? text : ''}
          english={form.get('language') === 'en'}
        />
      }
    >
      <Pair>
        <TextField path="title" label={t('title')} maxLength={80} />
        <TextField
          path="shortcut"
          label={t('shortcut')}
          hint={t('shortcut_hint')}
          maxLength={30}
          wrong={(value) => (value === '' || isShortcut(value) ? undefined : t('shortcut_wrong'))}
        />
      </Pair>
      <WordsField />
      <Pair>
        <SelectField
          path="language"
          label={t('text_language')}
          options={(['ar', 'en'] as const).map((value) => ({
            value,
            label: t(`language_${value}`),
          }))}
        />
        <Several
          path="typeIds"
          label={t('for_types')}
          data={useTypeChoices()}
          none={t('everywhere')}
        />
      </Pair>
      <Several
        path="channels"
        label={t('for_channels')}
        data={useChannelChoices()}
        none={t('everywhere')}
      />
      {manages && <CheckField path="shared" label={t('shared_on')} />}
    </FormPage>
  )
}

const wordOf = (name: CannedVariable) =>
  `var_${name.replaceAll('.', '_')}` as `var_${'customer_name' | 'agent_name' | 'company_name' | 'balance' | 'overdue' | 'overdue_days' | 'pay_link' | 'invoice_number' | 'invoice_amount' | 'invoice_due' | 'hours' | 'iban'}`

/** The words, and a button for each thing that fills itself, put where the writer stands. */
function WordsField() {
  const t = useWords('inboxSettings')
  const form = useFormAround()
  const box = useRef<HTMLTextAreaElement>(null)
  const wrong = (value: unknown) => {
    const [problem] = typeof value === 'string' ? checkCanned(value) : []
    if (!problem) return undefined
    return problem.code === 'lone_brace'
      ? t('lone_brace')
      : t('unknown_variable', { name: problem.name })
  }
  const { value, set, props } = useField({ path: 'text', label: t('text') })
  const text = typeof value === 'string' ? value : ''
  const insert = (name: CannedVariable) => {
    const at = box.current?.selectionStart ?? text.length
    const until = box.current?.selectionEnd ?? at
    const piece = `{${name}}`
    set(text.slice(0, at) + piece + text.slice(until))
    requestAnimationFrame(() => {
      box.current?.focus()
      box.current?.setSelectionRange(at + piece.length, at + piece.length)
    })
  }
  return (
    <div>
      <Textarea
        {...props}
        ref={box}
        error={wrong(value) ?? props.error}
        dir={form.get('language') === 'en' ? 'ltr' : 'rtl'}
        minRows={4}
        autosize
        maxLength={4000}
        value={text}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      />
      <fieldset className={css['variables']}>
        <legend>{t('variables')}</legend>
        {cannedVariables.map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant="default"
            aria-label={t('insert', { name: t(wordOf(name)) })}
            onClick={() => insert(name)}
          >
            {t(wordOf(name))}
          </Button>
        ))}
      </fieldset>
    </div>
  )
}

/** The reply as a customer who does not exist would get it; what nobody knows stays in its braces. */
function Preview({ text, english }: Readonly<{ text: string; english: boolean }>) {
  const t = useWords('inboxSettings')
  const me = useMe()
  const today = useToday()
  const format = useFormat()
  const currency = me.company.baseCurrency
  const made = prepareCanned(text, {
    'customer.name': english ? 'Blue Dune Trading Est.' : 'مؤسسة الدوسري للتجارة',
    'agent.name': me.name,
    'company.name': me.company.name,
    balance: format.money({ minor: 1_845_000, currency }),
    overdue: format.money({ minor: 620_000, currency }),
    'overdue.days': '12',
    pay_link: `${window.location.origin}/pay/…`,
    'invoice.number': 'INV-2026-0312',
    'invoice.amount': format.money({ minor: 620_000, currency }),
    'invoice.due': format.day(today),
    hours: english ? '09:00 to 17:00' : '09:00 إلى 17:00',
    iban: 'SA03 8000 0000 6080 1016 7519',
  })
  return (
    <div className={css['preview']} aria-live="polite">
      <h2 className="section-title">{t('preview')}</h2>
      <p className={css['bubble']} dir={english ? 'ltr' : 'rtl'}>
        {made.kind === 'ready' ? made.text : made.draft}
      </p>
      <p className="muted">{t('preview_hint')}</p>
    </div>
  )
}
