import { IconBell } from '@tabler/icons-react'
import { api } from '#web/client.ts'
import type { FeaturePage, LiveInterest } from '#web/feature.ts'
import { Bell } from './bell.tsx'

/** The pages of collaboration: what the reader was told, and what they want to be told. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/notifications',
    title: 'collaboration:notifications',
    permission: 'collaboration.read',
    load: () =>
      import('./notifications-page.tsx').then(({ NotificationsPage }) => NotificationsPage),
  },
  {
    path: '/settings/notifications',
    title: 'collaboration:notifications',
    permission: 'collaboration.read',
    settings: { order: 5, icon: IconBell, hint: 'collaboration:settings_hint' },
    load: () => import('./kinds-page.tsx').then(({ KindsPage }) => KindsPage),
  },
]

export const topActions = [Bell]

export const liveInterests: readonly LiveInterest[] = [
  { kind: 'notifications', keys: () => [api.collaboration.key()] },
]
