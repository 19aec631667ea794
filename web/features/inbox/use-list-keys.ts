import { useEffect, useRef } from 'react'
import { useKeys } from '#web/keys.ts'
import { useGo } from '#web/place.ts'
import type { Ticked } from './use-ticked.ts'

type Keys = Readonly<{
  rows: readonly { id: string }[]
  openId: string | null
  to: (id: string) => string
  ticked: Ticked
}>

/** J and K go to the next and the previous conversation, X ticks the open one, Escape lets go. */
export function useListKeys({ rows, openId, to, ticked }: Keys) {
  const go = useGo()
  const at = rows.findIndex(({ id }) => id === openId)
  const step = (by: number) => {
    const next = rows[at < 0 ? 0 : at + by]
    if (next) go(to(next.id), { replace: openId !== null })
  }
  const tick = (range: boolean) => {
    const id = openId ?? rows[0]?.id
    if (id !== undefined) ticked.toggle(id, range)
  }
  useKeys({
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    KeyX: () => tick(false),
    'Shift+KeyX': () => tick(true),
    Escape: () => ticked.clear(),
    Slash: () => document.querySelector<HTMLElement>('[data-inbox-search]')?.focus(),
  })
}

/** G begins a way to another page: the letter after it is not a key of this one. */
export function useAfterG(): () => boolean {
  const pressedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const pressed = ({ code }: KeyboardEvent) => {
      if (code === 'KeyG') pressedAt.current = performance.now()
    }
    window.addEventListener('keydown', pressed, true)
    return () => window.removeEventListener('keydown', pressed, true)
  }, [])
  return () => performance.now() - pressedAt.current < 1000
}
