import { IconMail } from '@tabler/icons-react'
import type { PlanRow } from '#core/collections/reminder.ts'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './collections.module.css'
import { ReasonIcon, useReason } from './reason.tsx'

export const keyOf = ({ customerId, amount }: PlanRow) => `${customerId}:${amount.currency}`

type Props = Readonly<{
  rows: readonly PlanRow[]
  picked: string | undefined
  onPick: (row: PlanRow) => void
}>

/** One group of the day: what will be sent, or what is held. */
export function PlanGroup({
  rows,
  picked,
  onPick,
  title,
  hint,
}: Props & { title: string; hint: string }) {
  if (rows.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className={css['group']}>
        {title} <span>{hint}</span>
      </h2>
      <ul className={css['lines']}>
        {rows.map((row) => (
          <li key={keyOf(row)}>
            <button
              type="button"
              className={css['line']}
              aria-pressed={keyOf(row) === picked}
              onClick={() => onPick(row)}
            >
              <PlanLine row={row} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function PlanLine({ row }: { row: PlanRow }) {
  const t = useWords('collections')
  const sent = row.verdict === 'send'
  return (
    <>
      <span className={css['who']}>
        <b>
          <Bdi>{row.customerName}</Bdi>
        </b>
        <small>{t('invoices_in_one', { count: row.invoices })}</small>
      </span>
      <span className={css['sum']} data-held={!sent || undefined}>
        <Money value={row.amount} strong={sent} />
      </span>
      {sent ? <Step row={row} /> : <Held row={row} />}
    </>
  )
}

function Step({ row }: { row: PlanRow }) {
  const t = useWords('collections')
  const { daysLate } = row
  return (
    <>
      <span className={css['what']}>
        <b>{t(`tone_${row.tone}`)}</b>
        <small>
          {daysLate < 0 ? t('due_in', { days: -daysLate }) : t('late_days', { days: daysLate })}
          {daysLate > 0 && `، ${t('step_of', { number: row.stepNumber, count: row.stepCount })}`}
        </small>
      </span>
      <span className={css['way']}>
        <IconMail size={16} aria-hidden="true" /> {t('email')}
      </span>
    </>
  )
}

function Held({ row }: { row: PlanRow }) {
  const t = useWords('collections')
  const reason = useReason()
  const [first, ...more] = row.reasons
  if (!first) return null
  const facts = [reason.factOf(first), ...more.map(reason.nameOf)].filter(Boolean)
  return (
    <>
      <span className={css['what']}>
        <b>
          <ReasonIcon code={first.code} /> {reason.nameOf(first)}
        </b>
        <small>{facts.join('، ')}</small>
      </span>
      <span className={css['way']}>
        {row.verdict === 'hold' && (
          <small>
            {t('review')}
            <br />
            {row.reviewOn ? <Day value={row.reviewOn} near /> : t('review_by_person')}
          </small>
        )}
      </span>
    </>
  )
}
