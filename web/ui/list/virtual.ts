import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useState } from 'react'
import type { ListModel } from './model.ts'
import type { ListPage } from './source.ts'

/** Which rows are in sight, what room the others take, and the next page when the end comes near. */
export function useVirtualRows<Row, Page extends ListPage<Row>>(
  model: Pick<ListModel<Row, Page>, 'rows' | 'rowKey' | 'query' | 'active'>,
  box: RefObject<HTMLElement | null>,
  rowSize: number,
) {
  const { rows, rowKey, query, active } = model
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowSize,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : rowKey(row)
    },
    overscan: 12,
  })
  // The box is around the rows, so its element is known only once they were drawn for the first time.
  const [, setBoxed] = useState(false)
  useEffect(() => setBoxed(true), [])
  const items = virtual.getVirtualItems()
  const last = items.at(-1)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const near = last !== undefined && last.index >= rows.length - 30
  useEffect(() => {
    if (near && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [near, hasNextPage, isFetchingNextPage, fetchNextPage])
  useEffect(() => {
    if (active !== null) virtual.scrollToIndex(active, { align: 'auto' })
  }, [active, virtual])
  return {
    items,
    measure: virtual.measureElement,
    before: items[0]?.start ?? 0,
    after: virtual.getTotalSize() - (last?.end ?? 0),
  }
}
