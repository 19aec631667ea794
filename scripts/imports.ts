import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { sourceFiles } from './house-rules.ts'
import { run } from './run.ts'

const roots = ['core', 'server', 'web', 'test', 'e2e', 'bench', 'scripts'] as const

export type Violation = Readonly<{ rule: { name: string }; from: string; to: string }>
type Report = Readonly<{
  modules: readonly { source: string }[]
  summary: { violations: readonly Violation[] }
}>

/** Follows every import under the root; complains also of a reader that went blind. */
export async function importComplaints(
  root: string,
  config = '.dependency-cruiser.cjs',
): Promise<string[]> {
  const report = await cruise(root, config)
  if (typeof report === 'string') return [report]
  const read = new Set(report.modules.map((module) => module.source))
  const missed = sourceFiles(root, roots).filter((file) => !read.has(file))
  return [
    ...report.summary.violations.map(({ rule, from, to }) => `${from} → ${to}: ${rule.name}`),
    ...(missed.length > 0
      ? [`${missed.length} files were not read, such as ${missed[0]}: the rules saw nothing there`]
      : []),
    ...mapComplaints(root),
  ]
}

async function cruise(root: string, config: string): Promise<Report | string> {
  const there = roots.filter((folder) => fs.existsSync(path.join(root, folder)))
  const args = ['--config', config, '--output-type', 'json', ...there]
  const { output } = await run('depcruise', args, root)
  try {
    return JSON.parse(output)
  } catch {
    return `The imports could not be read: ${output.slice(0, 2000)}`
  }
}

/** The map of modules as the checkout has it: who may call whom. */
export function mapOf(root: string): Record<string, string[]> {
  return createRequire(path.join(root, 'package.json'))('./architecture/modules.cjs')
}

function mapComplaints(root: string): string[] {
  const map = mapOf(root)
  const complaints: string[] = []
  const settled = new Set<string>()
  const visit = (name: string, above: readonly string[]): void => {
    if (above.includes(name))
      complaints.push(`the map has a cycle: ${[...above, name].join(' → ')}`)
    if (above.includes(name) || settled.has(name)) return
    const uses = map[name]
    if (!uses) complaints.push(`the map names ${name}, which has no line of its own`)
    for (const used of uses ?? []) visit(used, [...above, name])
    settled.add(name)
  }
  for (const name of Object.keys(map)) visit(name, [])

  const modules = path.join(root, 'server/modules')
  const built = fs.existsSync(modules) ? fs.readdirSync(modules) : []
  for (const name of built) {
    if (!map[name]) complaints.push(`server/modules/${name} is not on architecture/modules.cjs`)
  }
  return complaints
}
