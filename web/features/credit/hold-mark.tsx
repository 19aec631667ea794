import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { Chip } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

/** Says beside the name that a person stopped the credit; nothing while nobody did. */
export function HoldMark({ customerId }: OfCustomer) {
  const t = useWords('credit')
  const { data } = useQuery(
    api.credit.check.queryOptions({ input: { id: customerId, minor: 0 }, staleTime: 60_000 }),
  )
  return data?.hold ? <Chip tone="info">{t('may_not')}</Chip> : null
}
