import { Button } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Tabs } from '#web/ui/record/record.tsx'
import { useWords } from '#web/words.ts'

const places = ['lines', 'statements', 'accounts', 'rules'] as const
type Place = (typeof places)[number]
const addressOf: Readonly<Record<Place, string>> = {
  lines: '/bank',
  statements: '/bank/statements',
  accounts: '/bank/accounts',
  rules: '/bank/rules',
}

/** The accounts whose statements are read. */
export const useAccounts = () => useQuery(api.payments.bankAccounts.queryOptions({ input: {} }))

/** The head of the bank's pages: what they are called, their tabs, and the way in. */
export function BankHead({ at, actions }: { at: Place; actions?: ReactNode }) {
  const t = useWords('bank')
  const go = useGo()
  const may = useMay()
  const { data } = useAccounts()
  const open = data?.rows.reduce((sum, row) => sum + row.open, 0)
  return (
    <>
      <PageHead
        title={t('bank')}
        actions={
          <>
            {actions}
            {may('payments.bank') && (
              <Button leftSection={<IconUpload size={16} />} onClick={() => go('/bank/upload')}>
                {t('upload')}
              </Button>
            )}
          </>
        }
      />
      <Tabs
        label={t('bank')}
        tabs={places.map((place) => ({
          to: addressOf[place],
          label: t(place),
          active: place === at,
          ...(place === 'lines' && open ? { count: open } : {}),
        }))}
      />
    </>
  )
}
