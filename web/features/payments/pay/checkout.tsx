import { Button } from '@mantine/core'
import { IconBuildingBank, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { PagePlan } from '#core/collections/plan-api.ts'
import type { PageSettlement } from '#core/collections/settlement-api.ts'
import { type Money as Amount, total } from '#core/money.ts'
import type { PayPage, Scheme } from '#core/payments/api.ts'
import { usePreferences } from '#web/preferences.tsx'
import { minorOf, plainOf } from '#web/ui/form/amount.ts'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { BankTransfer } from './bank-transfer.tsx'
import { DisputePart } from './dispute-part.tsx'
import { askedOf, Invoices, OtherAmount } from './invoice-choice.tsx'
import css from './pay.module.css'
import { nameOf, PayFrame } from './pay-frame.tsx'
import { Methods, PayButton } from './pay-online.tsx'
import { PlanPart } from './plan-part.tsx'
import { PromisePart } from './promise-part.tsx'
import { Registered } from './registered.tsx'
import { SettlementHero } from './settlement-hero.tsx'
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
  /** The settlement that is offered, or was agreed to: then its amount is what is chosen. */
  settlement: PageSettlement | null
  /** Whoever comes to pay an instalment finds its amount chosen. */
  instalment: boolean
}>

/** What is chosen at first: what is due by today, or everything when nothing is due yet. */
const firstChoice = ({ invoices, today }: PayPage): string[] => {
  const due = invoices.filter(({ dueOn }) => dueOn <= today)
  return (due.length > 0 ? due : invoices).map(({ id }) => id)
}

type Agreed = Pick<PagePlan, 'invoiceIds' | 'toPay'>

/** What an instalment or a settlement chooses: the invoices that it is over, and its own amount. */
const choiceOf = (page: PayPage, agreed: Agreed | null) => {
  const ids = page.invoices.flatMap(({ id }) => (agreed?.invoiceIds.includes(id) ? [id] : []))
  return agreed?.toPay && ids.length > 0 ? { ids, amount: plainOf(agreed.toPay) } : undefined
}
type Choice = NonNullable<ReturnType<typeof choiceOf>>

const isChosen = (choice: Choice, chosen: readonly string[], other: string | undefined) =>
  other === choice.amount &&
  chosen.length === choice.ids.length &&
  choice.ids.every((id) => chosen.includes(id))

/** Who asks, how much, which invoices, how, and one button with the amount in it. */
export function Checkout({ token, page, promising, plan, settlement, instalment }: Props) {
  const t = useWords('payments')
  const ofPlan = choiceOf(page, plan)
  const ofSettlement = choiceOf(page, settlement)
  const begun = instalment && ofPlan ? ofPlan : ofSettlement
  const [chosen, setChosen] = useState<readonly string[]>(() => begun?.ids ?? firstChoice(page))
  const [other, setOther] = useState<string | undefined>(begun?.amount)
  const [method, setMethod] = useState<Scheme>(
    page.methods.includes('mada') ? 'mada' : (page.methods[0] ?? 'card'),
  )
  const sum = total(
    page.invoices.filter(({ id }) => chosen.includes(id)).map(askedOf),
    page.currency,
  )
  const typed = other === undefined ? sum.minor : minorOf(other, page.currency)
  const amount = { minor: typed ?? 0, currency: page.currency }
  const good = amount.minor >= page.least.minor && amount.minor <= sum.minor
  const pay = usePay(token)
  const choose = ({ ids, amount: text }: Choice) => {
    setChosen(ids)
    setOther(text)
  }
  const settling = ofSettlement !== undefined && isChosen(ofSettlement, chosen, other)
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
      {settlement && settling ? (
        <SettlementHero page={page} amount={amount} settlement={settlement} />
      ) : (
        <Hero page={page} amount={amount} />
      )}
      <SettlementPart
        token={token}
        offer={settlement}
        onPay={ofSettlement && !settling ? () => choose(ofSettlement) : null}
      />
      {plan && (
        <PlanPart
          token={token}
          plan={plan}
          today={page.today}
          onPay={ofPlan && other !== ofPlan.amount ? () => choose(ofPlan) : null}
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
      <ByBank page={page} chosen={chosen} />
      <Told token={token} page={page} amount={settling ? amount : sum} />
      <PromisePart token={token} page={page} opened={promising} />
      <DisputePart token={token} page={page} />
      <Registered page={page} />
    </PayFrame>
  )
}

/** Where to transfer to; asked for, unless there is no other way. */
function ByBank({ page, chosen }: { page: PayPage; chosen: readonly string[] }) {
  const t = useWords('payments')
  const [asked, setAsked] = useState(page.methods.length === 0)
  if (asked) return <BankTransfer page={page} chosen={chosen} />
  if (!page.company.bank) return null
  return (
    <Button
      variant="default"
      size="md"
      leftSection={<IconBuildingBank size={18} />}
      onClick={() => setAsked(true)}
    >
      {t('pay_bank')}
    </Button>
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
