import { expect, test, vi } from 'vitest'
import { operationsOf } from './fuzz/operations.ts'
import { fuzz } from './fuzz/run.ts'
import { openHouse } from './house.ts'
import { fill } from './matrix/fill.ts'
import { idsOf } from './matrix/inventory.ts'
import { sessionToken } from './matrix/staff.ts'

const house = openHouse()
// biome-ignore lint/style/noProcessEnv: how scripts/fuzz.ts asks for the long form.
const { FUZZ_CASES = '40', FUZZ_SEED = '20261122' } = process.env

test(
  'no request, however malformed, is answered by a failure of the house',
  async () => {
    const operations = await operationsOf(house)
    // With something of everything in the books, so that ids lead somewhere.
    await house.drain()
    await fill(house, operations, house.company, 'OURS')
    const known = [...(await idsOf(house, house.company.companyId)).values()].flat()
    const logged = vi.spyOn(house.house.log, 'error')
    const causeOf = () => {
      const [facts] = logged.mock.calls.at(-1) ?? []
      const { err } = facts as unknown as { err?: Error & { code?: string; constraint?: string } }
      return [err?.code, err?.constraint, err?.message.slice(0, 200)].filter(Boolean).join(' ')
    }
    let cookie = await sessionToken(house, house.company)
    const send = async (method: string, address: string, body: unknown) => {
      const reply = await house.http.request(`http://wasl.test/api/v1${address}`, {
        method,
        headers: {
          cookie: `wasl_sid=${cookie}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) ?? 'null' }),
      })
      // Some requests end their own session.
      if (reply.status === 401) cookie = await sessionToken(house, house.company)
      return reply
    }
    const cases = Number(FUZZ_CASES)
    const result = await fuzz({ operations, known, cases, seed: Number(FUZZ_SEED), send, causeOf })
    process.stdout.write(
      `fuzz: ${result.sent} requests to ${operations.length} operations, seed ${FUZZ_SEED}: ${JSON.stringify(result.statuses)}\n`,
    )
    expect(result.faults).toEqual([])
    expect(result.statuses['2xx']).toBeGreaterThan(operations.length)
  },
  Number(FUZZ_CASES) * 60_000,
)
