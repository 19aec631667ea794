import { startHouse } from '#server/main.ts'

type Told = Readonly<{
  dataDirectory: string
  embedded: Readonly<{ host: string; port: number }>
  offsetMs: number
}>

/** One node of a house, as a process that can be killed: told over IPC where its database is. */
process.once('message', (told: Told) => {
  const { dataDirectory, embedded, offsetMs } = told
  startHouse({ dataDirectory, embedded, demo: false, progress: () => undefined }).then(
    ({ house, address }) => {
      house.clock.offsetMs = offsetMs
      process.send?.({ ready: address })
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
})
process.once('disconnect', () => process.exit(0))
