import { useEffect, useRef } from 'react'

/** One thing that changed: what happened, and to what. */
export type Notice = Readonly<{
  name: string
  about: Readonly<{ kind: string; id: string; customerId?: string | null | undefined }>
}>

const ears = new Set<(notice: Notice) => void>()

/** Passes on what the stream told to whoever on the page listens for it. */
export function tellEars(notice: Notice) {
  for (const hear of ears) hear(notice)
}

/**
 * Hears every notice of the stream while the component lives, for a screen that reads again only
 * what was named; a feature's `liveInterests` are enough for most.
 */
export function useTold(hear: (notice: Notice) => void) {
  const latest = useRef(hear)
  latest.current = hear
  useEffect(() => {
    const ear = (notice: Notice) => latest.current(notice)
    ears.add(ear)
    return () => {
      ears.delete(ear)
    }
  }, [])
}
