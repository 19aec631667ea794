import path from 'node:path'
import { canaries } from './canaries.ts'
import { houseRules } from './house-rules.ts'
import { importComplaints } from './imports.ts'
import { run } from './run.ts'

type Check = Readonly<{ name: string; complaints: () => Promise<string[]> }>

const root = path.join(import.meta.dirname, '..')

const program = (name: string, command: string, ...args: string[]): Check => ({
  name,
  complaints: async () => {
    const { code, output } = await run(command, args)
    return code === 0 ? [] : [output.trim() || `${command} ended with ${code}`]
  },
})

// The long ones first, so that the two cores stay busy to the end.
const checks: readonly Check[] = [
  program('types of web/', 'tsc', '--project', 'tsconfig.web.json'),
  program('types of server/', 'tsc', '--project', 'tsconfig.server.json'),
  { name: 'canaries: every rule turns red', complaints: canaries },
  program('unused files and exports', 'knip', '--no-progress'),
  program('format and lint', 'biome', 'ci', '--colors=off'),
  { name: 'who imports whom', complaints: () => importComplaints(root) },
  program('types of core/', 'tsc', '--project', 'tsconfig.core.json'),
  { name: 'house rules on text', complaints: async () => houseRules(root) },
]

/** Runs every check that needs no test, two at a time; one line each, then what was found. */
async function check(): Promise<boolean> {
  const waiting = [...checks]
  let sound = true
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const began = performance.now()
      const complaints = await next.complaints().catch((error: unknown) => [String(error)])
      const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(5)
      console.log(`${complaints.length === 0 ? '✓' : '✗'} ${seconds} s  ${next.name}`)
      for (const complaint of complaints) console.log(complaint.replace(/^/gm, '    '))
      if (complaints.length > 0) sound = false
    }
  }
  await Promise.all([work(), work()])
  return sound
}

process.exitCode = (await check()) ? 0 : 1
