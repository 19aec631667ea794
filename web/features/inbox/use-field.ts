import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** How many letters a word with its sign takes: «/tha» takes four. */
export const lengthOf = (typed: string | undefined): number =>
  typed === undefined ? 0 : typed.length + 1

/** A text field that grows with its text, and what stands in it before the cursor. */
export function useField(text: string, change: (text: string) => void) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [cursor, setCursor] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every change of the text.
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.blockSize = 'auto'
    element.style.blockSize = `${Math.min(element.scrollHeight, 260)}px`
  }, [text])
  /** Puts a piece at the cursor, in place of as many letters before it, as the field is now. */
  const insert = (piece: string, back: (before: string) => number = () => 0) => {
    const now = field.current?.value ?? text
    const at = field.current?.selectionStart ?? now.length
    const from = at - back(now.slice(0, at))
    change(now.slice(0, from) + piece + now.slice(at))
    moveTo(field, from + piece.length)
    setCursor(from + piece.length)
  }
  const note = () => setCursor(field.current?.selectionStart ?? 0)
  return { field, insert, before: text.slice(0, cursor), onSelect: note }
}

function moveTo(field: RefObject<HTMLTextAreaElement | null>, at: number) {
  requestAnimationFrame(() => {
    field.current?.focus()
    field.current?.setSelectionRange(at, at)
  })
}
