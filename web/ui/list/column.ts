import type { ReactNode } from 'react'
import { useCallback, useState } from 'react'
import { z } from 'zod'
import type { ListPage } from './source.ts'

/** One column of a list. */
export type Column<Row, Page extends ListPage<Row> = ListPage<Row>> = Readonly<{
  id: string
  head: ReactNode
  cell: (row: Row) => ReactNode
  /** Figures line up on their last digit. */
  num?: boolean
  /** The server sorts by this name. */
  sort?: string
  /** Over all rows that match, from what the first page brings along. */
  foot?: (first: Page) => ReactNode
  /** Pixels; without it the column takes what is left. */
  width?: number
  /** Leaves first when the window is not wide. */
  spare?: boolean
  /** Shown only when the reader chooses it. */
  hidden?: boolean
  /** Cannot be taken away: the identity. */
  fixed?: boolean
}>

const Choice = z.record(z.string(), z.boolean())

/** Which columns the reader wants of a list, remembered in this browser. */
export function useColumnChoice(
  name: string,
  columns: readonly { id: string; hidden?: boolean }[],
) {
  const shelf = `wasl.columns.${name}`
  const [chosen, setChosen] = useState(() => {
    try {
      return Choice.parse(JSON.parse(localStorage.getItem(shelf) ?? '{}'))
    } catch {
      return {}
    }
  })
  const visibility = Object.fromEntries(
    columns.map(({ id, hidden }) => [id, chosen[id] ?? hidden !== true]),
  )
  const toggle = useCallback(
    (id: string, shown: boolean) =>
      setChosen((old) => {
        const next = { ...old, [id]: shown }
        localStorage.setItem(shelf, JSON.stringify(next))
        return next
      }),
    [shelf],
  )
  return { visibility, toggle }
}
