import { useEffect, useRef, useState } from 'react'

/** Which conversations of a list are ticked; a range begins where the last tick was made. */
export function useTicked(rows: readonly { id: string }[], of: string) {
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins with nothing ticked.
  useEffect(() => setHeld(new Set()), [of])
  const ids = rows.flatMap(({ id }) => (held.has(id) ? [id] : []))
  const toggle = (id: string, range = false) => {
    const from = rows.findIndex((row) => row.id === last.current)
    const until = rows.findIndex((row) => row.id === id)
    const next = new Set(held)
    if (range && from >= 0)
      for (const row of rows.slice(Math.min(from, until), Math.max(from, until) + 1))
        next.add(row.id)
    else if (!next.delete(id)) next.add(id)
    last.current = id
    setHeld(next)
  }
  return {
    ids,
    has: (id: string) => held.has(id),
    toggle,
    toggleAll: () => setHeld(new Set(ids.length === rows.length ? [] : rows.map(({ id }) => id))),
    clear: () => setHeld(new Set()),
  }
}
export type Ticked = ReturnType<typeof useTicked>
