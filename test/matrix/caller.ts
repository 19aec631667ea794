import type { Operation } from '#test/fuzz/operations.ts'
import type { TestHouse } from '#test/house.ts'

export type Step = Readonly<{ name: string; status: number; text: string }>

export type Call = (
  name: string,
  input: Readonly<Record<string, unknown>>,
) => Promise<Record<string, unknown>>

/** Calls operations by their name in the contract; what does not answer with success is noted. */
export function caller(
  house: TestHouse,
  operations: readonly Operation[],
  cookie: string,
  failed: Step[],
): Call {
  return async (name, input) => {
    const operation = operations.find((each) => each.name === name)
    // That every route of the contract is served is a test of its own.
    if (!operation) return {}
    const left = { ...input }
    const path = operation.path.replace(/\{(\w+)\}/g, (_, key: string) => {
      const value = String(left[key])
      delete left[key]
      return value
    })
    const hasBody = operation.body !== undefined
    const reply = await house.http.request(`http://wasl.test/api/v1${path}`, {
      method: operation.method,
      headers: {
        cookie: `wasl_sid=${cookie}`,
        ...(hasBody && { 'content-type': 'application/json' }),
      },
      ...(hasBody && { body: JSON.stringify(left) }),
    })
    const text = await reply.text()
    if (reply.status >= 300) failed.push({ name, status: reply.status, text: text.slice(0, 400) })
    try {
      return JSON.parse(text) as Record<string, unknown>
    } catch {
      return {}
    }
  }
}
