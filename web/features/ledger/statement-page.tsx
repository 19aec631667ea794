import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useToday } from '#web/me.tsx'
import { useParam } from '#web/place.ts'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { StatementView } from './statement-view.tsx'

/** A statement on a page of its own, for whoever came from the aging or from a link. */
export function StatementPage() {
  const t = useWords('ledger')
  const id = useParam('id')
  const today = useToday()
  const input = { id, from: today, to: today, kind: 'open' as const }
  const { data } = useQuery(api.ledger.statement.queryOptions({ input }))
  return (
    <Sheet label={t('statement')}>
      <PageHead title={t('statement')}>
        {data && (
          <Go to={`/customers/${id}`} className="link">
            <Bdi>{data.customer.name}</Bdi> <Code quiet>{data.customer.number}</Code>
          </Go>
        )}
      </PageHead>
      <StatementView customerId={id} alone />
    </Sheet>
  )
}
