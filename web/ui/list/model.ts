import {
  columnVisibilityFeature,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useKeys } from '#web/keys.ts'
import { useGo } from '#web/place.ts'
import type { MenuItem } from '../row-menu.tsx'
import { type Column, useColumnChoice } from './column.ts'
import type { FilterDef } from './filter.ts'
import { type Ask, type ListPage, type ListSource, useAsk, useRows } from './source.ts'

/** What was ticked: some rows by id, or everything that matches. */
export type Selection<Row> = Readonly<{
  ids: readonly string[]
  rows: readonly Row[]
  /** Every row that matches `ask`, also those not loaded. */
  all: boolean
  ask: Ask
  clear: () => void
}>

/** One verb of the bulk bar; at most four. */
export type BulkAction<Row> = Readonly<{
  id: string
  label: ReactNode
  icon?: ReactNode
  run: (selection: Selection<Row>) => void
}>

/** How a row looks where a table does not fit. */
export type PhoneRow = Readonly<{
  title: ReactNode
  figure?: ReactNode
  chip?: ReactNode
  sub?: ReactNode
}>

/** A list, described. */
export type ListProps<Row extends object, Page extends ListPage<Row>> = Readonly<{
  /** Names what is remembered of this list in the browser. */
  name: string
  /** What the list is of, for those who do not see it. */
  label: string
  columns: readonly Column<Row, Page>[]
  source: ListSource<Row, Page>
  rowKey: (row: Row) => string
  rowName: (row: Row) => string
  /** The row's record; a click and Enter go there. */
  rowTo?: (row: Row) => string
  phone: (row: Row) => PhoneRow
  rowActions?: (row: Row) => readonly MenuItem[]
  filters?: readonly FilterDef[]
  /** Gives the list a search field, whose words are `ask.q`. */
  searchLabel?: string
  /** `due` or `-due`: how it is sorted until the reader chooses. */
  firstSort?: string
  bulk?: readonly BulkAction<Row>[]
  /** The sum of what is ticked, beside its count. */
  bulkSummary?: (rows: readonly Row[]) => ReactNode
  /** The address of the same rows as a file. */
  exportTo?: (ask: Ask) => string
  /** Shown when there is nothing at all yet. */
  empty: ReactNode
  /** The totals bar of a phone. */
  phoneFoot?: (first: Page) => ReactNode
}>

/** What is ticked, and how to change it. */
export type Ticks<Row> = Readonly<{
  has: (id: string) => boolean
  some: boolean
  allShown: boolean
  all: boolean
  takeAll: () => void
  toggleShown: () => void
  toggle: (id: string, range?: boolean) => void
  taken: () => Selection<Row>
  clear: () => void
}>

/** Everything a list knows, as its parts take it. */
export type ListModel<Row, Page extends ListPage<Row>> = Readonly<{
  ask: Ask
  change: (patch: Record<string, string | null>) => void
  narrowed: boolean
  query: Pick<
    ReturnType<typeof useRows<Row, Page>>['query'],
    'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage' | 'isPending' | 'error' | 'refetch'
  >
  rows: readonly Row[]
  first: Page | undefined
  total: number
  columns: readonly Column<Row, Page>[]
  visibility: Readonly<Record<string, boolean>>
  toggleColumn: (id: string, shown: boolean) => void
  selection: Ticks<Row> | null
  open: ((row: Row) => void) | undefined
  active: number | null
  rowKey: (row: Row) => string
  rowName: (row: Row) => string
  rowActions: ((row: Row) => readonly MenuItem[]) | undefined
}>

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })
const none: readonly never[] = []

