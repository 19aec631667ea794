import { useEffect } from 'react'
import { z } from 'zod'
import { useGo } from '#web/place.ts'

const Opening = z.object({ kind: z.literal('wasl.open'), to: z.string().startsWith('/') })

/** Goes where a notification of the device was pressed for, in the page that is open already. */
export function usePushOpenings() {
  const go = useGo()
  useEffect(() => {
    const worker = 'serviceWorker' in navigator ? navigator.serviceWorker : undefined
    const hear = ({ data }: MessageEvent<unknown>) => {
      const opening = Opening.safeParse(data)
      if (opening.success) go(opening.data.to)
    }
    worker?.addEventListener('message', hear)
    return () => worker?.removeEventListener('message', hear)
  }, [go])
}
