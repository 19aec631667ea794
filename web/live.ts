import type { QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { z } from 'zod'
import { features } from './features/index.ts'

/** What the server tells: ids only; browsers ask again for what they show. */
const Told = z.object({ name: z.string(), about: z.object({ kind: z.string(), id: z.string() }) })
type Told = z.infer<typeof Told>

const channelName = 'wasl.live'

function refresh(queries: QueryClient, { about }: Told) {
  for (const { liveInterests = [] } of features)
    for (const { kind, keys } of liveInterests)
      if (kind === about.kind)
        for (const queryKey of keys(about.id)) void queries.invalidateQueries({ queryKey })
}

/** Opens the stream in the one tab that holds the lock, and passes what it hears to the others. */
function listen(hear: (told: Told) => void): () => void {
  const channel = new BroadcastChannel(channelName)
  const stop = new AbortController()
  const onTold = (raw: unknown) => {
    const told = Told.safeParse(raw)
    if (told.success) hear(told.data)
  }
  channel.onmessage = ({ data }) => onTold(data)
  const lead = () =>
    new Promise<void>((resolve) => {
      const stream = new EventSource('/api/v1/stream')
      stream.onmessage = ({ data }) => {
        const told: unknown = JSON.parse(data)
        onTold(told)
        channel.postMessage(told)
      }
      stop.signal.addEventListener('abort', () => {
        stream.close()
        resolve()
      })
    })
  // An aborted wait for the lock rejects; the tab is then leaving and nothing is lost.
  navigator.locks.request(channelName, { signal: stop.signal }, lead).catch(() => {})
  return () => {
    stop.abort()
    channel.close()
  }
}

/** Keeps what is shown fresh: one stream a browser, every tab refetches what changed. */
export function useLive() {
  const queries = useQueryClient()
  useEffect(() => listen((told) => refresh(queries, told)), [queries])
}
