import type { Feature } from '#web/feature.ts'
import * as collaboration from './collaboration/pages.tsx'
import * as collections from './collections/pages.tsx'
import * as contacts from './contacts/pages.tsx'
import * as credit from './credit/pages.tsx'
import * as importing from './importing/pages.tsx'
import * as inbox from './inbox/pages.tsx'
import * as inboxSettings from './inbox/settings/pages.tsx'
import * as invoicing from './invoicing/pages.tsx'
import * as ledger from './ledger/pages.tsx'
import * as messaging from './messaging/pages.tsx'
import * as payments from './payments/pages.tsx'
import * as people from './people/pages.tsx'
import * as reports from './reports/pages.tsx'

/** Every feature of the house; the router, the navigation, the palette and live updates join what they offer. */
export const features: readonly Feature[] = [
  people,
  collaboration,
  contacts,
  credit,
  importing,
  ledger,
  inbox,
  inboxSettings,
  invoicing,
  payments,
  messaging,
  collections,
  reports,
]
