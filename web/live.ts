import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { z } from 'zod'
import { features } from './features/index.ts'
import { tellEars } from './told.ts'

/** What the server tells: ids only; browsers ask again for what they show. */
const Told = z.union([
  z.object({
    name: z.string(),
    about: z.object({ kind: z.string(), id: z.string(), customerId: z.string().nullish() }),
  }),
  /** Something may have been missed: whatever is shown may be old. */
  z.object({ missed: z.literal(true) }),
])
type Told = z.infer<typeof Told>

const channelName = 'wasl.live'
const missed: Told = { missed: true }

/** A moment in which what is told is gathered: fifty payments at once are one question, not fifty. */
const gatherMs = 150

/** What changes with everything (a count, who is busy) is asked for at most so often. */
const calmMs = 2500

/** Keys that are stale, asked for together when the moment is over; the moment of each differs. */
function gathered(queries: QueryClient, waitMs: () => number) {
  const stale = new Map<string, QueryKey>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = () => {
    timer = undefined
    for (const queryKey of stale.values()) void queries.invalidateQueries({ queryKey })
    stale.clear()
  }
  return {
    add: (key: QueryKey) => {
      stale.set(JSON.stringify(key), key)
      timer ??= setTimeout(ask, waitMs())
    },
    stop: () => clearTimeout(timer),
  }
}

/** Makes stale answers be asked for again, a moment later and each of them once. */
function refresher(queries: QueryClient) {
  const soon = gathered(queries, () => gatherMs)
  const calmly = gathered(queries, () => calmMs * (1 + Math.random()))
  let everything: ReturnType<typeof setTimeout> | undefined
  const askAll = () => {
    everything = undefined
    void queries.invalidateQueries()
  }
  return {
    hear: (told: Told) => {
      if ('missed' in told) {
        everything ??= setTimeout(askAll, gatherMs)
        return
      }
      tellEars(told)
      for (const { liveInterests = [] } of features)
        for (const { kind, keys, calm } of liveInterests)
          if (kind === told.about.kind)
            for (const key of keys(told.about.id)) (calm ? calmly : soon).add(key)
    },
    stop: () => {
      soon.stop()
      calmly.stop()
      clearTimeout(everything)
    },
  }
}

/**
 * The stream of the tab that leads. The browser itself reconnects a lost connection, but gives up
 * for good on an answer that is no stream (a proxy whose server restarts, a session that ended):
 * then everything is asked again, which finds out, and the stream is tried again.
 */
function openStream(tell: (told: Told) => void, late: boolean): () => void {
  let stream: EventSource
  let timer: ReturnType<typeof setTimeout> | undefined
  let greeted = !late
  const open = () => {
    stream = new EventSource('/api/v1/stream')
    stream.addEventListener('hello', () => {
      if (!greeted) tell(missed)
      // From now on each hello follows a gap.
      greeted = false
    })
    stream.onmessage = ({ data }: MessageEvent<string>) => {
      const told = Told.safeParse(JSON.parse(data))
      if (told.success) tell(told.data)
    }
    stream.onerror = () => {
      if (stream.readyState !== EventSource.CLOSED) return
      tell(missed)
      timer = setTimeout(open, 4000 + Math.random() * 4000)
    }
  }
  open()
  return () => {
    clearTimeout(timer)
    stream.close()
  }
}

/** Opens the stream in the one tab that holds the lock, and passes what it hears to the others. */
function listen(hear: (told: Told) => void): () => void {
  const channel = new BroadcastChannel(channelName)
  const stop = new AbortController()
  channel.onmessage = ({ data }) => {
    const told = Told.safeParse(data)
    if (told.success) hear(told.data)
  }
  const tell = (told: Told) => {
    hear(told)
    channel.postMessage(told)
  }
  const began = performance.now()
  const lead = () =>
    new Promise<void>((resolve) => {
      if (stop.signal.aborted) return resolve()
      // Whoever waited for the lead takes it over from a tab that closed: there was a gap.
      const close = openStream(tell, performance.now() - began > 2000)
      stop.signal.addEventListener('abort', () => {
        close()
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
  useEffect(() => {
    const { hear, stop } = refresher(queries)
    const deaf = listen(hear)
    return () => {
      deaf()
      stop()
    }
  }, [queries])
}
