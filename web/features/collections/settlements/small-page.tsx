import { Button, Checkbox, NumberInput } from '@mantine/core'
import { IconCoins } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { digitsOf, total } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import disputeCss from '../disputes/disputes.module.css'
import { useChange } from '../use-change.ts'

type Found = Awaited<ReturnType<typeof client.collections.smallBalances>>

/** Old remainders that are not worth asking for, let go together. */
export function SmallBalancesPage() {
  const t = useWords('settlements')
  const { company } = useMe()
  const unit = 10 ** digitsOf(company.baseCurrency)
  const [most, setMost] = useState(1)
  const [days, setDays] = useState(90)
  const bounds = { under: Math.round(most * unit), days }
  const { data, error, refetch } = useQuery(
    api.collections.smallBalances.queryOptions({ input: bounds }),
  )
  return (
    <Sheet label={t('small')}>
      <PageHead title={t('small')}>{t('small_hint')}</PageHead>
      <div className={disputeCss['bounds']}>
        <NumberInput
          label={t('small_under')}
          min={1 / unit}
          max={100_000 / unit}
          decimalScale={digitsOf(company.baseCurrency)}
          value={most}
          onChange={(value) => setMost(Number(value) || 1)}
        />
        <NumberInput
          label={t('small_days')}
          suffix={` ${t('days')}`}
          min={1}
          max={3650}
          allowDecimal={false}
          value={days}
          onChange={(value) => setDays(Number(value) || 1)}
        />
      </div>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={6} />}
      {data?.rows.length === 0 && (
        <Blank icon={<IconCoins size={30} />} tone="plain" title={t('small_none')}>
          {t('small_hint')}
        </Blank>
      )}
      {data && data.rows.length > 0 && (
        <Rows
          key={data.rows.map(({ invoiceId }) => invoiceId).join()}
          found={data}
          bounds={bounds}
        />
      )}
    </Sheet>
  )
}

function Rows({ found, bounds }: { found: Found; bounds: { under: number; days: number } }) {
  const t = useWords('settlements')
  const format = useFormat()
  const [chosen, setChosen] = useState(() => found.rows.map(({ invoiceId }) => invoiceId))
  const sum = total(
    found.rows.filter(({ invoiceId }) => chosen.includes(invoiceId)).map(({ balance }) => balance),
    found.sum.currency,
  )
  const letting = useChange(client.collections.letSmallGo, ({ invoices, waiting }) => {
    if (invoices > 0) toast.said(t('small_said', { count: invoices }))
    if (waiting > 0) toast.said(t('small_waits', { count: waiting }))
  })
  return (
    <div className={disputeCss['small']}>
      <div className={disputeCss['scroll']}>
        <table className={disputeCss['table']}>
          <thead>
            <tr>
              <th>
                <Checkbox
                  size="sm"
                  aria-label={t('pick_all')}
                  checked={chosen.length === found.rows.length}
                  onChange={(event) =>
                    setChosen(
                      event.currentTarget.checked
                        ? found.rows.map(({ invoiceId }) => invoiceId)
                        : [],
                    )
                  }
                />
              </th>
              <th>{t('customer')}</th>
              <th>{t('number')}</th>
              <th>{t('due_on')}</th>
              <th className="num">{t('balance')}</th>
            </tr>
          </thead>
          <tbody>
            {found.rows.map((row) => (
              <tr key={row.invoiceId}>
                <td>
                  <Checkbox
                    size="sm"
                    aria-label={row.number}
                    checked={chosen.includes(row.invoiceId)}
                    onChange={(event) =>
                      setChosen((before) =>
                        event.currentTarget.checked
                          ? [...before, row.invoiceId]
                          : before.filter((each) => each !== row.invoiceId),
                      )
                    }
                  />
                </td>
                <td>
                  <Bdi>{row.customerName}</Bdi>
                </td>
                <td>
                  <Go to={`/invoices/${row.invoiceId}`} className="link">
                    <Code>{row.number}</Code>
                  </Go>
                </td>
                <td>
                  <Day value={row.dueOn} />
                </td>
                <td className="num">
                  <Money value={row.balance} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="form-acts">
        <Button
          disabled={chosen.length === 0}
          loading={letting.isPending}
          onClick={() =>
            letting.mutate({
              id: newId(),
              invoiceIds: chosen,
              reason: t('small_reason'),
              ...bounds,
            })
          }
        >
          {t('small_yes', { sum: format.money(sum) })}
        </Button>
      </div>
    </div>
  )
}
