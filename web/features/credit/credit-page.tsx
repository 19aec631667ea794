import { Button } from '@mantine/core'
import { IconCreditCard, IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { CreditListInput, type CreditRow, CreditView } from '#core/credit/api.ts'
import type { Money as Amount } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { stringifySearch, useGo } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import type { Ask, ListPage, ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './credit.module.css'
import { ReasonChip } from './reasons.tsx'

type Page = ListPage<CreditRow> & { sums: { limit: Amount; exposure: Amount } }

function askedOf({ q, sort, filters }: Ask) {
  const by = CreditListInput.shape.sort.safeParse(sort?.id)
  return {
    ...(q ? { q } : {}),
    view: CreditView.catch('all').parse(filters['of']),
    sort: by.success ? by.data : ('headroom' as const),
    direction: sort?.direction ?? ('asc' as const),
  }
}

const source: ListSource<CreditRow, Page> = {
  key: api.credit.list.key(),
  load: ({ cursor, limit, ...ask }, signal) =>
    client.credit.list({ ...askedOf(ask), limit, ...(cursor ? { cursor } : {}) }, { signal }),
}

/** How a customer stands, in the fewest chips that say it. */
function Standing({ row }: { row: CreditRow }) {
  const t = useWords('credit')
  const near = row.limit.minor > 0 && row.exposure.minor * 100 >= row.limit.minor * 80
  return (
    <span className={css['chips']}>
      {row.reasons.map((code) => (
        <ReasonChip key={code} code={code} />
      ))}
      {row.reasons.length === 0 && (
        <Chip tone={near ? 'brand' : 'good'}>{t(near ? 'near' : 'fine')}</Chip>
      )}
      {row.applicationId && <Chip tone="word">{t('asks')}</Chip>}
    </span>
  )
}

function useColumns(): Column<CreditRow, Page>[] {
  const t = useWords('credit')
  const money = (
    id: 'limit' | 'exposure' | 'headroom' | 'overdue',
    head: string,
    more: Partial<Column<CreditRow, Page>> = {},
  ): Column<CreditRow, Page> => ({
    ...{ id, head, width: 150, num: true, cell: (row) => <Money value={row[id]} bare dash /> },
    ...more,
  })
  return [
    {
      id: 'name',
      head: t('customer'),
      fixed: true,
      sort: 'name',
      cell: (row) => <Bdi>{row.name}</Bdi>,
    },
    { id: 'why', head: t('why'), width: 220, cell: (row) => <Standing row={row} /> },
    {
      ...{ id: 'review', head: t('review'), width: 140, sort: 'review_on', spare: true },
      cell: (row) =>
        row.reviewOn ? <Day value={row.reviewOn} near /> : <span className="muted">—</span>,
    },
    money('overdue', t('overdue'), { spare: true }),
    money('limit', t('limit'), {
      sort: 'limit',
      foot: ({ sums }) => <Money value={sums.limit} strong />,
    }),
    money('exposure', t('used'), {
      sort: 'exposure',
      foot: ({ sums }) => <Money value={sums.exposure} strong />,
    }),
    money('headroom', t('left'), { sort: 'headroom' }),
  ]
}

/** Who buys on credit (الائتمان): what is left of each limit, who is held, who waits for a decision. */
export function CreditPage() {
  const t = useWords('credit')
  const forms = useWords('creditForms')
  const may = useMay()
  const go = useGo()
  const { data } = useQuery(api.credit.list.queryOptions({ input: { limit: 1 } }))
  return (
    <ListPageBox>
      <PageHead
        title={t('credit')}
        actions={
          may('credit.invite') && (
            <Button
              variant="default"
              leftSection={<IconLink size={16} />}
              onClick={() => go('/credit-forms')}
            >
              {forms('forms')}
            </Button>
          )
        }
      >
        {t('credit_hint')}
      </PageHead>
      <SavedViews
        list="credit"
        path="/credit"
        views={CreditView.options.map((id) => ({
          id,
          label: t(`view_${id}`),
          ...(data && { count: data.counts[id] ?? 0 }),
          search: id === 'all' ? {} : { of: id },
        }))}
      />
      <DataList
        name="credit"
        label={t('credit')}
        source={source}
        columns={useColumns()}
        rowKey={(row) => row.customerId}
        rowName={(row) => row.name}
        rowTo={(row) =>
          row.applicationId
            ? `/credit-applications/${row.applicationId}`
            : `/customers/${row.customerId}/credit`
        }
        searchLabel={t('find')}
        firstSort="headroom"
        filters={[
          {
            ...{ kind: 'enum', id: 'of', label: t('why') },
            options: CreditView.options.map((value) => ({ value, label: t(`view_${value}`) })),
          },
        ]}
        phone={(row) => ({
          title: <Bdi>{row.name}</Bdi>,
          figure: <Money value={row.headroom} />,
          chip: <Standing row={row} />,
          sub: <Code>{row.number}</Code>,
        })}
        exportTo={(ask) => `/api/v1/credit.csv${stringifySearch(askedOf(ask))}`}
        empty={
          <Blank icon={<IconCreditCard size={30} />} title={t('none')}>
            {t('none_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
