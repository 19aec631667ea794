import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { type DeskLock, givesSign, lockBeatMs } from '#core/collections/desk/lock.ts'
import { api, client } from '#web/client.ts'
import { useTold } from '#web/told.ts'

/** What tells that somebody is at the page. */
const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/**
 * Takes a customer in hand while the page shows them, gives signs of life, and lets go on leaving.
 * A colleague's stays theirs until they let go, or a lead takes it over.
 */
export function useLock(customerId: string) {
  const queries = useQueryClient()
  const [lock, setLock] = useState<DeskLock | null>(null)
  const take = useCallback(
    async (takeOver: boolean) => {
      try {
        setLock((await client.collections.takeDesk({ customerId, takeOver })).lock)
        void queries.invalidateQueries({ queryKey: api.collections.desk.key() })
      } catch {
        // The next sign comes soon; an outcome is refused by the server in any case.
      }
    },
    [customerId, queries],
  )
  useEffect(() => {
    let touchedAt = Date.now()
    const gives = () =>
      givesSign({
        visible: document.visibilityState === 'visible',
        idleMs: Date.now() - touchedAt,
      })
    const beat = () => {
      if (gives()) void take(false)
    }
    // Whoever comes back takes the customer again at once, if nobody else has them meanwhile.
    const touch = () => {
      const rested = !gives()
      touchedAt = Date.now()
      if (rested) beat()
    }
    void take(false)
    const timer = setInterval(beat, lockBeatMs)
    document.addEventListener('visibilitychange', touch)
    for (const name of touches) window.addEventListener(name, touch, { passive: true })
    return () => {
      clearInterval(timer)
      for (const name of touches) window.removeEventListener(name, touch)
      document.removeEventListener('visibilitychange', touch)
      client.collections.leaveDesk({ customerId }).catch(() => {})
    }
  }, [take, customerId])
  useTold(({ about }) => {
    // What others do about this customer; one's own sign changes nothing and is not told.
    if (about.kind === 'desk_lock' && about.id === customerId && !lock?.mine) void take(false)
    else if (about.kind === 'desk_lock' && about.id === customerId)
      void client.collections.deskLock({ id: customerId }).then(
        ({ lock: now }) => setLock(now),
        () => {},
      )
  })
  return { lock, takeOver: () => take(true) }
}
