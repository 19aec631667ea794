import { IconBook2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AccountLine } from '#core/ledger/api.ts'
import { api, client } from '#web/client.ts'
import { useParam } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { type FilterDef, rangeOf } from '#web/ui/list/filter.ts'
import type { ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { BooksTabs } from './books-tabs.tsx'
import { useDocumentName } from './document-name.ts'
import { useAccountName } from './entry-page.tsx'
import css from './ledger.module.css'

type Page = Awaited<ReturnType<typeof client.ledger.account>>

/** One account's lines, the newest first, each with the balance after it. */
export function AccountPage() {
  const t = useWords('ledger')
  const id = useParam('id')
  const nameOf = useAccountName()
  const documentName = useDocumentName()
  const columns = useColumns()
  const { data } = useQuery(api.ledger.account.queryOptions({ input: { id, limit: 1 } }))
  const source = useMemo(
    (): ListSource<AccountLine, Page> => ({
      key: [...api.ledger.account.key(), id],
      load: ({ filters, cursor, limit }, signal) => {
        const { from, to } = rangeOf(filters['on'])
        return client.ledger.account(
          {
            id,
            limit,
            ...(cursor ? { cursor } : {}),
            ...(from ? { from } : {}),
            ...(to ? { to } : {}),
          },
          { signal },
        )
      },
    }),
    [id],
  )
  const filters = useMemo(
    (): readonly FilterDef[] => [{ kind: 'days', id: 'on', label: t('posted_on') }],
    [t],
  )
  return (
    <ListPageBox>
      <PageHead title={data ? nameOf(data.account) : t('account_moves')}>
        {data && (
          <>
            <Code>{data.account.code}</Code> · {t('balance')} <Money value={data.sums.balance} />
          </>
        )}
      </PageHead>
      <BooksTabs />
      <DataList
        name="account"
        label={t('account_moves')}
        source={source}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        rowName={(row) => row.number}
        rowTo={(row) => `/books/entries/${row.entryId}`}
        phone={(row) => ({
          title: (
            <>
              {documentName(row.documentKind)} <Code>{row.number}</Code>
            </>
          ),
          figure: <Money value={row.balance} bare strong />,
          chip: <Money value={{ ...row.debit, minor: row.debit.minor - row.credit.minor }} bare />,
          sub: <Day value={row.postedOn} />,
        })}
        empty={
          <Blank icon={<IconBook2 size={28} />} tone="plain" title={t('account_moves')}>
            {t('account_none')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}

function useColumns(): readonly Column<AccountLine, Page>[] {
  const t = useWords('ledger')
  const nameOf = useDocumentName()
  return useMemo(
    () => [
      {
        id: 'posted',
        head: t('posted_on'),
        width: 120,
        fixed: true,
        cell: (row) => <Day value={row.postedOn} />,
        foot: () => t('total'),
      },
      {
        id: 'document',
        head: t('document'),
        width: 250,
        cell: (row) => (
          <span className={css['what']}>
            {nameOf(row.documentKind)} <Code>{row.number}</Code>
          </span>
        ),
      },
      {
        id: 'memo',
        head: t('memo'),
        cell: (row) => <Bdi>{[row.partyName, row.memo].filter(Boolean).join('، ')}</Bdi>,
      },
      {
        id: 'debit',
        head: t('debit'),
        num: true,
        width: 140,
        cell: (row) => <Money value={row.debit} bare dash />,
        foot: (first) => <Money value={first.sums.debit} bare />,
      },
      {
        id: 'credit',
        head: t('credit'),
        num: true,
        width: 140,
        cell: (row) => <Money value={row.credit} bare dash />,
        foot: (first) => <Money value={first.sums.credit} bare />,
      },
      {
        id: 'balance',
        head: t('balance'),
        num: true,
        width: 150,
        cell: (row) => <Money value={row.balance} bare strong />,
        foot: (first) => <Money value={first.sums.balance} bare />,
      },
    ],
    [t, nameOf],
  )
}
