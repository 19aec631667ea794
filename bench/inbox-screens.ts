import { Realtime } from '#platform/realtime.ts'
import { composeHttp } from '#server/main.ts'
import type { BenchHouse } from './house.ts'

export type Screens = Readonly<{
  /** Tells of one thing, and how long each screen waited for it. */
  tell: (id: string) => Promise<number[]>
  close: () => Promise<void>
}>

/** So many open screens of one person, in this process, each reading its stream. */
export async function openScreens(at: BenchHouse, many: number): Promise<Screens> {
  const realtime = new Realtime(at.app, at.house.log)
  await realtime.open()
  const http = composeHttp(at.house, realtime, { limitFactor: 1e6 })
  const ending = new AbortController()
  const heard = new Map<string, (at: number) => void>()
  const read = async (body: ReadableStream<Uint8Array>, ready: () => void): Promise<void> => {
    for await (const part of body.pipeThrough(new TextDecoderStream())) {
      ready()
      const now = performance.now()
      for (const [, id = ''] of part.matchAll(/"id":"([0-9a-f-]{36})"/g)) heard.get(id)?.(now)
    }
  }
  const open = async () => {
    const reply = await http.request('http://wasl.test/api/v1/stream', {
      headers: { cookie: `wasl_sid=${at.place.token}` },
      signal: ending.signal,
    })
    const { body } = reply
    if (reply.status !== 200 || !body) throw new Error(`no stream: ${reply.status}`)
    await new Promise<void>((ready) => void read(body, ready).catch(() => undefined))
  }
  for (let n = 0; n < many; n++) await open()
  return {
    tell: async (id) => {
      const delays: number[] = []
      const began = performance.now()
      const all = new Promise<void>((done) => {
        heard.set(id, (now) => {
          delays.push(now - began)
          if (delays.length === many) done()
        })
      })
      const notice = { c: at.companyId, s: 0, n: 'messaging.progress', k: 'thread', i: id, u: null }
      await at.app.query("select pg_notify('wasl', $1)", [JSON.stringify(notice)])
      await all
      heard.delete(id)
      return delays
    },
    close: async () => {
      ending.abort()
      await realtime.close()
    },
  }
}
