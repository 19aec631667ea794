import { CompanyFounded } from '#core/people/events.ts'
import { type Listener, on } from '#platform/events.ts'
import { layChart } from './accounts-store.ts'

export const ledgerReactions: readonly Listener[] = [
  on(CompanyFounded, 'ledger.lay_chart', layChart),
]
