import { useEffect, useRef } from 'react'

const shelf = 'wasl.keys'

/** The key that goes with a letter for an act, by its name on this machine's keyboard. */
export const commandKey: string = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl'

/** Whether single-key shortcuts are on; a reader may turn them off. */
export const keysAreOn = (): boolean => localStorage.getItem(shelf) !== 'off'

/** Turns them on or off in this browser. */
export const setKeys = (on: boolean) => localStorage.setItem(shelf, on ? 'on' : 'off')

/** Whether what is pressed is being written into something. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
    ? !(target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type))
    : false
}

/** Enter on a link or a button is theirs. */
const isPressed = (target: EventTarget | null) =>
  target instanceof Element && target.closest('a, button') !== null

/** Whether a dialog or a menu stands over the page, and has the keys. */
export const isCovered = (): boolean =>
  document.querySelector('[role="dialog"], [role="menu"]') !== null

/**
 * Listens to single keys by `event.code`, because with an Arabic layout `event.key` is «ت».
 * Silent while something is typed, while a dialog is open, and when the reader turned keys off.
 */
export function useKeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>) {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return
      if (!keysAreOn() || isTyping(event.target) || isCovered()) return
      const name = event.shiftKey ? `Shift+${event.code}` : event.code
      const run = latest.current[name]
      if (!run || (event.code === 'Enter' && isPressed(event.target))) return
      event.preventDefault()
      run(event)
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [])
}
