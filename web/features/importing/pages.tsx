import { IconFileImport } from '@tabler/icons-react'
import { api } from '#web/client.ts'
import type { FeaturePage, LiveInterest, NewAction } from '#web/feature.ts'

/** The pages of importing: files and their history, and one file from review to result. */
export const pages: readonly FeaturePage[] = [
  {
    path: '/import',
    title: 'importing:import',
    permission: 'importing.read',
    settings: { order: 60, icon: IconFileImport, hint: 'importing:import_hint' },
    load: () => import('./imports-page.tsx').then(({ ImportsPage }) => ImportsPage),
  },
  {
    path: '/import/$id',
    title: 'importing:import',
    permission: 'importing.read',
    load: () => import('./import-page.tsx').then(({ ImportPage }) => ImportPage),
  },
]

export const newActions: readonly NewAction[] = [
  {
    label: 'importing:new_import',
    to: '/import',
    icon: IconFileImport,
    order: 90,
    permission: 'importing.run',
  },
]

export const liveInterests: readonly LiveInterest[] = [
  { kind: 'import', keys: () => [api.importing.key()] },
]
