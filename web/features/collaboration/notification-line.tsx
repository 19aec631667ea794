import {
  IconAlertCircle,
  IconAlertTriangle,
  IconAt,
  IconBook2,
  IconBriefcase,
  IconCalendarDollar,
  IconCalendarDue,
  IconCash,
  IconClockPause,
  IconCreditCard,
  IconFileImport,
  IconHandStop,
  IconHeartHandshake,
  IconMailQuestion,
  IconMailX,
  IconMessage,
  IconMessageExclamation,
  IconMessageQuestion,
  IconPlugConnectedX,
  IconReceiptOff,
  IconScale,
} from '@tabler/icons-react'
import type { Notification } from '#core/collaboration/api.ts'
import type { NotificationKind } from '#core/collaboration/notification.ts'
import { ReferralState, UpdateCode } from '#core/collections/agency-referral.ts'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './collaboration.module.css'
import { usePlaceOf } from './place-of.ts'
import { useReading } from './use-notifications.ts'

const looks: Readonly<Record<NotificationKind, { icon: typeof IconCash; tone: string }>> = {
  payment_received: { icon: IconCash, tone: 'good' },
  reminder_waiting: { icon: IconClockPause, tone: 'late1' },
  message_failed: { icon: IconMailX, tone: 'late3' },
  message_unknown: { icon: IconMailQuestion, tone: 'late2' },
  account_troubled: { icon: IconPlugConnectedX, tone: 'late3' },
  customer_answered: { icon: IconMessage, tone: 'info' },
  promise_broken: { icon: IconHandStop, tone: 'late3' },
  plan_accepted: { icon: IconCalendarDollar, tone: 'good' },
  plan_declined: { icon: IconCalendarDollar, tone: 'late1' },
  plan_broken: { icon: IconCalendarDollar, tone: 'late3' },
  agency_reported: { icon: IconBriefcase, tone: 'info' },
  referral_ended: { icon: IconBriefcase, tone: 'info' },
  credit_applied: { icon: IconCreditCard, tone: 'info' },
  credit_review: { icon: IconCreditCard, tone: 'info' },
  instrument_due: { icon: IconCalendarDue, tone: 'late1' },
  cheque_bounced: { icon: IconReceiptOff, tone: 'late3' },
  balance_differs: { icon: IconScale, tone: 'info' },
  dispute_raised: { icon: IconAlertCircle, tone: 'info' },
  dispute_overdue: { icon: IconAlertCircle, tone: 'late3' },
  concession_waits: { icon: IconHeartHandshake, tone: 'info' },
  import_finished: { icon: IconFileImport, tone: 'info' },
  books_problem: { icon: IconBook2, tone: 'late3' },
  conversation_assigned: { icon: IconMessage, tone: 'info' },
  conversation_waits: { icon: IconMessageExclamation, tone: 'late2' },
  conversation_unclaimed: { icon: IconMessageQuestion, tone: 'info' },
  colleague_mentioned: { icon: IconAt, tone: 'info' },
}

/** News of a conversation names whoever wrote, known as a customer or not. */
const ofConversations: ReadonlySet<NotificationKind> = new Set([
  'conversation_assigned',
  'conversation_waits',
  'conversation_unclaimed',
  'colleague_mentioned',
])

const troubleOf = (reason: string | undefined) =>
  reason === 'silent' || reason === 'token_ending' ? reason : 'failing'

function Sub({ kind, customer, facts, times }: Notification) {
  const t = useWords('collaboration')
  const agencies = useWords('agencies')
  const stateWord = (reason: string | undefined) => {
    const state = ReferralState.safeParse(reason)
    return state.success ? agencies(`state_${state.data}`) : ''
  }
  const reportWord = (reason: string | undefined) => {
    const code = UpdateCode.safeParse(reason)
    return code.success ? agencies(`code_${code.data}`) : t('agency_payment')
  }
  if (kind === 'import_finished')
    return (
      <>
        {(['customers', 'invoices', 'payments'] as const)
          .flatMap((what) => (facts[what] ? [t(`of_${what}`, { count: facts[what] })] : []))
          .join(t('comma'))}
      </>
    )
  if (kind === 'account_troubled')
    return (
      <>
        <Bdi>{facts.name ?? ''}</Bdi> {t(`trouble_${troubleOf(facts.reason)}`)}
      </>
    )
  if (ofConversations.has(kind)) return <Bdi>{customer?.name ?? facts.name ?? ''}</Bdi>
  if (kind === 'books_problem') return <>{t('books_hint', { count: facts.problems ?? 1 })}</>
  if (!customer) return null
  if (kind === 'customer_answered')
    return (
      <>
        <Bdi>{customer.name}</Bdi> {t(facts.reason === 'paid' ? 'says_paid' : 'wants_call')}
      </>
    )
  if (kind === 'agency_reported' || kind === 'referral_ended')
    return (
      <>
        <Bdi>{customer.name}</Bdi>
        {t('comma')}
        {kind === 'referral_ended' ? stateWord(facts.reason) : reportWord(facts.reason)}
      </>
    )
  if (kind === 'instrument_due')
    return (
      <>
        <Bdi>{customer.name}</Bdi>
        {t('comma')}
        {t(
          `due_${facts.reason === 'note' || facts.reason === 'guarantee' ? facts.reason : 'cheque'}`,
        )}
      </>
    )
  return (
    <>
      {times > 1 && `${t('last')} `}
      <Bdi>{customer.name}</Bdi>
    </>
  )
}

/** One notification: what happened, about whom, when; a press opens it and it counts as read. */
export function NotificationLine({
  notification,
  onOpen,
}: {
  notification: Notification
  onOpen?: () => void
}) {
  const t = useWords('collaboration')
  const to = usePlaceOf()(notification)
  const { readOne } = useReading()
  const { id, kind, facts, times, at, readAt } = notification
  const { icon: Icon, tone } = looks[kind] ?? { icon: IconAlertTriangle, tone: 'plain' }
  const open = () => {
    if (readAt === null) readOne(id)
    onOpen?.()
  }
  const body = (
    <>
      <span className={css['mark']} data-tone={tone}>
        <Icon size={18} stroke={1.6} />
      </span>
      <span className={css['text']}>
        <b>{t(kind, { times })}</b>
        <span>
          <Sub {...notification} />
        </span>
        <small>
          <Moment value={at} />
        </small>
      </span>
      {facts.amount && times === 1 && (
        <span className={css['figure']}>
          <Money value={facts.amount} />
        </span>
      )}
      {readAt === null && (
        <span className={css['dot']}>
          <span className="visually-hidden">{t('is_unread')}</span>
        </span>
      )}
    </>
  )
  return (
    <li className={css['line']} data-unread={readAt === null || undefined}>
      {to ? (
        <Go to={to} onClick={open}>
          {body}
        </Go>
      ) : (
        <button type="button" onClick={open}>
          {body}
        </button>
      )}
    </li>
  )
}
