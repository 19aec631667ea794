import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { gateCodes } from '#core/collections/gate.ts'
import { shownTerms } from '#core/collections/payment-plan-terms.ts'
import type { PaymentPlanRecord } from '#core/collections/plan-api.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { AuditList } from '#web/ui/record/audit-list.tsx'
import { RecordBody, RecordHeader, RecordPage } from '#web/ui/record/record.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { Actions } from './plan-actions.tsx'
import { InstalmentChip, PlanChip } from './plan-chip.tsx'
import css from './plans.module.css'
import { BothDays } from './schedule-preview.tsx'

/** One payment plan: its instalments, what came of them, who agreed and to what. */
export function PlanPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(
    api.collections.paymentPlan.queryOptions({ input: { id } }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <Plan plan={data} /> : <Bones rows={8} />
}

type Of = Readonly<{ plan: PaymentPlanRecord }>

function Plan({ plan }: Of) {
  const t = useWords('plans')
  const may = useMay()
  const { currency } = plan.amount
  const left = { minor: plan.amount.minor - plan.came.minor, currency }
  return (
    <RecordPage>
      <RecordHeader
        plain
        name={t('plan_of', { customer: `\u2068${plan.customerName ?? ''}\u2069` })}
        chips={<PlanChip state={plan.state} />}
        facts={
          <>
            <Go to={`/customers/${plan.customerId}/reminders`} className="link">
              <Bdi>{plan.customerName}</Bdi>
            </Go>
            <span>{t('times', { times: plan.times })}</span>
            <Moment value={plan.proposedAt} />
          </>
        }
        actions={<Actions plan={plan} />}
      >
        <div>
          <p className="eyebrow">{t('left')}</p>
          <Money value={left} size="hero" />
        </div>
        <div>
          <Bar plan={plan} />
          <Came plan={plan} />
        </div>
      </RecordHeader>
      <RecordBody sideLabel={t('rules')} side={<Side plan={plan} />}>
        <Section title={t('instalments')}>
          <Standing plan={plan} />
          <ol className={css['parts']}>
            {plan.instalments.map((part, at) => (
              <li key={part.dueOn}>
                <span className={css['place']} data-state={part.state}>
                  {at + 1}
                </span>
                <BothDays day={part.dueOn} />
                <InstalmentChip part={part} />
                <PartMoney part={part} />
              </li>
            ))}
          </ol>
        </Section>
        <Section title={plan.accepted ? t('terms_agreed') : t('terms')}>
          <p className={css['terms']} dir="auto">
            {shownTerms(plan.terms)}
          </p>
        </Section>
        <Notices plan={plan} />
        {may('audit.read') && (
          <Section title={t('history')}>
            <AuditList aboutId={plan.id} />
          </Section>
        )}
      </RecordBody>
    </RecordPage>
  )
}

/** The plan as one line: each instalment as wide as it is large, filled as far as it came. */
function Bar({ plan }: Of) {
  return (
    <div className={css['bar']} aria-hidden="true">
      {plan.instalments.map(({ dueOn, amount, paid, state }) => (
        <span key={dueOn} data-state={state} style={{ flexGrow: amount.minor }}>
          <i style={{ inlineSize: `${(paid.minor / amount.minor) * 100}%` }} />
        </span>
      ))}
    </div>
  )
}

function Came({ plan }: Of) {
  const t = useWords('plans')
  const format = useFormat()
  const { next, came, amount } = plan
  return (
    <small>
      {t('paid_of', { paid: format.money(came), amount: format.money(amount) })}
      {'. '}
      {next
        ? `${t('next')}: ${format.money(next.amount)}، ${format.day(next.dueOn, { near: true, weekday: true })}`
        : t('next_none')}
    </small>
  )
}

function PartMoney({ part }: { part: PaymentPlanRecord['instalments'][number] }) {
  const t = useWords('plans')
  const format = useFormat()
  const partly = part.paid.minor > 0 && part.paid.minor < part.amount.minor
  return (
    <span className={css['next']}>
      <Money value={part.amount} strong />
      {partly && (
        <small>
          {t('paid')} {format.money(part.paid)}
        </small>
      )}
    </span>
  )
}

/** What the state means for the chase, in a sentence. */
function Standing({ plan }: Of) {
  const t = useWords('plans')
  const format = useFormat()
  const { state, answerBy, ended } = plan
  if (state === 'active') return <Why>{t('on_track')}</Why>
  if (state === 'proposed')
    return <Why>{t('waiting', { day: format.day(answerBy, { near: true, weekday: true }) })}</Why>
  if (state === 'broken') return <Why>{t('was_broken')}</Why>
  if (!ended?.reason) return null
  return <Why>{t('ended_why', { reason: `\u2068${ended.reason}\u2069` })}</Why>
}

function Side({ plan }: Of) {
  const t = useWords('plans')
  const { accepted, items } = plan
  const rows: (readonly [string, ReactNode])[] = [
    [
      t('covers'),
      items.map(({ itemId, invoiceId, number }) => (
        <Go key={itemId} to={`/invoices/${invoiceId}`} className="link">
          <Code>{number}</Code>{' '}
        </Go>
      )),
    ],
    [t('amount'), <Money key="amount" value={plan.amount} />],
    [t('last_on'), <Day key="last" value={plan.lastOn} />],
    [t('rules'), t('rule_grace', { days: plan.graceDays })],
    ['', t('rule_breaks', { times: plan.breaksAfter })],
  ]
  if (accepted) {
    const by = `\u2068${accepted.by}\u2069`
    const note = `\u2068${accepted.note}\u2069`
    rows.push(
      [t('accepted'), t(`accepted_${accepted.how}`, { by, note })],
      ['', <Moment key="at" value={accepted.at} />],
    )
    if (accepted.address) rows.push([t('accepted_from'), <Code key="a">{accepted.address}</Code>])
    rows.push(['', t('missed_count', { times: plan.missed })])
  } else rows.push([t('answer_by'), <Day key="by" value={plan.answerBy} near weekday />])
  rows.push([t('proposed_by'), <Bdi key="p">{plan.proposedBy}</Bdi>])
  if (plan.note)
    rows.push([
      t('note'),
      <bdi key="n" dir="auto">
        {plan.note}
      </bdi>,
    ])
  return <Facts rows={rows} />
}

function Notices({ plan }: Of) {
  const t = useWords('plans')
  const reasons = useWords('collections')
  const format = useFormat()
  if (plan.notices.length === 0)
    return plan.state === 'active' ? (
      <Section title={t('notices')}>
        <p className="dim">{t('notices_none')}</p>
      </Section>
    ) : null
  const why = (codes: readonly string[]) =>
    gateCodes.flatMap((code) => (codes.includes(code) ? reasons(`held_${code}`) : [])).join('، ')
  return (
    <Section title={t('notices')}>
      <ul className={css['lines']}>
        {plan.notices.map((notice) => (
          <li key={`${notice.dueOn}${notice.kind}`} className={css['plan']}>
            <div>
              {t(`notice_${notice.kind}`, { day: format.day(notice.dueOn) })}
              <small>
                {notice.state === 'sent'
                  ? t('notice_sent')
                  : t('notice_held', { why: why(notice.reasons) })}
                {' · '}
                <Moment value={notice.at} />
              </small>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
