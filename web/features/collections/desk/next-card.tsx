import { Button } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { Go } from '#web/ui/link.tsx'
import { useWords } from '#web/words.ts'
import { Numbers } from './call-act.tsx'
import css from './parts.module.css'
import { useStep, useWaits, useWhy } from './say.ts'

/** «الخطوة التالية: اتصل به»: what comes next with a customer who is late, why, and the way there. */
export function NextCard({ customerId }: OfCustomer) {
  const t = useWords('desk')
  const why = useWhy()
  const waits = useWaits()
  const step = useStep()
  const { data } = useQuery(api.collections.deskCard.queryOptions({ input: { id: customerId } }))
  const row = data?.row
  if (!row) return null
  const resting = waits(row)
  return (
    <section className={css['next']} data-word={row.why[0]?.code === 'promise_broken' || undefined}>
      <h3>
        {t('next_step')}: {step(row)}
      </h3>
      <p>{resting ?? row.why.map(why).join('، ')}</p>
      {row.step === 'find_number' && (
        <p>
          <Numbers card={data} />
        </p>
      )}
      <Button
        component={Go}
        to={`/desk/${customerId}`}
        variant="default"
        size="compact-md"
        leftSection={<IconPhone size={15} />}
      >
        {t('open_in_desk')}
      </Button>
    </section>
  )
}
