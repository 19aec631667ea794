import { Button } from '@mantine/core'
import { IconBulb, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Sheet } from '#web/ui/page.tsx'
import { Bdi, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './bank.module.css'
import { BankHead } from './bank-head.tsx'

/** What was learned of whose transfers say what; each can be forgotten. */
export function RulesPage() {
  const t = useWords('bank')
  const may = useMay()
  const { data, error, refetch } = useQuery(api.payments.bankRules.queryOptions({ input: {} }))
  const forget = useChange(
    (id: string) => client.payments.removeBankRule({ id }),
    () => toast.said(t('rule_forgotten')),
  )
  return (
    <Sheet label={t('rules')}>
      <BankHead at="rules" />
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={4} />}
      {data?.rows.length === 0 && (
        <Blank icon={<IconBulb size={30} />} title={t('rules_empty')}>
          {t('rules_empty_hint')}
        </Blank>
      )}
      <ul className={css['files']}>
        {data?.rows.map((row) => (
          <li key={row.id}>
            <div>
              {t('rule_if')}{' '}
              <b>
                «<Bdi>{row.words}</Bdi>»
              </b>{' '}
              {t('rule_then')}{' '}
              <Go to={`/customers/${row.customerId}`} className="link">
                <Bdi>{row.customerName}</Bdi>
              </Go>
              <small>
                <Bdi>{row.madeBy}</Bdi> · <Moment value={row.madeAt} />
              </small>
            </div>
            {may('payments.bank') && (
              <Button
                variant="default"
                size="compact-md"
                leftSection={<IconTrash size={15} />}
                aria-label={t('rule_forget', { words: row.words })}
                loading={forget.isPending && forget.variables === row.id}
                onClick={() => forget.mutate(row.id)}
              >
                {t('forget')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
