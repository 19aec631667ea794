import { Checkbox } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useWords } from '#web/words.ts'
import { RowMenu } from '../row-menu.tsx'
import type { Column } from './column.ts'
import css from './list.module.css'
import type { ListModel } from './model.ts'
import type { ListPage } from './source.ts'
import { useVirtualRows } from './virtual.ts'

const cellClass = (column: { num?: boolean; spare?: boolean }) =>
  [column.num && 'num', column.spare && css['spare']].filter(Boolean).join(' ') || undefined

function Head<Row, Page extends ListPage<Row>>({ model }: { model: ListModel<Row, Page> }) {
  const t = useWords('ui')
  const { columns, selection, ask, change, rowActions } = model
  const sortBy = (name: string) => {
    const down = ask.sort?.id === name && ask.sort.direction === 'asc'
    change({ sort: down ? `-${name}` : name })
  }
  return (
    <thead>
      <tr>
        {selection && (
          <th scope="col">
            <Checkbox
              aria-label={t('select_all')}
              checked={selection.allShown}
              indeterminate={selection.some && !selection.allShown}
              onChange={selection.toggleShown}
            />
          </th>
        )}
        {columns.map((column) => {
          const { sort } = column
          const mine = sort !== undefined && ask.sort?.id === sort
          const down = ask.sort?.direction === 'desc'
          const Arrow = down ? IconArrowDown : IconArrowUp
          return (
            <th
              key={column.id}
              scope="col"
              className={cellClass(column)}
              aria-sort={mine ? (down ? 'descending' : 'ascending') : undefined}
            >
              {sort ? (
                <button type="button" className={css['sort']} onClick={() => sortBy(sort)}>
                  {column.head}
                  {mine && <Arrow size={13} />}
                </button>
              ) : (
                column.head
              )}
            </th>
          )
        })}
        {rowActions && (
          <th scope="col">
            <span className="visually-hidden">{t('more')}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}

function Cells<Row, Page extends ListPage<Row>>({
  model,
  row,
}: {
  model: ListModel<Row, Page>
  row: Row
}) {
  const t = useWords('ui')
  const { columns, selection, rowActions, rowKey, rowName } = model
  const id = rowKey(row)
  return (
    <>
      {selection && (
        <td>
          <Checkbox
            aria-label={t('select_row', { name: rowName(row) })}
            checked={selection.has(id)}
            onChange={(event) => selection.toggle(id, isRange(event.nativeEvent))}
            onClick={(event) => event.stopPropagation()}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} className={cellClass(column)}>
          {column.cell(row)}
        </td>
      ))}
      {rowActions && (
        <td>
          <RowMenu name={rowName(row)} items={rowActions(row)} />
        </td>
      )}
    </>
  )
}

const isRange = (event: Event) => 'shiftKey' in event && event.shiftKey === true

function Foot<Row, Page extends ListPage<Row>>({ model }: { model: ListModel<Row, Page> }) {
  const { columns, selection, rowActions, first } = model
  if (!first || !columns.some((column) => column.foot)) return null
  return (
    <tfoot>
      <tr>
        {selection && <td />}
        {columns.map((column) => (
          <td key={column.id} className={cellClass(column)}>
            {column.foot?.(first)}
          </td>
        ))}
        {rowActions && <td />}
      </tr>
    </tfoot>
  )
}

const Widths = <Row, Page extends ListPage<Row>>({
  columns,
  ticks,
  acts,
}: {
  columns: readonly Column<Row, Page>[]
  ticks: boolean
  acts: boolean
}) => (
  <colgroup>
    {ticks && <col style={{ inlineSize: 56 }} />}
    {columns.map(({ id, width, spare }) => (
      <col
        key={id}
        className={spare ? css['spare'] : undefined}
        style={width ? { inlineSize: width } : undefined}
      />
    ))}
    {acts && <col style={{ inlineSize: 72 }} />}
  </colgroup>
)

/** The list where there is room: a real table, of which only the rows in sight are drawn. */
export function ListTable<Row, Page extends ListPage<Row>>({
  model,
  box,
}: {
  model: ListModel<Row, Page>
  box: RefObject<HTMLElement | null>
}) {
  const { rows, columns, selection, rowActions, rowKey, open, active } = model
  const { items, before, after, measure } = useVirtualRows(model, box, 44)
  const span = columns.length + (selection ? 1 : 0) + (rowActions ? 1 : 0)
  // Columns without a width share what is left; with nothing left a name would stand letter by letter.
  const tight = useMediaQuery('(max-width: 1340px)', false, { getInitialValueInEffect: false })
  const shown = columns.filter(({ spare }) => !(tight && spare))
  const sides = (selection ? 56 : 0) + (rowActions ? 72 : 0)
  const room = shown.reduce((sum, { width }) => sum + (width ?? 180), sides)
  return (
    <table
      className={css['table']}
      aria-rowcount={model.first ? model.total + 1 : -1}
      style={{ minInlineSize: room }}
    >
      <Widths columns={columns} ticks={selection !== null} acts={rowActions !== undefined} />
      <Head model={model} />
      <tbody>
        <Spacer size={before} span={span} />
        {items.map(({ index }) => {
          const row = rows[index]
          if (row === undefined) return null
          const id = rowKey(row)
          return (
            <tr
              key={id}
              ref={measure}
              data-index={index}
              aria-rowindex={index + 2}
              data-selected={selection?.has(id) || undefined}
              data-active={index === active || undefined}
              data-open={open ? '' : undefined}
              onClick={(event) => {
                if (!(event.target instanceof Element) || event.target.closest('a, button, input'))
                  return
                open?.(row)
              }}
            >
              <Cells model={model} row={row} />
            </tr>
          )
        })}
        <Spacer size={after} span={span} />
      </tbody>
      <Foot model={model} />
    </table>
  )
}

const Spacer = ({ size, span }: { size: number; span: number }) =>
  size > 0 && (
    <tr className={css['spacer']}>
      <td aria-hidden="true" colSpan={span} style={{ blockSize: size }} />
    </tr>
  )
