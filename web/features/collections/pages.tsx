import {
  IconBell,
  IconClockExclamation,
  IconHandStop,
  IconHeadset,
  IconListCheck,
} from '@tabler/icons-react'
import { api } from '#web/client.ts'
import type {
  CustomerAction,
  CustomerDialog,
  CustomerPiece,
  CustomerTab,
} from '#web/customer-slots.ts'
import type { FeaturePage, LiveInterest } from '#web/feature.ts'
import { useDeskCount } from './desk/use-desk.ts'

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
      section: 'money',
      order: 40,
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
    path: '/promises',
    title: 'collections:promises',
    permission: 'collections.read',
    load: () => import('./promises-page.tsx').then(({ PromisesPage }) => PromisesPage),
    nav: { section: 'money', order: 42, icon: IconHandStop, label: 'collections:promises' },
  },
  {
    path: '/late-payments',
    title: 'collections:late_payments',
    permission: 'collections.read',
    load: () => import('./late-page.tsx').then(({ LatePage }) => LatePage),
    nav: {
      section: 'money',
      order: 45,
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
]

/** What the chase says of a customer, on the customer's record. */
export const customerTabs: readonly CustomerTab[] = [
  {
    id: 'reminders',
    label: 'collections:reminders',
    order: 40,
    permission: 'collections.read',
    load: () => import('./customer-tab.tsx').then(({ CustomerReminders }) => CustomerReminders),
  },
  {
    id: 'contacts-log',
    label: 'desk:contacts',
    order: 42,
    permission: 'collections.read',
    load: () => import('./desk/contacts-tab.tsx').then(({ CustomerContacts }) => CustomerContacts),
  },
]

/** Who works on the customer at this moment, beside their name on every page, and what comes next. */
export const customerPieces: readonly CustomerPiece[] = [
  {
    id: 'desk-lock',
    place: 'mark',
    order: 10,
    permission: 'collections.read',
    load: () => import('./desk/lock-note.tsx').then(({ DeskLockNote }) => DeskLockNote),
  },
  {
    id: 'desk-next',
    place: 'band',
    order: 10,
    permission: 'collections.work',
    load: () => import('./desk/next-card.tsx').then(({ NextCard }) => NextCard),
  },
]

export const customerActions: readonly CustomerAction[] = [
  {
    label: 'collections:promise',
    icon: IconHandStop,
    order: 40,
    permission: 'collections.promise',
    to: (customerId) => `/customers/${customerId}/reminders?promise=1`,
  },
]

/** Asked for where a customer gives their word: on their record, an invoice, a conversation. */
export const customerDialogs: readonly CustomerDialog[] = [
  {
    id: 'promise',
    permission: 'collections.promise',
    load: () => import('./promise-dialog.tsx').then(({ PromiseDialog }) => PromiseDialog),
  },
]

/** Everything about the chase is read again when a reminder, a payment or an invoice changed. */
const ofTheChase: readonly LiveInterest[] = [
  'reminder',
  'customer',
  'invoice',
  'payment',
  'promise',
].map((kind) => ({ kind, keys: () => [api.collections.key()] }))

/** The queue is built a moment after what changed; a lock changes the queue and its mark alone. */
export const liveInterests: readonly LiveInterest[] = [
  ...ofTheChase,
  {
    kind: 'desk',
    keys: () => [
      api.collections.desk.key(),
      api.collections.deskProgress.key(),
      api.collections.deskCard.key(),
    ],
  },
  {
    kind: 'desk_lock',
    keys: () => [api.collections.desk.key(), api.collections.deskLock.key()],
  },
]
