import { useLocation } from '@tanstack/react-router'
import { Tabs } from '#web/ui/record/record.tsx'
import { useWords } from '#web/words.ts'

const places = [
  ['/books', 'journal'],
  ['/books/accounts', 'accounts'],
  ['/books/trial-balance', 'trial_balance'],
  ['/books/periods', 'periods'],
  ['/books/exchange-rates', 'rates'],
  ['/books/health', 'health'],
] as const

/** The parts of the books, on top of each of them. */
export function BooksTabs() {
  const t = useWords('ledger')
  const { pathname } = useLocation()
  return (
    <Tabs
      label={t('books')}
      tabs={places.map(([to, label]) => ({
        to,
        label: t(label),
        active:
          pathname === to || pathname.startsWith(to === '/books' ? '/books/entries/' : `${to}/`),
      }))}
    />
  )
}
