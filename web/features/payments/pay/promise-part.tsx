import { Button, TextInput } from '@mantine/core'
import { IconCalendarHeart, IconHeartHandshake } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { PagePromised, PagePromiseGround } from '#core/collections/promise-api.ts'
import { addDays, endOfMonth, weekdayOf } from '#core/day.ts'
import { currencySymbol, formatDay, formatMoney } from '#core/format.ts'
import { type Money as Amount, total } from '#core/money.ts'
import type { PayPage } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { usePreferences } from '#web/preferences.tsx'
import { refusalOf } from '#web/refusal.ts'
import { minorOf, plainOf } from '#web/ui/form/amount.ts'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'

type Props = Readonly<{ token: string; page: PayPage; opened: boolean }>

/** «أعدكم بموعد»: whoever cannot pay now names a day and an amount, and is answered kindly. */
export function PromisePart({ token, page, opened }: Props) {
  const t = useWords('payments')
  const [open, setOpen] = useState(opened)
  const ground = useQuery(api.collections.pagePromise.queryOptions({ input: { token } }))
  const [given, setGiven] = useState<PagePromised | null>(null)
  const box = useRef<HTMLElement>(null)
  const { data } = ground
  const drawn = open && data !== undefined
  useEffect(() => {
    if (opened && drawn) box.current?.scrollIntoView({ block: 'center' })
  }, [opened, drawn])
  if (!data) return null
  if (given) return <Given promised={given} page={page} />
  if (!open || data.open?.mayChange === false)
    return (
      <>
        {data.open && <Standing promised={data.open} page={page} />}
        {data.open?.mayChange !== false && (
          <Button
            variant="default"
            size="md"
            leftSection={<IconCalendarHeart size={18} />}
            onClick={() => setOpen(true)}
          >
            {data.open ? t('pay_promise_again') : t('pay_promise')}
          </Button>
        )}
      </>
    )
  return (
    <section ref={box} className={css['card']} aria-label={t('pay_promise')}>
      <div className={css['cardHead']}>
        <h2>{t('pay_promise_ask')}</h2>
      </div>
      {data.open && <Standing promised={data.open} page={page} />}
      <PromiseForm token={token} page={page} ground={data} onGiven={setGiven} />
    </section>
  )
}

function useSay(page: PayPage) {
  const { language: lang, digits } = usePreferences()
  return {
    money: (amount: Amount) => formatMoney(amount, { lang, digits, isolate: true }),
    day: (day: string, weekday = true) =>
      formatDay(day, { lang, digits, today: page.today, weekday }),
  }
}

function Standing({ promised, page }: { promised: PagePromised; page: PayPage }) {
  const t = useWords('payments')
  const say = useSay(page)
  return (
    <p className={css['hint']}>
      {t('pay_promised', { amount: say.money(promised.amount), day: say.day(promised.dueOn) })}
    </p>
  )
}

function Given({ promised, page }: { promised: PagePromised; page: PayPage }) {
  const t = useWords('payments')
  const say = useSay(page)
  return (
    <section className={`${css['card']} ${css['hero']}`} role="status">
      <span className={css['done']} aria-hidden="true">
        <IconHeartHandshake size={34} />
      </span>
      <h2>{t('pay_promise_thanks')}</h2>
      <p>
        {t('pay_promise_noted', {
          amount: say.money(promised.amount),
          day: say.day(promised.dueOn),
        })}
      </p>
    </section>
  )
}

/** The days that are nearest at hand: tomorrow, Thursday, the end of the month. */
function daysOf(today: string): readonly (readonly [name: string, day: string])[] {
  const days = [
    ['tomorrow', addDays(today, 1)],
    ['thursday', addDays(today, ((4 - weekdayOf(today) + 6) % 7) + 1)],
    ['month_end', endOfMonth(addDays(today, 1))],
  ] as const
  return days.filter(([, day], at) => days.findIndex(([, other]) => other === day) === at)
}

