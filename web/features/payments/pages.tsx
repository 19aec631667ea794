import {
  IconBuildingBank,
  IconCashBanknote,
  IconCreditCard,
  IconPigMoney,
  IconReceipt,
  IconReport,
  IconWallet,
  IconWritingSign,
} from '@tabler/icons-react'
import { api, client } from '#web/client.ts'
import type {
  CustomerAction,
  CustomerDialog,
  CustomerPiece,
  CustomerTab,
} from '#web/customer-slots.ts'
import type { FeaturePage, LiveInterest, NewAction, SearchProvider } from '#web/feature.ts'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWaitingNotices } from './notices/use-waiting.ts'

/** The pages of payments: the desk's, and the one that customers pay on. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/payments',
    title: 'payments:payments',
    permission: 'payments.read',
    load: () => import('./payments-page.tsx').then(({ PaymentsPage }) => PaymentsPage),
    nav: { section: 'money', order: 40, icon: IconWallet, label: 'payments:payments' },
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
    path: '/payment-notices',
    title: 'bank:notices',
    permission: 'payments.read',
    load: () => import('./notices/notices-page.tsx').then(({ NoticesPage }) => NoticesPage),
    nav: {
      section: 'money',
      order: 41,
      icon: IconReceipt,
      label: 'bank:notices',
      useCount: useWaitingNotices,
    },
  },
  {
    path: '/payment-notices/$id',
    title: 'bank:notice',
    permission: 'payments.read',
    load: () => import('./notices/notice-page.tsx').then(({ NoticePage }) => NoticePage),
  },
  {
    path: '/instruments',
    title: 'instruments:instruments',
    permission: 'payments.read',
    load: () =>
      import('./instruments/instruments-page.tsx').then(({ InstrumentsPage }) => InstrumentsPage),
    nav: {
      section: 'money',
      order: 43,
      icon: IconWritingSign,
      label: 'instruments:instruments',
    },
  },
  {
    path: '/instruments/new',
    title: 'instruments:take_cheque',
    permission: 'payments.instruments',
    load: () => import('./instruments/take-page.tsx').then(({ TakePage }) => TakePage),
  },
  {
    path: '/instruments/$id',
    title: 'instruments:instrument',
    permission: 'payments.read',
    load: () =>
      import('./instruments/instrument-page.tsx').then(({ InstrumentPage }) => InstrumentPage),
  },
  {
    path: '/deposits',
    title: 'deposits:deposits',
    permission: 'payments.read',
    load: () => import('./deposits/deposits-page.tsx').then(({ DepositsPage }) => DepositsPage),
    nav: { section: 'money', order: 45, icon: IconPigMoney, label: 'deposits:deposits' },
  },
  {
    path: '/deposits/new',
    title: 'deposits:ask_advance',
    permission: 'payments.deposits',
    load: () => import('./deposits/request-page.tsx').then(({ RequestPage }) => RequestPage),
  },
  {
    path: '/deposits/$id',
    title: 'deposits:deposit',
    permission: 'payments.read',
    load: () => import('./deposits/deposit-page.tsx').then(({ DepositPage }) => DepositPage),
  },
  {
    path: '/bank',
    title: 'bank:bank',
    permission: 'payments.see_bank',
    load: () => import('./bank/lines-page.tsx').then(({ LinesPage }) => LinesPage),
    nav: { section: 'money', order: 42, icon: IconBuildingBank, label: 'bank:bank' },
  },
  {
    path: '/bank/statements',
    title: 'bank:statements',
    permission: 'payments.see_bank',
    load: () => import('./bank/statements-page.tsx').then(({ StatementsPage }) => StatementsPage),
  },
  {
    path: '/bank/accounts',
    title: 'bank:accounts',
    permission: 'payments.see_bank',
    load: () => import('./bank/accounts-page.tsx').then(({ AccountsPage }) => AccountsPage),
  },
  {
    path: '/bank/rules',
    title: 'bank:rules',
    permission: 'payments.see_bank',
    load: () => import('./bank/rules-page.tsx').then(({ RulesPage }) => RulesPage),
  },
  {
    path: '/bank/upload',
    title: 'bank:upload',
    permission: 'payments.bank',
    load: () => import('./bank/upload-page.tsx').then(({ UploadPage }) => UploadPage),
  },
  {
    path: '/settings/payments',
    title: 'payments:online',
    permission: 'payments.manage_gateways',
    settings: { order: 50, icon: IconCreditCard, hint: 'payments:online_hint' },
    load: () => import('./online-page.tsx').then(({ OnlinePage }) => OnlinePage),
  },
  {
    path: '/pay/$token/plan',
    title: 'plans:plan',
    open: true,
    load: () => import('./pay/plan-page.tsx').then(({ PlanPage }) => PlanPage),
  },
  {
    path: '/settings/statements',
    title: 'statements:statements',
    permission: 'payments.statements',
    settings: { order: 57, icon: IconReport, hint: 'statements:settings_hint' },
    load: () =>
      import('./statements/statements-page.tsx').then(({ StatementsPage }) => StatementsPage),
  },
  {
    path: '/settings/statements/$id',
    title: 'statements:run',
    permission: 'payments.statements',
    load: () => import('./statements/run-page.tsx').then(({ RunPage }) => RunPage),
  },
  {
    path: '/confirm/$token',
    title: 'confirmations:confirmation',
    open: true,
    load: () => import('./pay/confirm-page.tsx').then(({ ConfirmPage }) => ConfirmPage),
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
  'payment_notice',
  'bank_line',
  'bank_statement',
  'instrument',
  'deposit',
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

export const customerPieces: readonly CustomerPiece[] = [
  {
    id: 'cheques-held',
    place: 'balance',
    order: 10,
    permission: 'payments.read',
    load: () => import('./instruments/cheques-held.tsx').then(({ ChequesHeld }) => ChequesHeld),
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

/** Asked for where a receipt is: in a conversation, on the customer's record. */
export const customerDialogs: readonly CustomerDialog[] = [
  {
    id: 'notice',
    permission: 'payments.notice',
    load: () => import('./notices/notice-dialog.tsx').then(({ NoticeDialog }) => NoticeDialog),
  },
]
