import { IconBook2, IconHourglass } from '@tabler/icons-react'
import { api } from '#web/client.ts'
import type { CustomerTab } from '#web/customer-slots.ts'
import type { FeaturePage, LiveInterest, NewAction } from '#web/feature.ts'

/** The pages of ledger: aging, statements and the books. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/aging',
    title: 'ledger:aging',
    permission: 'ledger.statement',
    nav: { section: 'records', order: 61, icon: IconHourglass, label: 'ledger:aging' },
    load: () => import('./aging-page.tsx').then(({ AgingPage }) => AgingPage),
  },
  {
    path: '/aging/items',
    title: 'ledger:by_item',
    permission: 'ledger.statement',
    load: () => import('./aging-items-page.tsx').then(({ AgingItemsPage }) => AgingItemsPage),
  },
  {
    path: '/statements/$id',
    title: 'ledger:statement',
    permission: 'ledger.statement',
    load: () => import('./statement-page.tsx').then(({ StatementPage }) => StatementPage),
  },
  {
    path: '/books',
    title: 'ledger:journal',
    permission: 'ledger.read',
    nav: { section: 'records', order: 62, icon: IconBook2, label: 'ledger:books' },
    load: () => import('./journal-page.tsx').then(({ JournalPage }) => JournalPage),
  },
  {
    path: '/books/entries/new',
    title: 'ledger:new_entry',
    permission: 'ledger.journal',
    load: () => import('./new-entry-page.tsx').then(({ NewEntryPage }) => NewEntryPage),
  },
  {
    path: '/books/entries/$id',
    title: 'ledger:journal',
    permission: 'ledger.read',
    load: () => import('./entry-page.tsx').then(({ EntryPage }) => EntryPage),
  },
  {
    // Where a document's own entry is linked to from other features.
    path: '/journal/$id',
    title: 'ledger:journal',
    permission: 'ledger.read',
    load: () => import('./entry-page.tsx').then(({ EntryPage }) => EntryPage),
  },
  {
    path: '/books/accounts',
    title: 'ledger:accounts',
    permission: 'ledger.read',
    load: () => import('./accounts-page.tsx').then(({ AccountsPage }) => AccountsPage),
  },
  {
    path: '/books/accounts/$id',
    title: 'ledger:account_moves',
    permission: 'ledger.read',
    load: () => import('./account-page.tsx').then(({ AccountPage }) => AccountPage),
  },
  {
    path: '/books/trial-balance',
    title: 'ledger:trial_balance',
    permission: 'ledger.read',
    load: () => import('./trial-balance-page.tsx').then(({ TrialBalancePage }) => TrialBalancePage),
  },
  {
    path: '/books/periods',
    title: 'ledger:periods',
    permission: 'ledger.read',
    load: () => import('./periods-page.tsx').then(({ PeriodsPage }) => PeriodsPage),
  },
  {
    path: '/books/exchange-rates',
    title: 'ledger:rates',
    permission: 'ledger.read',
    load: () => import('./rates-page.tsx').then(({ RatesPage }) => RatesPage),
  },
  {
    path: '/books/health',
    title: 'ledger:health',
    permission: 'ledger.read',
    load: () => import('./health-page.tsx').then(({ HealthPage }) => HealthPage),
  },
]

export const newActions: readonly NewAction[] = [
  {
    label: 'ledger:new_entry',
    to: '/books/entries/new',
    icon: IconBook2,
    order: 90,
    permission: 'ledger.journal',
  },
]

const stale = () => [api.ledger.key()]
export const liveInterests: readonly LiveInterest[] = [
  'invoice',
  'payment',
  'journal_entry',
  'customer',
].map((kind) => ({ kind, keys: stale }))

export const customerTabs: readonly CustomerTab[] = [
  {
    id: 'statement',
    label: 'ledger:statement',
    order: 20,
    permission: 'ledger.statement',
    load: () => import('./statement-view.tsx').then(({ StatementView }) => StatementView),
  },
]
