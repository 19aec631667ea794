import { useRouter } from '@tanstack/react-router'
import type { Notification } from '#core/collaboration/api.ts'

/** Where each kind of thing is looked at: its record if it has one, else the list of its kind. */
const places: Readonly<Record<string, readonly string[]>> = {
  payment: ['/payments/$id', '/payments'],
  reminder: ['/reminders'],
  message: ['/messages/$id', '/messages'],
  channel_account: ['/settings/channels/$id', '/settings/channels'],
  import: ['/import/$id'],
  dispute: ['/disputes/$id', '/disputes'],
  concession: ['/settlements/$id', '/settlements'],
  promise: ['/promises'],
  payment_plan: ['/payment-plans/$id', '/payment-plans'],
  referral: ['/referrals/$id', '/referrals'],
  credit_application: ['/credit-applications/$id', '/credit'],
  instrument: ['/instruments/$id', '/instruments'],
  balance_confirmation: ['/balance-confirmations/$id', '/balance-confirmations'],
  books: ['/books/health'],
  credit: ['/credit'],
  conversation: ['/inbox/$id', '/inbox'],
}

/** The address behind a notification; several in one line lead to the list of them all. */
export function usePlaceOf(): (notification: Notification) => string | undefined {
  const router = useRouter()
  return ({ about, times, customer }) => {
    const place = (places[about.kind] ?? []).find(
      (path) => Object.hasOwn(router.routesByPath, path) && (times === 1 || !path.includes('$')),
    )
    return place?.replace('$id', about.id) ?? (customer ? `/customers/${customer.id}` : undefined)
  }
}