type FormProps = Readonly<{
  token: string
  page: PayPage
  ground: PagePromiseGround
  onGiven: (promised: PagePromised) => void
}>

function PromiseForm({ token, page, ground, onGiven }: FormProps) {
  const t = useWords('payments')
  const say = useSay(page)
  const queries = useQueryClient()
  const refusals = useWords('refusals')
  const [id, setId] = useState(newId)
  const owed = total(
    page.invoices.map(({ balance }) => balance),
    page.currency,
  )
  const days = daysOf(page.today)
  const [text, setText] = useState(plainOf(owed))
  const [day, setDay] = useState<string | null>(days[1]?.[1] ?? days[0]?.[1] ?? null)
  const [other, setOther] = useState(false)
  const minor = minorOf(text, page.currency) ?? 0
  const amount = { minor, currency: page.currency }
  const fits = minor > 0 && minor <= owed.minor
  const last = addDays(page.today, ground.daysAhead)
  const good = fits && day !== null && day >= page.today && day <= last
  const give = useMutation({
    mutationFn: (dueOn: string) => client.collections.promiseOnPage({ token, id, amount, dueOn }),
    onSuccess: async (promised) => {
      onGiven(promised)
      await queries.invalidateQueries({ queryKey: api.collections.pagePromise.key() })
    },
    // What was declined is over: the next press is a word of its own, unless no answer came.
    onError: (error) => {
      if (refusalOf(error).code !== 'network') setId(newId())
    },
  })
  const refused = give.error === null ? null : refusalOf(give.error)
  return (
    <form
      className={css['promise']}
      onSubmit={(event) => {
        event.preventDefault()
        if (good && !give.isPending) give.mutate(day)
      }}
    >
      <fieldset className={css['days']}>
        <legend>{t('pay_promise_day')}</legend>
        {days.map(([name, value]) => (
          <DayChoice
            key={name}
            label={t(`pay_day_${name as 'tomorrow' | 'thursday' | 'month_end'}`)}
            hint={say.day(value, false)}
            chosen={!other && day === value}
            onChoose={() => {
              setOther(false)
              setDay(value)
            }}
          />
        ))}
        <DayChoice label={t('pay_day_other')} chosen={other} onChoose={() => setOther(true)} />
      </fieldset>
      {other && (
        <DateInput
          label={t('pay_promise_other_day')}
          value={day}
          onChange={setDay}
          error={
            day !== null &&
            (day < page.today || day > last) &&
            t('pay_promise_by', { day: say.day(last) })
          }
        />
      )}
      <TextInput
        className="ltr-input"
        label={t('pay_promise_amount')}
        size="md"
        inputMode="decimal"
        value={text}
        rightSection={<Sign currency={page.currency} />}
        rightSectionWidth={52}
        error={!fits && t('pay_promise_most', { most: say.money(owed) })}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      {refused && (
        <p role="alert" className={css['refused']}>
          {refusals(refused.code, refused.facts)}
        </p>
      )}
      <Button type="submit" size="md" variant="light" disabled={!good} loading={give.isPending}>
        {good
          ? t('pay_promise_yes', { amount: say.money(amount), day: say.day(day) })
          : t('pay_promise')}
      </Button>
    </form>
  )
}

function Sign({ currency }: { currency: Amount['currency'] }) {
  const { language } = usePreferences()
  return <span className="muted">{currencySymbol(currency, language)}</span>
}

function DayChoice(props: {
  label: string
  hint?: ReactNode
  chosen: boolean
  onChoose: () => void
}) {
  return (
    <label className={css['day']} data-chosen={props.chosen || undefined}>
      <input type="radio" name="promise-day" checked={props.chosen} onChange={props.onChoose} />
      <span>{props.label}</span>
      {props.hint && <small className={css['dayIs']}>{props.hint}</small>}
    </label>
  )
}
