import { IconCashBanknote, IconCreditCard, IconWallet } from '@tabler/icons-react'
import { api, client } from '#web/client.ts'
import type { CustomerAction, CustomerTab } from '#web/customer-slots.ts'
import type { FeaturePage, LiveInterest, NewAction, SearchProvider } from '#web/feature.ts'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'

/** The pages of payments: the desk's, and the one that customers pay on. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/payments',
    title: 'payments:payments',
    permission: 'payments.read',
    load: () => import('./payments-page.tsx').then(({ PaymentsPage }) => PaymentsPage),
    nav: { section: 'money', order: 20, icon: IconWallet, label: 'payments:payments' },
  },
  {
    path: '/payments/new',
    title: 'payments:record_payment',
    permission: 'payments.record',
    load: () => import('./record-page.tsx').then(({ RecordPage }) => RecordPage),
  },
  {
    path: '/payments/$id',
    title: 'payments:payment',
    permission: 'payments.read',
    load: () => import('./payment-page.tsx').then(({ PaymentPage }) => PaymentPage),
  },
  {
    path: '/settings/payments',
    title: 'payments:online',
    permission: 'payments.manage_gateways',
    settings: { order: 50, icon: IconCreditCard, hint: 'payments:online_hint' },
    load: () => import('./online-page.tsx').then(({ OnlinePage }) => OnlinePage),
  },
  {
    path: '/pay/$token',
    title: 'payments:pay_title',
    open: true,
    load: () => import('./pay/pay-page.tsx').then(({ PayPage }) => PayPage),
  },
]

export const newActions: readonly NewAction[] = [
  {
    label: 'payments:payment',
    to: '/payments/new',
    icon: IconCashBanknote,
    order: 20,
    permission: 'payments.record',
  },
]

export const searchProviders: readonly SearchProvider[] = [
  {
    label: 'payments:payments',
    permission: 'payments.read',
    search: async (text, signal) => {
      const { rows } = await client.payments.list({ search: text, limit: 5 }, { signal })
      return rows.map((row) => ({
        id: row.id,
        to: `/payments/${row.id}`,
        icon: IconWallet,
        title: <Code>{row.number}</Code>,
        hint: (
          <>
            <Bdi>{row.customerName}</Bdi> · <Money value={row.amount} />
          </>
        ),
      }))
    },
  },
]

/** Everything about payments is read again when one of these changed. */
export const liveInterests: readonly LiveInterest[] = [
  'payment',
  'pay_attempt',
  'pay_link',
  'gateway_account',
].map((kind) => ({ kind, keys: () => [api.payments.key()] }))

export const customerTabs: readonly CustomerTab[] = [
  {
    id: 'payments',
    label: 'payments:payments',
    order: 30,
    permission: 'payments.read',
    load: () => import('./customer-payments.tsx').then(({ CustomerPayments }) => CustomerPayments),
  },
]

export const customerActions: readonly CustomerAction[] = [
  {
    label: 'payments:record_payment',
    icon: IconCashBanknote,
    order: 20,
    permission: 'payments.record',
    to: (customerId) => `/payments/new?customer=${customerId}`,
  },
]
