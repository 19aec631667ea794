import type { Context as HonoContext } from 'hono'
import { streamSSE } from 'hono/streaming'
import { type Permission, permissions } from '#core/permission.ts'
import type { HttpParts } from './http.ts'
import type { Notice } from './realtime.ts'
import type { Session } from './session.ts'

const known = new Set<string>(permissions)

/** An event of a capability is told to whoever may read that capability. */
function mayHear(session: Session, notice: Notice): boolean {
  if (notice.companyId !== session.companyId) return false
  const reads = `${notice.name.split('.')[0]}.read`
  return !known.has(reads) || session.grants.has(reads as Permission)
}

/** The live stream of one browser: names and ids of what happened, for it to fetch again. */
export function stream(c: HonoContext, session: Session, parts: HttpParts): Response {
  c.header('content-encoding', 'identity')
  return streamSSE(c, async (sse) => {
    const waiting: Notice[] = []
    let wake: () => void = () => {}
    const stop = parts.realtime.hear((notice) => {
      if (!mayHear(session, notice)) return
      if (waiting.length < 1000) waiting.push(notice)
      wake()
    })
    let open = true
    sse.onAbort(() => {
      open = false
      wake()
    })
    const credentials = { token: c.get('context').token }
    await sse.writeSSE({ event: 'hello', data: '{}' })
    while (open) {
      for (const notice of waiting.splice(0)) {
        const about = { kind: notice.kind, id: notice.id, customerId: notice.customerId }
        await sse.writeSSE({
          id: String(notice.seq),
          data: JSON.stringify({ name: notice.name, about }),
        })
      }
      const quiet = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(true), 25_000)
        wake = () => {
          clearTimeout(timer)
          resolve(false)
        }
        if (waiting.length > 0 || !open) wake()
      })
      if (!quiet) continue
      // A revoked session must not keep hearing: asked again at every heartbeat.
      const still = credentials.token
        ? await parts.authenticate(parts.house, credentials, {
            address: '',
            agent: '',
            trace: session.trace,
          })
        : undefined
      if (!still) break
      await sse.writeSSE({ event: 'beat', data: '{}' })
    }
    stop()
  })
}
