import { IconLayoutDashboard } from '@tabler/icons-react'
import { api } from '#web/client.ts'
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
]

const stale = () => [api.reports.key()]
export const liveInterests: readonly LiveInterest[] = [
  'invoice',
  'payment',
  'customer',
  'message',
].map((kind) => ({ kind, keys: stale }))
