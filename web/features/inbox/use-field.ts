import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

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
  /** Puts a piece in place of the last `back` letters before the cursor. */
  const insert = (piece: string, back = 0) => {
    const at = field.current?.selectionStart ?? text.length
    change(text.slice(0, at - back) + piece + text.slice(at))
    moveTo(field, at - back + piece.length)
    setCursor(at - back + piece.length)
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
