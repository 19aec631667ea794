import {
  IconAlertCircle,
  IconBell,
  IconCalendarDollar,
  IconClockExclamation,
  IconHandStop,
  IconHeadset,
  IconHeartHandshake,
  IconListCheck,
} from '@tabler/icons-react'
import { api } from '#web/client.ts'
import type { FeaturePage, LiveInterest } from '#web/feature.ts'
import { agencyInterests, agencyPages } from './agencies/pages.ts'
import { useDeskCount } from './desk/use-desk.ts'

export {
  customerActions,
  customerDialogs,
  customerPieces,
  customerTabs,
} from './customer-parts.ts'

/** The pages of collections. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/desk',
    title: 'desk:desk',
    permission: 'collections.work',
    load: () => import('./desk/desk-page.tsx').then(({ DeskPage }) => DeskPage),
    nav: {
      section: 'home',
      order: 6,
      icon: IconHeadset,
      label: 'desk:desk',
      thumb: { order: 2, label: 'desk:desk_short' },
      useCount: useDeskCount,
    },
  },
  {
    path: '/desk/$id',
    title: 'desk:desk',
    permission: 'collections.work',
    load: () => import('./desk/desk-page.tsx').then(({ DebtorPage }) => DebtorPage),
  },
  {
    path: '/settings/desk',
    title: 'desk:settings',
    permission: 'collections.lead',
    load: () => import('./desk/settings-page.tsx').then(({ DeskSettingsPage }) => DeskSettingsPage),
    settings: { order: 62, icon: IconHeadset, hint: 'desk:settings_hint' },
  },
  {
    path: '/reminders',
    title: 'collections:reminders',
    permission: 'collections.read',
    load: () => import('./reminders-page.tsx').then(({ RemindersPage }) => RemindersPage),
    nav: {
      section: 'collection',
      order: 20,
      icon: IconBell,
      label: 'collections:reminders',
      thumb: { order: 5 },
    },
  },
  {
    path: '/reminders/log',
    title: 'collections:log',
    permission: 'collections.read',
    load: () => import('./log.tsx').then(({ LogPage }) => LogPage),
  },
  {
    path: '/contact-register',
    title: 'contactRegister:register',
    permission: 'collections.read',
    load: () =>
      import('./contact-register/register-page.tsx').then(
        ({ ContactRegisterPage }) => ContactRegisterPage,
      ),
  },
  {
    path: '/promises',
    title: 'collections:promises',
    permission: 'collections.read',
    load: () => import('./promises-page.tsx').then(({ PromisesPage }) => PromisesPage),
    nav: { section: 'collection', order: 21, icon: IconHandStop, label: 'collections:promises' },
  },
  {
    path: '/payment-plans',
    title: 'plans:plans',
    permission: 'collections.read',
    load: () => import('./payment-plans/plans-page.tsx').then(({ PlansPage }) => PlansPage),
    nav: { section: 'collection', order: 22, icon: IconCalendarDollar, label: 'plans:plans' },
  },
  {
    path: '/payment-plans/$id',
    title: 'plans:plan',
    permission: 'collections.read',
    load: () => import('./payment-plans/plan-page.tsx').then(({ PlanPage }) => PlanPage),
  },
  {
    path: '/settings/payment-plans',
    title: 'plans:settings',
    permission: 'collections.manage',
    load: () =>
      import('./payment-plans/settings-page.tsx').then(({ PlanSettingsPage }) => PlanSettingsPage),
    settings: { order: 64, icon: IconCalendarDollar, hint: 'plans:settings_hint' },
  },
  {
    path: '/balance-confirmations',
    title: 'confirmations:confirmations',
    permission: 'collections.read',
    load: () =>
      import('./confirmations/confirmations-page.tsx').then(
        ({ ConfirmationsPage }) => ConfirmationsPage,
      ),
  },
  {
    path: '/balance-confirmations/$id',
    title: 'confirmations:confirmation',
    permission: 'collections.read',
    load: () =>
      import('./confirmations/confirmation-page.tsx').then(
        ({ ConfirmationPage }) => ConfirmationPage,
      ),
  },
  {
    path: '/disputes',
    title: 'disputes:disputes',
    permission: 'collections.read',
    load: () => import('./disputes/disputes-page.tsx').then(({ DisputesPage }) => DisputesPage),
    nav: { section: 'collection', order: 23, icon: IconAlertCircle, label: 'disputes:disputes' },
  },
  {
    path: '/disputes/$id',
    title: 'disputes:disputes',
    permission: 'collections.read',
    load: () => import('./disputes/dispute-page.tsx').then(({ DisputePage }) => DisputePage),
  },
  {
    path: '/settings/disputes',
    title: 'disputes:settings',
    permission: 'collections.manage',
    load: () =>
      import('./disputes/settings-page.tsx').then(({ DisputeSettingsPage }) => DisputeSettingsPage),
    settings: { order: 66, icon: IconAlertCircle, hint: 'disputes:settings_hint' },
  },
  {
    path: '/settlements',
    title: 'settlements:settlements',
    permission: 'collections.read',
    load: () =>
      import('./settlements/settlements-page.tsx').then(({ SettlementsPage }) => SettlementsPage),
    nav: {
      section: 'collection',
      order: 24,
      icon: IconHeartHandshake,
      label: 'settlements:settlements',
    },
  },
  {
    path: '/settlements/small',
    title: 'settlements:small',
    permission: 'collections.concede',
    load: () =>
      import('./settlements/small-page.tsx').then(({ SmallBalancesPage }) => SmallBalancesPage),
  },
  {
    path: '/settlements/bad-debts',
    title: 'settlements:bad_debts',
    permission: 'collections.read',
    load: () => import('./settlements/bad-debts-page.tsx').then(({ BadDebtsPage }) => BadDebtsPage),
  },
  {
    path: '/settlements/$id',
    title: 'settlements:one',
    permission: 'collections.read',
    load: () =>
      import('./settlements/settlement-page.tsx').then(({ SettlementPage }) => SettlementPage),
  },
  {
    path: '/settings/settlements',
    title: 'settlements:limits',
    permission: 'collections.manage',
    load: () => import('./settlements/limits-page.tsx').then(({ LimitsPage }) => LimitsPage),
    settings: { order: 68, icon: IconHeartHandshake, hint: 'settlements:limits_hint' },
  },
  {
    path: '/late-payments',
    title: 'collections:late_payments',
    permission: 'collections.read',
    load: () => import('./late-page.tsx').then(({ LatePage }) => LatePage),
    nav: {
      section: 'records',
      order: 65,
      icon: IconClockExclamation,
      label: 'collections:late_payments',
    },
  },
  {
    path: '/settings/reminders',
    title: 'collections:settings',
    permission: 'collections.manage',
    load: () => import('./settings-page.tsx').then(({ SettingsPage }) => SettingsPage),
    settings: { order: 60, icon: IconListCheck, hint: 'collections:settings_hint' },
  },
  {
    path: '/settings/reminders/policies/$key',
    title: 'policies:policy',
    permission: 'collections.manage',
    load: () => import('./policies/policy-page.tsx').then(({ PolicyPage }) => PolicyPage),
  },
  {
    path: '/settings/reminders/simulations/$id',
    title: 'policies:simulation',
    permission: 'collections.manage',
    load: () =>
      import('./policies/simulation-page.tsx').then(({ SimulationPage }) => SimulationPage),
  },
  {
    path: '/settings/reminders/simulations/$id/rows',
    title: 'policies:rows',
    permission: 'collections.manage',
    load: () =>
      import('./policies/simulation-rows-page.tsx').then(
        ({ SimulationRowsPage }) => SimulationRowsPage,
      ),
  },
  {
    path: '/settings/reminders/trials/$id',
    title: 'policies:trial',
    permission: 'collections.manage',
    load: () => import('./policies/trial-page.tsx').then(({ TrialPage }) => TrialPage),
  },
  ...agencyPages,
]

/** Everything about the chase is read again when a reminder, a payment or an invoice changed. */
const ofTheChase: readonly LiveInterest[] = [
  'reminder',
  'customer',
  'invoice',
  'payment',
  'promise',
  'dispute',
  'concession',
  'payment_plan',
  'balance_confirmation',
].map((kind) => ({ kind, keys: () => [api.collections.key()] }))

/** The queue is built a moment after what changed; a lock changes the queue and its mark alone. */
export const liveInterests: readonly LiveInterest[] = [
  ...ofTheChase,
  ...agencyInterests,
  {
    kind: 'desk',
    keys: () => [
      api.collections.desk.key(),
      api.collections.deskProgress.key(),
      api.collections.deskCard.key(),
    ],
  },
  {
    kind: 'simulation',
    keys: () => [api.collections.simulation.key(), api.collections.simulations.key()],
  },
  {
    kind: 'desk_lock',
    keys: () => [api.collections.desk.key(), api.collections.deskLock.key()],
  },
]
