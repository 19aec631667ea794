import {
  IconAlertCircle,
  IconBeach,
  IconClock,
  IconHandStop,
  IconMailOff,
  IconPhoneOff,
  IconPlayerPause,
  IconReceipt,
  IconUserCheck,
} from '@tabler/icons-react'
import type { Reason } from '#core/collections/reminder.ts'
import { Currency } from '#core/money.ts'
import { timeOf } from '#web/clock.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'

const icons: Partial<Record<Reason['code'], typeof IconClock>> = {
  customer_paused: IconPlayerPause,
  company_stopped: IconPlayerPause,
  promise_open: IconHandStop,
  plan_on_track: IconHandStop,
  payment_pending: IconReceipt,
  payment_notice_open: IconReceipt,
  no_items_left: IconAlertCircle,
  asks_more_than_owed: IconReceipt,
  opted_out: IconMailOff,
  number_wrong: IconPhoneOff,
  no_address: IconMailOff,
  holiday: IconBeach,
  weekend: IconBeach,
  needs_approval: IconUserCheck,
  human_contact: IconUserCheck,
  desk_lock: IconUserCheck,
}

export function ReasonIcon({ code }: { code: Reason['code'] }) {
  const Icon = icons[code] ?? IconClock
  return <Icon size={16} aria-hidden="true" />
}

const text = (value: string | number | undefined): string => String(value ?? '')

/** Says a reason of the gate: what it is, and its fact. */
export function useReason() {
  const t = useWords('collections')
  const format = useFormat()
  const amount = (minor: string | number | undefined, currency: string | number | undefined) => {
    const known = Currency.safeParse(currency)
    return known.success ? format.money({ minor: Number(minor ?? 0), currency: known.data }) : ''
  }
  const factOf = ({ code, facts }: Reason): string | undefined => {
    if (facts['until'] !== undefined)
      return t('fact_until', { until: format.day(text(facts['until']), { weekday: true }) })
    switch (code) {
      case 'asks_more_than_owed':
        return t('fact_asked', {
          asked: amount(facts['asked'], facts['currency']),
          owed: amount(facts['owed'], facts['currency']),
        })
      case 'payment_pending':
        return t('fact_amount', { amount: amount(facts['amount'], facts['currency']) })
      case 'too_soon':
        return t('fact_last', {
          day: format.day(text(facts['lastReminderOn']), { near: true }),
          days: Number(facts['minDaysBetween'] ?? 0),
        })
      case 'too_many':
        return t('fact_sent', { sent: text(facts['sent']), most: text(facts['most']) })
      case 'contact_cap':
        return t('fact_contacts', {
          limit: text(facts['limit']),
          made: text(facts['made']),
          most: text(facts['most']),
        })
      case 'desk_lock':
        return t('fact_by', { by: text(facts['by']) })
      case 'no_items_left':
        return t('fact_disputed')
      case 'holiday':
      case 'weekend':
      case 'outside_hours':
        return facts['opensOn'] === undefined
          ? undefined
          : t('fact_opens', {
              day: format.day(text(facts['opensOn']), { near: true, weekday: true }),
              time: timeOf(Number(facts['opensAtMinute'] ?? 0)),
            })
      default:
        return facts['since'] === undefined
          ? undefined
          : t('fact_since', { since: format.day(text(facts['since']), { near: true }) })
    }
  }
  return {
    nameOf: ({ code }: Pick<Reason, 'code'>) => t(`held_${code}`),
    factOf,
  }
}
