import { Button } from '@mantine/core'
import { IconBook2, IconPlus } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { JournalRow } from '#core/ledger/api.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { type FilterDef, rangeOf } from '#web/ui/list/filter.ts'
import type { ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { BooksTabs } from './books-tabs.tsx'
import { documentKinds, useDocumentName } from './document-name.ts'

type Page = Awaited<ReturnType<typeof client.ledger.journal>>
type Sort = 'posted' | 'recorded' | 'number' | 'amount'
const sorts: ReadonlySet<string> = new Set<Sort>(['posted', 'recorded', 'number', 'amount'])
const isSort = (id: string): id is Sort => sorts.has(id)

const source: ListSource<JournalRow, Page> = {
  key: api.ledger.journal.key(),
  load: ({ q, sort, filters, cursor, limit }, signal) => {
    const { from, to } = rangeOf(filters['on'])
    return client.ledger.journal(
      {
        limit,
        ...(q ? { search: q } : {}),
        ...(cursor ? { cursor } : {}),
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
        ...(filters['kind'] ? { documentKind: filters['kind'] } : {}),
        ...(sort && isSort(sort.id) ? { sort: sort.id, direction: sort.direction } : {}),
      },
      { signal },
    )
  },
}

/** The journal: every posted entry, the newest day first. */
export function JournalPage() {
  const t = useWords('ledger')
  const go = useGo()
  const nameOf = useDocumentName()
  const writes = useMay()('ledger.journal') !== undefined
  const columns = useColumns()
  const filters = useMemo(
    (): readonly FilterDef[] => [
      { kind: 'days', id: 'on', label: t('posted_on') },
      {
        kind: 'enum',
        id: 'kind',
        label: t('source'),
        options: documentKinds.map((value) => ({ value, label: nameOf(value) })),
      },
    ],
    [t, nameOf],
  )
  return (
    <ListPageBox>
      <PageHead
        title={t('journal')}
        actions={
          writes && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => go('/books/entries/new')}>
              {t('new_entry')}
            </Button>
          )
        }
      >
        {t('journal_hint')}
      </PageHead>
      <BooksTabs />
      <DataList
        name="journal"
        label={t('journal')}
        source={source}
        columns={columns}
        filters={filters}
        searchLabel={t('find_entry')}
        firstSort="-posted"
        rowKey={(row) => row.id}
        rowName={(row) => row.number}
        rowTo={(row) => `/books/entries/${row.id}`}
        phone={(row) => ({
          title: <Code>{row.number}</Code>,
          figure: <Money value={row.amount} />,
          chip: <EntryState row={row} />,
          sub: (
            <>
              {nameOf(row.documentKind)} · <Day value={row.postedOn} />
            </>
          ),
        })}
        empty={
          <Blank icon={<IconBook2 size={28} />} tone="plain" title={t('journal_none')}>
            {t('journal_none_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}

function EntryState({ row }: Readonly<{ row: JournalRow }>) {
  const t = useWords('ledger')
  if (row.reversedBy) return <Chip tone="void">{t('was_reversed')}</Chip>
  if (row.reverses) return <Chip>{t('is_reversal')}</Chip>
  return null
}

function useColumns(): readonly Column<JournalRow, Page>[] {
  const t = useWords('ledger')
  const nameOf = useDocumentName()
  return useMemo(
    () => [
      {
        id: 'posted',
        head: t('posted_on'),
        sort: 'posted',
        width: 120,
        fixed: true,
        cell: (row) => <Day value={row.postedOn} />,
      },
      {
        id: 'number',
        head: t('number'),
        sort: 'number',
        width: 170,
        cell: (row) => <Code>{row.number}</Code>,
      },
      {
        id: 'source',
        head: t('source'),
        width: 190,
        cell: (row) =>
          row.kind === 'exchange_difference'
            ? t('exchange_difference')
            : nameOf(row.documentKind, row.reverses !== null),
      },
      { id: 'memo', head: t('memo'), cell: (row) => row.memo && <Bdi>{row.memo}</Bdi> },
      {
        id: 'by',
        head: t('by'),
        width: 150,
        spare: true,
        cell: (row) => <Bdi>{row.by}</Bdi>,
      },
      {
        id: 'recorded',
        head: t('recorded'),
        sort: 'recorded',
        width: 170,
        hidden: true,
        cell: (row) => <Moment value={row.recordedAt} />,
      },
      {
        id: 'amount',
        head: t('amount'),
        sort: 'amount',
        num: true,
        width: 160,
        cell: (row) => <Money value={row.amount} strong />,
      },
    ],
    [t, nameOf],
  )
}
