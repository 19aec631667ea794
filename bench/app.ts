import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { joinBenchHouse, type Place, type Reply } from './house.ts'

const Asked = z.union([
  z.object({ method: z.string(), address: z.string(), body: z.unknown().optional() }),
  z.literal('memory'),
])
const PlaceGiven = z.object({
  root: z.string(),
  host: z.string(),
  port: z.number(),
  companyId: z.string(),
  token: z.string(),
})

/** The product in a process of its own, which generated no data: its memory is the product's. */
export type App = Readonly<{
  call: (method: string, address: string, body?: unknown) => Promise<Pick<Reply, 'status' | 'body'>>
  memoryMb: () => Promise<number>
  close: () => Promise<void>
}>

async function asked<Answer>(child: ChildProcess, question: object | string): Promise<Answer> {
  const answered = once(child, 'message')
  child.send(question)
  const [answer] = (await answered) as [Answer]
  return answer
}

/** Starts it on the database of a bench house. */
export async function startApp(place: Place): Promise<App> {
  const child = fork(fileURLToPath(import.meta.url), ['serve', JSON.stringify(place)])
  await once(child, 'message')
  return {
    call: (method, address, body) => asked(child, { method, address, body }),
    memoryMb: async () => (await asked<number>(child, 'memory')) / 1e6,
    close: async () => {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

async function serve(place: Place): Promise<void> {
  const at = await joinBenchHouse(place)
  process.on('message', async (message) => {
    const question = Asked.parse(message)
    if (question === 'memory') process.send?.(process.memoryUsage().rss)
    else {
      const { status, body } = await at.call(question.method, question.address, question.body)
      process.send?.({ status, body })
    }
  })
  process.on('disconnect', async () => {
    await at.close()
    process.exit(0)
  })
  process.send?.('ready')
}

if (process.argv[2] === 'serve') await serve(PlaceGiven.parse(JSON.parse(process.argv[3] ?? '')))
