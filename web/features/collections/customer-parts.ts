import {
  IconAlertCircle,
  IconCalendarDollar,
  IconHandStop,
  IconHeartHandshake,
} from '@tabler/icons-react'
import type {
  CustomerAction,
  CustomerDialog,
  CustomerPiece,
  CustomerTab,
} from '#web/customer-slots.ts'
import { agencyTab } from './agencies/pages.ts'

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
  agencyTab,
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
  {
    label: 'plans:propose',
    icon: IconCalendarDollar,
    order: 42,
    permission: 'collections.payment_plan',
    to: (customerId) => `/customers/${customerId}/reminders?plan=1`,
  },
  {
    label: 'disputes:dispute',
    icon: IconAlertCircle,
    order: 44,
    permission: 'collections.dispute',
    to: (customerId) => `/customers/${customerId}/reminders?dispute=1`,
  },
  {
    label: 'settlements:propose',
    icon: IconHeartHandshake,
    order: 46,
    permission: 'collections.concede',
    to: (customerId) => `/customers/${customerId}/reminders?settle=1`,
  },
]

/** Asked for where a customer gives their word: on their record, an invoice, a conversation. */
export const customerDialogs: readonly CustomerDialog[] = [
  {
    id: 'promise',
    permission: 'collections.promise',
    load: () => import('./promise-dialog.tsx').then(({ PromiseDialog }) => PromiseDialog),
  },
  {
    id: 'plan',
    permission: 'collections.payment_plan',
    load: () =>
      import('./payment-plans/propose-dialog.tsx').then(
        ({ ProposePlanDialog }) => ProposePlanDialog,
      ),
  },
  {
    id: 'dispute',
    permission: 'collections.dispute',
    load: () => import('./disputes/dispute-dialog.tsx').then(({ DisputeDialog }) => DisputeDialog),
  },
]
