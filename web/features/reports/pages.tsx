import { IconChartBar, IconLayoutDashboard } from '@tabler/icons-react'
import { api } from '#web/client.ts'
import type { CustomerPiece } from '#web/customer-slots.ts'
import type { FeaturePage, LiveInterest } from '#web/feature.ts'

/** The pages of reports: the home of whoever may see the company's figures. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/',
    title: 'reports:home',
    load: () => import('./home-page.tsx').then(({ HomePage }) => HomePage),
    nav: {
      section: 'home',
      order: 0,
      icon: IconLayoutDashboard,
      label: 'reports:home',
      thumb: { order: 0 },
    },
  },
  {
    path: '/reports',
    title: 'figures:reports',
    permission: 'reports.read',
    load: () => import('./figures-page.tsx').then(({ FiguresPage }) => FiguresPage),
    nav: { section: 'records', order: 60, icon: IconChartBar, label: 'figures:reports' },
  },
  {
    path: '/reports/forecast',
    title: 'figures:forecast',
    permission: 'reports.read',
    load: () => import('./forecast-page.tsx').then(({ ForecastPage }) => ForecastPage),
  },
  {
    path: '/reports/forecast/rows',
    title: 'figures:forecast',
    permission: 'reports.read',
    load: () => import('./forecast-rows-page.tsx').then(({ ForecastRowsPage }) => ForecastRowsPage),
  },
  {
    path: '/reports/delinquent',
    title: 'figures:delinquent',
    permission: 'reports.read',
    load: () => import('./delinquent-page.tsx').then(({ DelinquentPage }) => DelinquentPage),
  },
  {
    path: '/reports/collectors',
    title: 'figures:collectors',
    permission: 'reports.read',
    load: () => import('./collectors-page.tsx').then(({ CollectorsPage }) => CollectorsPage),
  },
  {
    path: '/reports/contacts',
    title: 'figures:contacts_list',
    permission: 'reports.read',
    load: () => import('./contacts-page.tsx').then(({ ContactsPage }) => ContactsPage),
  },
  {
    path: '/reports/debtors',
    title: 'figures:debtors',
    permission: 'reports.read',
    load: () => import('./debtors-page.tsx').then(({ DebtorsPage }) => DebtorsPage),
  },
]

/** How the customer pays, beside their record. */
export const customerPieces: readonly CustomerPiece[] = [
  {
    id: 'insight',
    place: 'facts',
    order: 20,
    permission: 'reports.read',
    load: () => import('./insight.tsx').then(({ CustomerInsight }) => CustomerInsight),
  },
]

/** The reports themselves read all of the books: they are read again when they are opened. */
const stale = () => [
  api.reports.dashboard.key(),
  api.reports.firstDay.key(),
  api.reports.insight.key(),
  api.reports.expected.key(),
]
export const liveInterests: readonly LiveInterest[] = [
  'invoice',
  'payment',
  'customer',
  'message',
].map((kind) => ({ kind, keys: stale }))
