import { type RefObject, useEffect, useId, useState } from 'react'

type Picked<Row> = Readonly<{
  field: RefObject<HTMLTextAreaElement | null>
  rows: readonly Row[]
  take: (row: Row) => void
}>

/**
 * A list that belongs to a text field: while one writes there, arrows choose, Enter and Tab take,
 * Escape puts it away until the next one; the field says to screen readers which line is chosen.
 */
export function usePickKeys<Row>({ field, rows, take }: Picked<Row>) {
  const id = useId()
  const [at, setAt] = useState(0)
  const [away, setAway] = useState(false)
  const chosen = Math.min(at, rows.length - 1)
  useEffect(() => {
    const element = field.current
    if (!element || away) return
    const pressed = (event: KeyboardEvent) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      const row = rows[chosen]
      const takes =
        (event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey
      if (step && rows.length > 0) setAt((chosen + step + rows.length) % rows.length)
      else if (event.key === 'Escape') setAway(true)
      else if (takes && row !== undefined) take(row)
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    element.addEventListener('keydown', pressed, true)
    if (rows.length > 0) {
      element.setAttribute('aria-controls', id)
      element.setAttribute('aria-activedescendant', `${id}-${chosen}`)
    }
    return () => {
      element.removeEventListener('keydown', pressed, true)
      element.removeAttribute('aria-controls')
      element.removeAttribute('aria-activedescendant')
    }
  })
  const option = (index: number) => ({
    id: `${id}-${index}`,
    role: 'option',
    tabIndex: -1,
    'aria-selected': index === chosen,
    onMouseEnter: () => setAt(index),
    onMouseDown: (event: { preventDefault: () => void }) => {
      event.preventDefault()
      const row = rows[index]
      if (row !== undefined) take(row)
    },
  })
  return { id, away, option }
}
