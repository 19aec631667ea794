import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import type { PromiseGround, PromiseOffer } from '#core/collections/promise-api.ts'
import { addDays } from '#core/day.ts'
import { currencySymbol } from '#core/format.ts'
import type { Money as Amount } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import type { PromiseAsked } from '#web/customer-slots.ts'
import { useFormat } from '#web/format.ts'
import { newId } from '#web/new-id.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { minorOf, plainOf } from '#web/ui/form/amount.ts'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Why } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import {
  type AmountChoice,
  amountOf,
  type DayChoice,
  daysFrom,
  firstHow,
  firstTyped,
  type How,
  outcomeOf,
  rangeOf,
  type Typed,
  wordOf,
} from './promise-form.ts'
import css from './promises.module.css'
import { useChange } from './use-change.ts'

/** Asks how much was promised, for when and how, and says what will come of it. */
export function PromiseDialog(asked: PromiseAsked) {
  const t = useWords('collections')
  const close = useWords('ui')('close')
  const { customerId, onClose } = asked
  const { data, error, refetch } = useQuery({
    ...api.collections.promiseGround.queryOptions({ input: { id: customerId } }),
    staleTime: 0,
  })
  const offer = data?.offers.find(
    ({ items }) =>
      asked.invoiceId === undefined || items.some(({ invoiceId }) => invoiceId === asked.invoiceId),
  )
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t('promise_title')}
      closeButtonProps={{ 'aria-label': close }}
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={5} />}
      {data && !offer && (
        <Blank icon={<IconHandStop size={30} />} tone="plain" title={t('nothing_owed')}>
          {t('nothing_to_promise')}
        </Blank>
      )}
      {data && offer && <Ask key={customerId} asked={asked} ground={data} first={offer} />}
    </Modal>
  )
}

type AskProps = Readonly<{ asked: PromiseAsked; ground: PromiseGround; first: PromiseOffer }>

/** Notes the promise once, and says so. */
function useNote(onClose: () => void) {
  const t = useWords('collections')
  const format = useFormat()
  return useChange(client.collections.makePromise, (made) => {
    const day = format.day(made.dueOn, { near: true, weekday: true })
    toast.said(t('promise_said', { amount: format.money(made.amount), day }))
    onClose()
  })
}

function Ask({ asked, ground, first }: AskProps) {
  const t = useWords('collections')
  const format = useFormat()
  const [id] = useState(newId)
  const [typed, setTyped] = useState(() => firstTyped(first, ground.today, asked))
  const [how, setHow] = useState<How>(() => firstHow(asked))
  const note = useNote(asked.onClose)
  const offer = ground.offers.find(({ currency }) => currency === typed.currency) ?? first
  const range = rangeOf(offer, asked.invoiceId)
  const word = wordOf(range, ground, typed)
  const patch = (change: Partial<Typed>) => setTyped({ ...typed, ...change })
  return (
    <form
      className={css['ask']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!word || note.isPending) return
        note.mutate({
          ...{ ...word, ...how, id, customerId: asked.customerId },
          invoiceIds: asked.invoiceId === undefined ? [] : [asked.invoiceId],
        })
      }}
    >
      {ground.offers.length > 1 && asked.invoiceId === undefined && (
        <Currencies
          offers={ground.offers}
          chosen={typed.currency}
          onChoose={(next) => setTyped(firstTyped(next, ground.today, {}))}
        />
      )}
      <AmountPart key={typed.currency} typed={typed} range={range} onChange={patch} />
      <DayPart typed={typed} ground={ground} onChange={patch} />
      <HowPart how={how} onChange={(change) => setHow({ ...how, ...change })} />
      {word && <Ending range={range} {...word} graceDays={ground.graceDays} />}
      <div className="form-acts">
        <Button type="submit" disabled={!word} loading={note.isPending}>
          {word ? t('promise_yes', { amount: format.money(word.amount) }) : t('promise')}
        </Button>
        <Cancel onClose={asked.onClose} />
      </div>
    </form>
  )
}

function Cancel({ onClose }: { onClose: () => void }) {
  const ui = useWords('ui')
  return (
    <Button variant="default" onClick={onClose}>
      {ui('cancel')}
    </Button>
  )
}

type ChoiceProps<Value extends string> = Readonly<{
  legend: string
  options: readonly Readonly<{ value: Value; label: string; hint?: ReactNode }>[]
  chosen: Value
  onChoose: (value: Value) => void
}>

/** A few things to pick one of, each with what it stands for under its name. */
function Choice<Value extends string>({ legend, options, chosen, onChoose }: ChoiceProps<Value>) {
  const name = useId()
  return (
    <fieldset className={css['choice']}>
      <legend>{legend}</legend>
      {options.map(({ value, label, hint }) => (
        <label key={value} data-chosen={value === chosen || undefined}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          <span>{label}</span>
          {hint && <small className={css['stands']}>{hint}</small>}
        </label>
      ))}
    </fieldset>
  )
}

