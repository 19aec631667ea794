import { useMediaQuery } from '@mantine/hooks'
import { useRef } from 'react'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { Bones, Failed, NoneMatch } from '../blank.tsx'
import { FilterBar } from './filter-bar.tsx'
import css from './list.module.css'
import { type ListModel, type ListProps, useList } from './model.ts'
import { BulkBar, ColumnMenu, ExportLink, ListSearch } from './parts.tsx'
import { PhoneList } from './phone-list.tsx'
import type { ListPage } from './source.ts'
import { ListTable } from './table.tsx'

const noFilters: readonly never[] = []

/**
 * Every list of the product: filters in the address, rows from the server as they are scrolled to,
 * keyboard, selection, totals, and its own shape on a phone. A title and views stand above it.
 */
export function DataList<Row extends object, Page extends ListPage<Row>>(
  props: ListProps<Row, Page>,
) {
  const model = useList(props)
  const { ask, change, rows } = model
  const filters = props.filters ?? noFilters
  const tools = rows.length > 0 && (
    <>
      <ColumnMenu
        columns={props.columns}
        visibility={model.visibility}
        onToggle={model.toggleColumn}
      />
      {props.exportTo && <ExportLink to={props.exportTo(ask)} />}
    </>
  )
  return (
    <div className={css['list']}>
      {(filters.length > 0 || props.searchLabel) && (
        <FilterBar
          filters={filters}
          values={ask.filters}
          change={change}
          before={
            props.searchLabel && (
              <ListSearch
                label={props.searchLabel}
                value={ask.q ?? ''}
                onChange={(q) => change({ q: q || null })}
              />
            )
          }
          after={tools}
        />
      )}
      <Body props={props} model={model} />
      {props.bulk && <BulkBar model={model} actions={props.bulk} summary={props.bulkSummary} />}
    </div>
  )
}

function Body<Row extends object, Page extends ListPage<Row>>({
  props,
  model,
}: {
  props: ListProps<Row, Page>
  model: ListModel<Row, Page>
}) {
  const box = useRef<HTMLElement>(null)
  const narrow = useMediaQuery('(max-width: 768px)', false, { getInitialValueInEffect: false })
  const { query, rows, first, change, narrowed } = model
  const clear = () =>
    change(
      Object.fromEntries(
        ['q', ...(props.filters ?? []).map(({ id }) => id)].map((id) => [id, null]),
      ),
    )
  if (query.isPending) return <Bones rows={10} />
  if (query.error && rows.length === 0)
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  if (rows.length === 0) return narrowed ? <NoneMatch onClear={clear} /> : props.empty
  return (
    <>
      <ScrollArea ref={box} className={css['tableBox']} label={props.label}>
        {narrow ? (
          <PhoneList model={model} phone={props.phone} rowTo={props.rowTo} box={box} />
        ) : (
          <ListTable model={model} box={box} />
        )}
      </ScrollArea>
      {narrow && props.phoneFoot && first && (
        <div className={css['phoneFoot']}>{props.phoneFoot(first)}</div>
      )}
    </>
  )
}

/** Title, views, list: the order of every list page. The list takes the height that is left. */
export const ListPageBox = ({ children }: { children: React.ReactNode }) => (
  <div className={css['page']}>{children}</div>
)