/** Everything a list knows: rows, columns in sight, what is ticked, where the keyboard stands. */
export function useList<Row extends object, Page extends ListPage<Row>>(
  props: ListProps<Row, Page>,
): ListModel<Row, Page> {
  const { columns, rowKey, rowTo } = props
  const go = useGo()
  const filters = props.filters ?? none
  const filterIds = useMemo(() => filters.map(({ id }) => id), [filters])
  const { ask, change, narrowed } = useAsk(filterIds, props.firstSort)
  const { query, rows, first } = useRows<Row, Page>(props.source, ask)
  const { visibility, toggle: toggleColumn } = useColumnChoice(props.name, columns)
  const [ticked, setTicked] = useState<RowSelectionState>({})
  const [all, setAll] = useState(false)
  const defs = useMemo(() => columns.map(({ id }) => ({ id })), [columns])
  const table = useTable({
    features,
    columns: defs,
    data: rows,
    getRowId: rowKey,
    state: { columnVisibility: visibility, rowSelection: ticked },
    onRowSelectionChange: setTicked,
  })
  const shownIds = new Set(table.getVisibleLeafColumns().map(({ id }) => id))
  const clear = () => {
    setTicked({})
    setAll(false)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is ticked belongs to the rows that were asked for.
  useEffect(clear, [ask])
  const selection = props.bulk
    ? selectionOf(rows, rowKey, ticked, setTicked, { all, setAll, clear, ask })
    : null
  const open = rowTo && ((row: Row) => go(rowTo(row)))
  const active = useRowKeys(rows, rowKey, open, selection)
  const { rowName, rowActions } = props
  return {
    ask,
    change,
    narrowed,
    query,
    rows,
    first,
    total: first?.total ?? 0,
    columns: columns.filter(({ id }) => shownIds.has(id)),
    visibility,
    toggleColumn,
    selection,
    open,
    active,
    rowKey,
    rowName,
    rowActions,
  }
}

type Whole = { all: boolean; setAll: (all: boolean) => void; clear: () => void; ask: Ask }

function selectionOf<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  ticked: RowSelectionState,
  setTicked: (next: RowSelectionState) => void,
  { all, setAll, clear, ask }: Whole,
): Ticks<Row> {
  const ids = Object.keys(ticked)
  const set = (wanted: readonly string[]) => {
    setAll(false)
    setTicked(Object.fromEntries(wanted.map((id) => [id, true])))
  }
  const keys = rows.map(rowKey)
  const allShown = rows.length > 0 && ids.length === rows.length
  return {
    has: (id: string) => all || ticked[id] === true,
    some: ids.length > 0,
    allShown: all || allShown,
    all,
    takeAll: () => setAll(true),
    toggleShown: () => (allShown || all ? clear() : set(keys)),
    toggle: (id: string, range = false) => {
      const last = ids.at(-1)
      if (range && last !== undefined) {
        const [from = 0, to = 0] = [keys.indexOf(last), keys.indexOf(id)].toSorted((a, b) => a - b)
        set([...new Set([...ids, ...keys.slice(from, to + 1)])])
        return
      }
      set(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])
    },
    taken: (): Selection<Row> => ({
      ids,
      rows: rows.filter((row) => ticked[rowKey(row)]),
      all,
      ask,
      clear,
    }),
    clear,
  }
}

/** J K X Enter Esc over the rows; answers which row the keyboard stands on. */
function useRowKeys<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  open: ((row: Row) => void) | undefined,
  selection: Ticks<Row> | null,
): number | null {
  const [active, setActive] = useState<number | null>(null)
  const count = useRef(0)
  count.current = rows.length
  const move = (by: number) =>
    setActive((old) => Math.min(Math.max((old ?? (by > 0 ? -1 : 1)) + by, 0), count.current - 1))
  const row = active === null ? undefined : rows[active]
  const tick = (range: boolean) => {
    if (row !== undefined) selection?.toggle(rowKey(row), range)
  }
  useKeys({
    KeyJ: () => move(1),
    KeyK: () => move(-1),
    ...(selection && {
      KeyX: () => tick(false),
      'Shift+KeyX': () => tick(true),
    }),
    ...(row !== undefined && open && { Enter: () => open(row) }),
    Escape: () => {
      setActive(null)
      selection?.clear()
    },
  })
  return active
}
