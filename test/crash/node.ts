import { moyasar } from '#integrations/moyasar/moyasar.ts'
import { gateways } from '#modules/payments/index.ts'
import { nowOf } from '#platform/time.ts'
import { startHouse } from '#server/main.ts'

type Told = Readonly<{
  dataDirectory: string
  embedded: Readonly<{ host: string; port: number }>
  offsetMs: number
  /** Where a gateway of payments is played, by a process that nobody kills. */
  gateway: string | null
}>

/** One node of a house, as a process that can be killed: told over IPC where its database is. */
process.once('message', (told: Told) => {
  const { dataDirectory, embedded, offsetMs, gateway } = told
  const options = { dataDirectory, embedded, clock: { offsetMs }, demo: false }
  startHouse({ ...options, progress: () => undefined }).then(
    ({ house, address }) => {
      if (gateway !== null)
        house.plugs.plug(gateways, {
          of: () => moyasar({ fetch, now: () => nowOf(house.clock) }),
          addressOf: () => gateway,
        })
      process.send?.({ ready: address })
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
})
process.once('disconnect', () => process.exit(0))
