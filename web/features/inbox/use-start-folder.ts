import { useEffect, useRef } from 'react'
import { useMay } from '#web/me.tsx'
import { useSearchText } from '#web/place.ts'
import { useCounts } from './use-counts.ts'

/** Who comes without a folder and has nothing of their own begins where something waits. */
export function useStartFolder(openId: string | null): void {
  const [search, change] = useSearchText()
  const reads = useMay()('inbox.read')
  const counts = useCounts()
  const done = useRef(false)
  const plain = openId === null && Object.values(search).every((value) => !value)
  useEffect(() => {
    if (done.current || !counts) return
    done.current = true
    if (!plain || counts.mine > 0) return
    if (reads !== 'own' && counts.unassigned > 0) change({ folder: 'unassigned' })
    else if (counts.waiting > 0) change({ folder: 'waiting' })
  }, [change, counts, plain, reads])
}
