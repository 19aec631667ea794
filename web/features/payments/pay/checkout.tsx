import { Button, Checkbox, TextInput } from '@mantine/core'
import { IconBuildingBank, IconLock, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { PagePlan } from '#core/collections/plan-api.ts'
import { daysBetween } from '#core/day.ts'
import { currencySymbol, formatDay, formatMoney } from '#core/format.ts'
import { type Money as Amount, total } from '#core/money.ts'
import type { PayableInvoice, PayPage, Scheme } from '#core/payments/api.ts'
import type { EarlyOffer } from '#core/payments/early-api.ts'
import { usePreferences } from '#web/preferences.tsx'
import { refusalOf } from '#web/refusal.ts'
import { minorOf, plainOf } from '#web/ui/form/amount.ts'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { BankTransfer } from './bank-transfer.tsx'
import { DisputePart } from './dispute-part.tsx'
import css from './pay.module.css'
import { nameOf, PayFrame } from './pay-frame.tsx'
import { PlanPart } from './plan-part.tsx'
import { PromisePart } from './promise-part.tsx'
import { SchemeMarks } from './scheme-marks.tsx'
import { SettlementPart } from './settlement-part.tsx'
import { Told } from './told.tsx'
import { usePay } from './use-pay.ts'

type Props = Readonly<{
  token: string
  page: PayPage
  /** Whoever comes by «أعدكم بموعد» finds it open. */
  promising: boolean
  /** The payment plan over these invoices, if there is one. */
  plan: PagePlan | null
  /** Whoever comes to pay an instalment finds its amount chosen. */
  instalment: boolean
}>

/** What an invoice asks of who pays now: less what is saved by paying early. */
const askedOf = ({ early, balance }: PayableInvoice): Amount => early?.toPay ?? balance

/** What is chosen at first: what is due by today, or everything when nothing is due yet. */
const firstChoice = ({ invoices, today }: PayPage): string[] => {
  const due = invoices.filter(({ dueOn }) => dueOn <= today)
  return (due.length > 0 ? due : invoices).map(({ id }) => id)
}

/** What an instalment chooses: the invoices of its plan, and its own amount. */
const choiceOf = (page: PayPage, plan: PagePlan | null) => {
  const ids = page.invoices.flatMap(({ id }) => (plan?.invoiceIds.includes(id) ? [id] : []))
  return plan?.toPay && ids.length > 0 ? { ids, amount: plainOf(plan.toPay) } : undefined
}

/** Who asks, how much, which invoices, how, and one button with the amount in it. */
export function Checkout({ token, page, promising, plan, instalment }: Props) {
  const t = useWords('payments')
  const ofPlan = choiceOf(page, plan)
  const begun = instalment ? ofPlan : undefined
  const [chosen, setChosen] = useState<readonly string[]>(() => begun?.ids ?? firstChoice(page))
  const [other, setOther] = useState<string | undefined>(begun?.amount)
  const [method, setMethod] = useState<Scheme>(
    page.methods.includes('mada') ? 'mada' : (page.methods[0] ?? 'card'),
  )
  const [byBank, setByBank] = useState(page.methods.length === 0)
  const sum = total(
    page.invoices.filter(({ id }) => chosen.includes(id)).map(askedOf),
    page.currency,
  )
  const typed = other === undefined ? sum.minor : minorOf(other, page.currency)
  const amount = { minor: typed ?? 0, currency: page.currency }
  const good = amount.minor >= page.least.minor && amount.minor <= sum.minor
  const pay = usePay(token)
  if (page.invoices.length === 0) return <Nothing page={page} />
  const online = page.methods.length > 0
  return (
    <PayFrame
      page={page}
      foot={
        online && (
          <PayButton
            page={page}
            amount={amount}
            disabled={!good}
            busy={pay.busy}
            error={pay.error}
            onPay={() => pay.start({ invoiceIds: chosen, amount, method })}
          />
        )
      }
    >
      <Hero page={page} amount={amount} />
      <SettlementPart token={token} />
      {plan && (
        <PlanPart
          token={token}
          plan={plan}
          today={page.today}
          onPay={
            ofPlan && other !== ofPlan.amount
              ? () => {
                  setChosen(ofPlan.ids)
                  setOther(ofPlan.amount)
                }
              : null
          }
        />
      )}
      <section className={css['card']}>
        <div className={css['cardHead']}>
          <h2>{t('pay_choose')}</h2>
          {(page.partAllowed || other !== undefined) && (
            <button
              type="button"
              className="link"
              onClick={() => setOther(other === undefined ? plainOf(sum) : undefined)}
            >
              {other === undefined ? t('pay_other') : t('pay_all')}
            </button>
          )}
        </div>
        {other !== undefined && page.partAllowed && (
          <OtherAmount page={page} text={other} wrong={!good} sum={sum} onText={setOther} />
        )}
        <Invoices
          page={page}
          chosen={chosen}
          onChosen={(ids) => {
            setChosen(ids)
            // Without leave to pay in parts an instalment is of its plan's invoices, or none.
            if (!page.partAllowed) setOther(undefined)
          }}
        />
      </section>
      {online && <Methods page={page} method={method} onMethod={setMethod} />}
      {page.company.bank && !byBank && (
        <Button
          variant="default"
          size="md"
          leftSection={<IconBuildingBank size={18} />}
          onClick={() => setByBank(true)}
        >
          {t('pay_bank')}
        </Button>
      )}
      {byBank && <BankTransfer page={page} chosen={chosen} />}
      <Told token={token} page={page} amount={sum} />
      <PromisePart token={token} page={page} opened={promising} />
      <DisputePart token={token} page={page} />
      <Registered page={page} />
    </PayFrame>
  )
}

function Hero({ page, amount }: { page: PayPage; amount: Amount }) {
  const t = useWords('payments')
  const name = page.customer.contactName
  return (
    <section className={`${css['card']} ${css['hero']}`}>
      <p>
        {name ? (
          <>
            {t('pay_hello')} <Bdi>{name}</Bdi>
            {t('pay_chose')}
          </>
        ) : (
          t('pay_chose_plain')
        )}
      </p>
      <Money value={amount} size="hero" />
      {page.outstanding && page.outstanding.minor !== amount.minor && (
        <p>
          {t('pay_of_balance')} <Money value={page.outstanding} />
        </p>
      )}
    </section>
  )
}

type InvoicesProps = Readonly<{
  page: PayPage
  chosen: readonly string[]
  onChosen: (ids: readonly string[]) => void
}>

function Invoices({ page, chosen, onChosen }: InvoicesProps) {
  const t = useWords('payments')
  return (
    <ul className={css['invoices']}>
      {page.invoices.map((invoice) => (
        <li key={invoice.id}>
          <label className={css['invoice']} htmlFor={`pay-${invoice.id}`}>
            <Checkbox
              id={`pay-${invoice.id}`}
              size="md"
              checked={chosen.includes(invoice.id)}
              onChange={({ currentTarget: { checked } }) =>
                onChosen(
                  checked ? [...chosen, invoice.id] : chosen.filter((id) => id !== invoice.id),
                )
              }
            />
            <span className={css['what']}>
              <b>
                <Code>{invoice.number}</Code>
                {invoice.balance.minor < invoice.gross.minor && t('pay_left_of_it')}
              </b>
              <small>
                <Due invoice={invoice} today={page.today} />
              </small>
              {invoice.early && <Early early={invoice.early} today={page.today} />}
            </span>
            <Money value={askedOf(invoice)} bare strong />
          </label>
        </li>
      ))}
    </ul>
  )
}

/** A fact, and no reproach: «استحقت قبل 11 يومًا». */
function Due({ invoice, today }: { invoice: PayableInvoice; today: string }) {
  const t = useWords('payments')
  const { language: lang, digits } = usePreferences()
  const days = daysBetween(today, invoice.dueOn)
  const day = formatDay(invoice.dueOn, { lang, digits, today })
  if (days === 0) return t('pay_due_today')
  return days < 0 ? t('pay_due_ago', { days: -days, day }) : t('pay_due_in', { days, day })
}

/** «ادفع حتى … ووفّر …» */
function Early({ early, today }: { early: EarlyOffer; today: string }) {
  const t = useWords('payments')
  const { language: lang, digits } = usePreferences()
  const day = formatDay(early.until, { lang, digits, today })
  const amount = formatMoney(early.discount, { lang, digits, isolate: true })
  return <small>{t('pay_early', { day, amount })}</small>
}

function OtherAmount(props: {
  page: PayPage
  text: string
  wrong: boolean
  sum: Amount
  onText: (text: string) => void
}) {
  const { page, text, wrong, sum, onText } = props
  const t = useWords('payments')
  const { language: lang, digits } = usePreferences()
  const say = (amount: Amount) => formatMoney(amount, { lang, digits, isolate: true })
  return (
    <TextInput
      className={`ltr-input ${css['other']}`}
      label={t('pay_other_label')}
      description={t('pay_other_hint')}
      size="md"
      inputMode="decimal"
      value={text}
      rightSection={<span className="muted">{currencySymbol(page.currency, lang)}</span>}
      rightSectionWidth={52}
      error={wrong && t('pay_between', { least: say(page.least), most: say(sum) })}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  )
}

type MethodsProps = Readonly<{
  page: PayPage
  method: Scheme
  onMethod: (method: Scheme) => void
}>

/** How to pay online, one to choose. */
export function Methods({ page, method, onMethod }: MethodsProps) {
  const t = useWords('payments')
  return (
    <section className={css['card']}>
      <fieldset className={css['methods']}>
        <legend>{t('pay_method')}</legend>
        {page.methods.map((one) => (
          <label key={one} className={css['method']} data-chosen={one === method || undefined}>
            <input
              type="radio"
              name="method"
              value={one}
              checked={one === method}
              onChange={() => onMethod(one)}
            />
            <SchemeMarks scheme={one} />
            <small>{t(`scheme_${one}_is`)}</small>
          </label>
        ))}
      </fieldset>
    </section>
  )
}

type ButtonProps = Readonly<{
  page: PayPage
  amount: Amount
  disabled: boolean
  busy: boolean
  error: unknown
  onPay: () => void
}>

/** The one button, with the amount in it, and what was wrong with the last press. */
export function PayButton({ page, amount, disabled, busy, error, onPay }: ButtonProps) {
  const t = useWords('payments')
  const say = useWords('refusals')
  const refused = error === null ? null : refusalOf(error)
  return (
    <>
      {refused && (
        <p role="alert" className={css['refused']}>
          {say(refused.code, refused.facts)}
        </p>
      )}
      <Button
        fullWidth
        size="lg"
        disabled={disabled}
        loading={busy}
        leftSection={<IconLock size={20} />}
        onClick={onPay}
      >
        <span>
          {t('pay_verb')} <Money value={amount} />
        </span>
      </Button>
      <p className={css['trust']}>
        <IconShieldCheck size={18} aria-hidden="true" />
        {page.simulated ? t('pay_simulated') : t('pay_trust')}
      </p>
    </>
  )
}

/** Who asks, as it is registered. */
export function Registered({ page }: { page: PayPage }) {
  const t = useWords('payments')
  const { registration, vatNumber } = page.company
  if (!registration && !vatNumber) return null
  return (
    <p className={css['registered']}>
      {registration && (
        <span>
          {t('registration')} <Code quiet>{registration}</Code>
        </span>
      )}
      {vatNumber && (
        <span>
          {t('vat_number')} <Code quiet>{vatNumber}</Code>
        </span>
      )}
    </p>
  )
}

function Nothing({ page }: { page: PayPage }) {
  const t = useWords('payments')
  const { language } = usePreferences()
  return (
    <PayFrame page={page}>
      <section className={`${css['card']} ${css['hero']}`}>
        <span className={css['done']} aria-hidden="true">
          <IconShieldCheck size={34} />
        </span>
        <h2>{t('pay_nothing')}</h2>
        <p>{t('pay_nothing_hint', { company: nameOf(page.company, language) })}</p>
      </section>
      <Registered page={page} />
    </PayFrame>
  )
}