function Currencies(props: {
  offers: readonly PromiseOffer[]
  chosen: string
  onChoose: (offer: PromiseOffer) => void
}) {
  const t = useWords('collections')
  const format = useFormat()
  return (
    <Choice
      legend={t('promise_currency')}
      options={props.offers.map(({ currency, owed }) => ({
        value: currency,
        label: currency,
        hint: format.money(owed),
      }))}
      chosen={props.chosen}
      onChoose={(value) => {
        const next = props.offers.find(({ currency }) => currency === value)
        if (next) props.onChoose(next)
      }}
    />
  )
}

type PartProps = Readonly<{ typed: Typed; onChange: (change: Partial<Typed>) => void }>

function AmountPart({ typed, range, onChange }: PartProps & { range: ReturnType<typeof rangeOf> }) {
  const t = useWords('collections')
  const format = useFormat()
  const { language } = usePreferences()
  const { most, overdue } = range
  const [text, setText] = useState(typed.otherAmount ? plainOf(typed.otherAmount) : '')
  const choices: AmountChoice[] = [
    ...(overdue.minor > 0 ? (['overdue'] as const) : []),
    ...(overdue.minor < most.minor ? (['all'] as const) : []),
    'half',
    'other',
  ]
  const hintOf = (amount: AmountChoice) => {
    const stands = amount === 'other' ? null : amountOf(range, { ...typed, amount })
    return stands ? { hint: format.money(stands) } : {}
  }
  const over = typed.otherAmount !== null && typed.otherAmount.minor > most.minor
  return (
    <>
      <Choice
        legend={t('promise_amount')}
        options={choices.map((value) => ({
          value,
          label: t(`amount_${value}`),
          ...hintOf(value),
        }))}
        chosen={typed.amount}
        onChoose={(amount) => onChange({ amount })}
      />
      {typed.amount === 'other' && (
        <TextInput
          label={t('promise_other_amount')}
          className="ltr-input"
          inputMode="decimal"
          data-autofocus
          rightSection={<span className="muted">{currencySymbol(most.currency, language)}</span>}
          rightSectionWidth={48}
          value={text}
          error={over && t('promise_at_most', { amount: format.money(most) })}
          onChange={({ currentTarget: { value } }) => {
            setText(value)
            const minor = minorOf(value, most.currency)
            onChange({ otherAmount: minor === undefined ? null : { ...most, minor } })
          }}
        />
      )}
    </>
  )
}

function DayPart({ typed, ground, onChange }: PartProps & { ground: PromiseGround }) {
  const t = useWords('collections')
  const format = useFormat()
  const days = daysFrom(ground.today)
  const choices: DayChoice[] = ['tomorrow', 'thursday', 'month_end', 'other']
  const { otherDay } = typed
  const wrong =
    otherDay !== null &&
    (otherDay < ground.today || otherDay > addDays(ground.today, ground.daysAhead))
  return (
    <>
      <Choice
        legend={t('promise_day')}
        options={choices.map((value) => ({
          value,
          label: t(`day_${value}`),
          ...(value !== 'other' && { hint: format.day(days[value]) }),
        }))}
        chosen={typed.day}
        onChoose={(day) => onChange({ day })}
      />
      {typed.day === 'other' && (
        <DateInput
          label={t('promise_other_day')}
          value={otherDay}
          error={wrong && t('promise_day_range', { days: ground.daysAhead })}
          onChange={(day) => onChange({ otherDay: day })}
        />
      )}
    </>
  )
}

function HowPart({ how, onChange }: { how: How; onChange: (change: Partial<How>) => void }) {
  const t = useWords('collections')
  const ui = useWords('ui')
  const optional = (label: string) => (
    <>
      {label} <span className="muted">({ui('optional')})</span>
    </>
  )
  return (
    <>
      <Choice
        legend={t('promise_how')}
        options={(['call', 'meeting', 'chat'] as const).map((value) => ({
          value,
          label: t(`source_${value}`),
        }))}
        chosen={how.source}
        onChoose={(source) => onChange({ source })}
      />
      <TextInput
        label={optional(t('said_by'))}
        maxLength={120}
        dir="auto"
        value={how.saidBy}
        onChange={({ currentTarget: { value } }) => onChange({ saidBy: value })}
      />
      <Textarea
        label={optional(t('promise_note'))}
        maxLength={1000}
        minRows={2}
        autosize
        dir="auto"
        value={how.note}
        onChange={({ currentTarget: { value } }) => onChange({ note: value })}
      />
    </>
  )
}

function Ending(props: {
  range: ReturnType<typeof rangeOf>
  amount: Amount
  dueOn: string
  graceDays: number
}) {
  const t = useWords('collections')
  const format = useFormat()
  const { until, replaced } = outcomeOf(props.range, props.amount, props.dueOn, props.graceDays)
  return (
    <Why>
      {t('promise_sentence', {
        amount: format.money(props.amount),
        until: format.day(until, { weekday: true }),
      })}{' '}
      {replaced &&
        t('promise_replaces', {
          amount: format.money(replaced.amount),
          day: format.day(replaced.dueOn, { near: true, weekday: true }),
        })}
    </Why>
  )
}
