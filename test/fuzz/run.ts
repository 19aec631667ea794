import fc from 'fast-check'
import { refusals } from '#core/refusal.ts'
import { requestsTo } from './generate.ts'
import { addressOf, type Input, type Operation } from './operations.ts'

export type Fault = Readonly<{
  operation: string
  what: string
  /** What the house logged, where it failed. */
  cause: string
  request: string
  body: string
  reply: string
}>

type Send = (method: string, address: string, body: unknown) => Promise<Response>

/** Longer than this for one request, and a few of them would stop the house. */
const patienceMs = 2000
/** They ask a server elsewhere, and wait for it as long as their own time-out says. */
const asksOutside: ReadonlySet<string> = new Set(['messaging.testAccount'])

/** Every error has one shape, and a code travels only as its own status. */
function wrongShape(status: number, type: string, text: string): string | undefined {
  if (status < 400) return undefined
  if (!type.startsWith('application/json')) return `an error of type ${type}`
  const body = JSON.parse(text) as { code?: string; facts?: unknown; traceId?: unknown }
  const expected = (refusals as Record<string, number>)[body.code ?? '']
  if (expected === undefined) return `the unknown code ${body.code}`
  if (expected !== status) return `${body.code} as ${status}`
  if (typeof body.traceId !== 'string' || typeof body.facts !== 'object') return 'no trace or facts'
  return undefined
}

async function faultOf(
  { send, causeOf }: Pick<Fuzzing, 'send' | 'causeOf'>,
  operation: Operation,
  input: Input,
): Promise<Fault | undefined> {
  const address = addressOf(operation, input)
  const began = performance.now()
  const reply = await send(operation.method, address, input.body)
  const text = await reply.text()
  const took = performance.now() - began
  const what =
    reply.status >= 500
      ? `${reply.status}`
      : took > patienceMs && !asksOutside.has(operation.name)
        ? `took ${Math.round(took)} ms`
        : wrongShape(reply.status, reply.headers.get('content-type') ?? '', text)
  if (what === undefined) return undefined
  return {
    operation: operation.name,
    what,
    cause: reply.status >= 500 ? causeOf() : '',
    request: `${operation.method} ${address.slice(0, 300)}`,
    body: (JSON.stringify(input.body) ?? '').slice(0, 600),
    reply: text.slice(0, 200),
  }
}

export type Fuzzing = Readonly<{
  operations: readonly Operation[]
  known: readonly string[]
  cases: number
  seed: number
  send: Send
  /** The last failure that the house logged, in a line. */
  causeOf: () => string
}>

/**
 * Sends every operation its share of requests, from one seed.
 * @returns the first fault of each kind and operation, and how many replies had which status
 */
export async function fuzz({ operations, known, cases, seed, send, causeOf }: Fuzzing) {
  const faults = new Map<string, Fault>()
  const statuses: Record<string, number> = {}
  let sent = 0
  const counted: Send = async (...request) => {
    const reply = await send(...request)
    const kind = `${Math.floor(reply.status / 100)}xx`
    statuses[kind] = (statuses[kind] ?? 0) + 1
    return reply
  }
  for (const operation of operations) {
    const inputs = fc.sample(requestsTo(operation, known), { numRuns: cases, seed })
    for (const input of inputs) {
      const fault = await faultOf({ send: counted, causeOf }, operation, input)
      sent += 1
      if (fault) {
        const kind = `${fault.operation} ${fault.what.replace(/\d{4,}/, 'n')} ${fault.cause.replace(/"(?:[^"]|"(?!$))*"/g, '')}`
        if (!faults.has(kind)) faults.set(kind, fault)
      }
    }
  }
  return { sent, statuses, faults: [...faults.values()] }
}
