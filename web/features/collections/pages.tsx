import { IconBell, IconClockExclamation, IconListCheck } from '@tabler/icons-react'
import { api } from '#web/client.ts'
import type { CustomerTab } from '#web/customer-slots.ts'
import type { FeaturePage, LiveInterest } from '#web/feature.ts'

/** The pages of collections. */
export const pages: readonly FeaturePage[] = [
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
      thumb: { order: 2 },
    },
  },
  {
    path: '/reminders/log',
    title: 'collections:log',
    permission: 'collections.read',
    load: () => import('./log.tsx').then(({ LogPage }) => LogPage),
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
]

/** Everything about the chase is read again when a reminder, a payment or an invoice changed. */
export const liveInterests: readonly LiveInterest[] = [
  'reminder',
  'customer',
  'invoice',
  'payment',
].map((kind) => ({ kind, keys: () => [api.collections.key()] }))
