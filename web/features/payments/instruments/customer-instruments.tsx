import { Button } from '@mantine/core'
import { IconWritingSign } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from '../payments.module.css'
import { InstrumentChip } from './instrument-chip.tsx'

/** Cheques, notes and guarantees of this customer; cheques under collection are said beside. */
export function CustomerInstruments({ customerId }: OfCustomer) {
  const t = useWords('instruments')
  const go = useGo()
  const may = useMay()
  const { data } = useQuery(
    api.payments.instruments.queryOptions({ input: { customerId, limit: 20, direction: 'desc' } }),
  )
  const rows = data?.rows ?? []
  const takes = may('payments.instruments')
  if (rows.length === 0 && takes === undefined) return null
  return (
    <Section
      title={t('instruments')}
      hint={t('customer_hint')}
      actions={
        takes && (
          <Button
            variant="default"
            leftSection={<IconWritingSign size={16} />}
            onClick={() => go(`/instruments/new?kind=cheque&customer=${customerId}`)}
          >
            {t('take_cheque')}
          </Button>
        )
      }
    >
      {(data?.underCollection ?? []).map((sum) => (
        <p key={sum.currency}>
          {t('under_collection')} <Money value={sum} strong />
        </p>
      ))}
      <ul className={css['rows']}>
        {rows.map((row) => (
          <li key={row.id}>
            <div>
              <Go to={`/instruments/${row.id}`} className="link">
                {t(`kind_${row.kind}`)} <Code>{row.number}</Code>
              </Go>
              {row.dueOn && (
                <small>
                  <Day value={row.dueOn} />
                </small>
              )}
            </div>
            <InstrumentChip state={row.state} />
            <Money value={row.amount} strong />
          </li>
        ))}
      </ul>
    </Section>
  )
}
