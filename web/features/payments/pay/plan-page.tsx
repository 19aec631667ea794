import { Button } from '@mantine/core'
import { IconCalendarDollar, IconHeartHandshake, IconLinkOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PagePlan, PlanInstalment } from '#core/collections/plan-api.ts'
import { formatDay, formatHijri, formatMoney } from '#core/format.ts'
import type { Money as Amount } from '#core/money.ts'
import type { PayPage } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useGo, useParam } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { refusalOf } from '#web/refusal.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'
import { PayFrame } from './pay-frame.tsx'
import planCss from './plan.module.css'
import { Answer } from './plan-answer.tsx'
import { useVisit } from './use-visit.ts'

/** The customer's own page of a payment plan: the offer to agree to, and later where it stands. */
export function PlanPage() {
  const token = useParam('token')
  const t = useWords('payments')
  const say = useWords('refusals')
  const page = useQuery(api.payments.payPage.queryOptions({ input: { token } }))
  const plan = useQuery({
    ...api.collections.pagePlan.queryOptions({ input: { token } }),
    refetchOnWindowFocus: true,
  })
  useVisit(page.data, () => client.payments.viewed({ token }))
  const error = page.error ?? plan.error
  if (error) {
    const { code, facts } = refusalOf(error)
    const over = ['payments.link_ended', 'payments.link_not_found', 'request.invalid'].includes(
      code,
    )
    return (
      <PayFrame>
        {over ? (
          <section className={css['card']}>
            <Blank icon={<IconLinkOff size={30} />} tone="plain" title={t('pay_closed')}>
              {say(code === 'request.invalid' ? 'payments.link_not_found' : code, facts)}
            </Blank>
          </section>
        ) : (
          <Failed
            error={error}
            onRetry={() => void Promise.all([page.refetch(), plan.refetch()])}
          />
        )}
      </PayFrame>
    )
  }
  if (!page.data || !plan.data)
    return (
      <PayFrame>
        <Bones rows={8} />
      </PayFrame>
    )
  return plan.data.plan ? (
    <Shown token={token} page={page.data} plan={plan.data.plan} />
  ) : (
    <None token={token} page={page.data} />
  )
}

type Of = Readonly<{ token: string; page: PayPage; plan: PagePlan }>

function useSay(page: PayPage) {
  const { language: lang, digits } = usePreferences()
  const reader = { lang, digits, isolate: true }
  return {
    money: (amount: Amount) => formatMoney(amount, reader),
    day: (on: string) => formatDay(on, { ...reader, today: page.today, weekday: true }),
    hijri: (on: string) => formatHijri(on, { lang, digits }),
  }
}

function Shown({ token, page, plan }: Of) {
  const go = useGo()
  const t = useWords('plans')
  const say = useSay(page)
  const [answered, setAnswered] = useState<string | null>(null)
  const payable = plan.state === 'active' && plan.toPay !== null
  const over = ['broken', 'declined', 'expired'].includes(plan.state)
  return (
    <PayFrame
      page={page}
      foot={
        (payable || over) && (
          <Button
            fullWidth
            size="lg"
            variant={payable ? 'filled' : 'default'}
            onClick={() => go(`/pay/${token}${payable ? '?instalment=1' : ''}`)}
          >
            {payable && plan.toPay
              ? t('page_pay', { amount: say.money(plan.toPay) })
              : t('page_to_pay')}
          </Button>
        )
      }
    >
      <Head page={page} plan={plan} answered={answered} />
      <Instalments page={page} plan={plan} />
      {plan.state === 'proposed' && <Answer token={token} plan={plan} onAnswered={setAnswered} />}
    </PayFrame>
  )
}

function Head({ page, plan, answered }: Omit<Of, 'token'> & { answered: string | null }) {
  const t = useWords('plans')
  const say = useSay(page)
  const said = headOf(plan, answered)
  return (
    <section className={`${css['card']} ${css['hero']}`} role={answered ? 'status' : undefined}>
      <span className={said.glad ? css['done'] : css['plain']} aria-hidden="true">
        {said.glad ? <IconHeartHandshake size={34} /> : <IconCalendarDollar size={34} />}
      </span>
      <h2>{t(said.title)}</h2>
      <Money value={plan.amount} size="hero" />
      <p>
        {t(said.hint, {
          day: say.day(plan.answerBy),
          came: say.money(plan.came),
          amount: say.money(plan.amount),
          by: `\u2068${answered ?? ''}\u2069`,
        })}
      </p>
    </section>
  )
}

function headOf({ state }: PagePlan, answered: string | null) {
  if (state === 'kept') return { title: 'page_kept', hint: 'page_kept_hint', glad: true } as const
  if (state === 'active' && answered)
    return { title: 'page_accepted', hint: 'page_accepted_hint', glad: true } as const
  if (state === 'active')
    return { title: 'page_standing', hint: 'page_standing_hint', glad: false } as const
  if (state === 'proposed')
    return { title: 'page_offer', hint: 'page_offer_hint', glad: false } as const
  if (state === 'declined')
    return { title: 'page_declined', hint: 'page_declined_hint', glad: false } as const
  if (state === 'expired')
    return { title: 'page_expired', hint: 'page_over_hint', glad: false } as const
  return { title: 'page_over', hint: 'page_over_hint', glad: false } as const
}

/** No red and no «late» for the customer: what is paid, what has come, what is ahead. */
const tones: Readonly<Record<PlanInstalment['state'], Tone>> = {
  paid: 'good',
  upcoming: 'plain',
  due: 'brand',
  late: 'brand',
  missed: 'plain',
}

function Instalments({ page, plan }: Omit<Of, 'token'>) {
  const t = useWords('plans')
  const say = useSay(page)
  const agreed = plan.state !== 'proposed'
  return (
    <section className={css['card']} aria-label={t('instalments')}>
      <div className={css['cardHead']}>
        <h2>{t('times', { times: plan.instalments.length })}</h2>
      </div>
      <ol className={planCss['parts']}>
        {plan.instalments.map((part, at) => (
          <li key={part.dueOn}>
            <span className={planCss['place']} data-state={agreed ? part.state : undefined}>
              {at + 1}
            </span>
            <span className={planCss['when']}>
              {say.day(part.dueOn)}
              <small>{say.hijri(part.dueOn)}</small>
            </span>
            {agreed && part.state !== 'upcoming' && part.state !== 'missed' && (
              <Chip tone={tones[part.state]}>
                {part.state === 'paid'
                  ? t('part_paid')
                  : t(part.state === 'due' ? 'part_due' : 'part_late', {
                      day: say.day(part.lastDay),
                    })}
              </Chip>
            )}
            <Money value={part.amount} bare strong />
          </li>
        ))}
      </ol>
    </section>
  )
}

function None({ token, page }: Omit<Of, 'plan'>) {
  const t = useWords('plans')
  const go = useGo()
  return (
    <PayFrame page={page}>
      <section className={css['card']}>
        <Blank icon={<IconCalendarDollar size={30} />} tone="plain" title={t('page_none')}>
          {t('page_none_hint')}
        </Blank>
      </section>
      <Button variant="default" size="md" onClick={() => go(`/pay/${token}`)}>
        {t('page_to_pay')}
      </Button>
    </PayFrame>
  )
}
