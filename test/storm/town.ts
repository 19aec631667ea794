import type { openTown } from '#test/crash/world.ts'

export type Town = Awaited<ReturnType<typeof openTown>>
