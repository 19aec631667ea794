import type { RefusalCode } from '#core/refusal.ts'
import { addressOf, type Input, type Operation } from '#test/fuzz/operations.ts'
import { newId, type TestHouse } from '#test/house.ts'
import { inputFor, type Known, type Slot, withId } from './build.ts'

/** Who asks: with a cookie, with a key, or with nothing. */
export type Caller = Readonly<{ name: string; headers: Readonly<Record<string, string>> }>

export type Answer = Readonly<{
  status: number
  code: RefusalCode | undefined
  permission: string | undefined
  text: string
}>

export async function ask(
  house: TestHouse,
  caller: Caller,
  operation: Operation,
  input: Input,
): Promise<Answer> {
  const reply = await house.http.request(`http://wasl.test/api/v1${addressOf(operation, input)}`, {
    method: operation.method,
    headers: {
      ...caller.headers,
      ...(input.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
  })
  const headers = [...reply.headers].map((pair) => pair.join(': ')).join('\n')
  const body = await reply.text()
  const json = reply.headers.get('content-type')?.startsWith('application/json')
  const said = json && reply.status >= 400 ? (JSON.parse(body) as Record<string, unknown>) : {}
  const facts = (said['facts'] ?? {}) as Record<string, unknown>
  return {
    status: reply.status,
    code: said['code'] as RefusalCode | undefined,
    permission: facts['permission'] as string | undefined,
    text: `${headers}\n${body}`,
  }
}

export type Leak = Readonly<{
  cell: string
  what: string
  detail: string
}>

type Cell = Readonly<{
  operation: Operation
  slot: Slot
  caller: Caller
  known: Known
  /** Ids of the other company that would fit here. */
  foreign: readonly string[]
}>

const shortOf = (answer: Answer) => `${answer.status} ${answer.code ?? ''}`.trim()

/**
 * Asks with an id that nobody has, then with each of the other company's own: both must be
 * answered alike, and nothing of the other company may be in any answer.
 */
export async function cellLeaks(
  house: TestHouse,
  { operation, slot, caller, known, foreign }: Cell,
  canary: string,
): Promise<{ asked: number; accepted: boolean; leaks: Leak[] }> {
  const place = `${slot.in}.${slot.steps.join('.')}`
  const cell = `${operation.name} ${place} as ${caller.name}`
  const askWith = (id: string) =>
    ask(house, caller, operation, withId(operation, known, inputFor(operation, known), slot, id))
  const leaks: Leak[] = []
  const nobody = await askWith(newId())
  const also = async (answer: Answer): Promise<boolean> => {
    for (let tries = 0; tries < 12; tries++)
      if (shortOf(await askWith(newId())) === shortOf(answer)) return true
    return false
  }
  let accepted = nobody.status < 400
  // Who may not even ask is turned away before any look-up: one id shows it as well as many.
  const ids = [401, 403].includes(nobody.status) ? foreign.slice(0, 1) : foreign
  for (const id of ids) {
    const answer = await askWith(id)
    accepted ||= answer.status < 400
    if (answer.text.includes(canary))
      leaks.push({ cell, what: 'a canary in the reply', detail: answer.text.slice(-300) })
    if (answer.status >= 500)
      leaks.push({ cell, what: `${answer.status}`, detail: answer.text.slice(-300) })
    // The rest of the body is made anew each time: an answer that nobody's id gets as well tells
    // nothing, and an id that this company used before is refused as its own.
    if (
      shortOf(answer) !== shortOf(nobody) &&
      answer.code !== 'request.id_reused' &&
      !(await also(answer))
    )
      leaks.push({
        cell,
        what: 'tells a foreign id from none',
        detail: `${shortOf(answer)} instead of ${shortOf(nobody)}`,
      })
  }
  return { asked: ids.length + 1, accepted, leaks }
}
