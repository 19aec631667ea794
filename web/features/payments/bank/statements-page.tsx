import { Button } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { BankStatementRow } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Sheet } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './bank.module.css'
import { BankHead } from './bank-head.tsx'
import { RemoveStatement } from './remove-statement.tsx'

/** The files that were taken from the bank. */
export function StatementsPage() {
  const t = useWords('bank')
  const ui = useWords('ui')
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...api.payments.bankStatements.key(), 'pages'],
    queryFn: ({ pageParam }) =>
      client.payments.bankStatements({ limit: 30, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })
  const rows = data?.pages.flatMap((page) => page.rows)
  return (
    <Sheet label={t('statements')}>
      <BankHead at="statements" />
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={5} />}
      {rows?.length === 0 && (
        <Blank icon={<IconFileSpreadsheet size={30} />} title={t('statements_empty')}>
          {t('lines_empty_hint')}
        </Blank>
      )}
      <ul className={css['files']}>
        {rows?.map((row) => (
          <li key={row.id}>
            <Statement row={row} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" onClick={() => void fetchNextPage()}>
          {ui('more')}
        </Button>
      )}
    </Sheet>
  )
}

function Statement({ row }: { row: BankStatementRow }) {
  const t = useWords('bank')
  return (
    <>
      <div>
        <b>
          <Bdi>{row.accountName}</Bdi>
        </b>{' '}
        <Day value={row.from} /> {t('until')} <Day value={row.to} />
        <small>
          <bdi dir="ltr">{row.fileName}</bdi> · <Moment value={row.takenAt} /> ·{' '}
          <Bdi>{row.takenBy}</Bdi>
        </small>
      </div>
      <div>
        {t('lines_of', { count: row.lines })}
        {row.fresh < row.lines && <small>{t('known_of', { count: row.lines - row.fresh })}</small>}
      </div>
      <Chip tone={row.proven ? 'good' : 'late1'}>{t(row.proven ? 'proven' : 'unproven')}</Chip>
      {row.closing ? <Money value={row.closing} strong /> : <span className="muted">—</span>}
      <RemoveStatement row={row} />
    </>
  )
}
