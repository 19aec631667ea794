import { Checkbox } from '@mantine/core'
import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { useWords } from '#web/words.ts'
import { Go } from '../link.tsx'
import css from './list.module.css'
import type { ListModel, PhoneRow } from './model.ts'
import type { ListPage } from './source.ts'
import { useVirtualRows } from './virtual.ts'

const holdMs = 450
/** A finger that travels this far scrolls. */
const slackPx = 10

/** Calls back when a finger rests on something; the press that ends it does nothing more. */
function useHold(onHold: (id: string) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const from = useRef({ x: 0, y: 0 })
  const held = useRef(false)
  const stop = () => clearTimeout(timer.current)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (id: string) => ({
    onPointerDown: (event: PointerEvent) => {
      held.current = false
      if (event.pointerType === 'mouse') return
      from.current = { x: event.clientX, y: event.clientY }
      stop()
      timer.current = setTimeout(() => {
        held.current = true
        navigator.vibrate?.(10)
        onHold(id)
      }, holdMs)
    },
    onPointerMove: (event: PointerEvent) => {
      const { x, y } = from.current
      if (Math.hypot(event.clientX - x, event.clientY - y) > slackPx) stop()
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    // The system's own menu of a link would cover the row that was just ticked.
    onContextMenu: (event: MouseEvent) => event.preventDefault(),
    onClickCapture: (event: MouseEvent) => {
      if (!held.current) return
      held.current = false
      event.preventDefault()
      event.stopPropagation()
    },
  })
}

/**
 * The list on a phone: the name wraps, the figure beside it, pill and number below. A long press
 * begins a selection; while one stands, a press ticks instead of opening.
 */
export function PhoneList<Row, Page extends ListPage<Row>>({
  model,
  phone,
  rowTo,
  box,
}: {
  model: ListModel<Row, Page>
  phone: (row: Row) => PhoneRow
  rowTo: ((row: Row) => string) | undefined
  box: RefObject<HTMLElement | null>
}) {
  const t = useWords('ui')
  const { items, before, after, measure } = useVirtualRows(model, box, 92)
  const { selection, rowKey, rowName } = model
  const hold = useHold((id) => selection?.toggle(id))
  const ticking = selection?.some ?? false
  return (
    <ul
      className={css['phoneList']}
      style={{ paddingBlock: `${before}px ${after}px` }}
      data-ticking={ticking || undefined}
    >
      {items.map(({ index }) => {
        const row = model.rows[index]
        if (row === undefined) return null
        const id = rowKey(row)
        const body = <PhoneBody {...phone(row)} />
        return (
          <li
            key={id}
            ref={measure}
            data-index={index}
            data-selected={selection?.has(id) || undefined}
            {...(selection && hold(id))}
          >
            {selection && ticking ? (
              // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox draws the control inside.
              <label className={css['phoneTick']}>
                <Checkbox
                  aria-label={t('select_row', { name: rowName(row) })}
                  checked={selection.has(id)}
                  onChange={() => selection.toggle(id)}
                />
                <span className={css['phoneRow']}>{body}</span>
              </label>
            ) : rowTo ? (
              <Go to={rowTo(row)} className={css['phoneRow']} draggable={false}>
                {body}
              </Go>
            ) : (
              <div className={css['phoneRow']}>{body}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

const PhoneBody = ({ title, figure, chip, sub }: PhoneRow) => (
  <>
    <span className={css['phoneTitle']}>{title}</span>
    <span className={css['phoneFigure']}>{figure}</span>
    <span className={css['phoneLine']}>
      <span>{chip}</span>
      <span className={css['phoneSub']}>{sub}</span>
    </span>
  </>
)
