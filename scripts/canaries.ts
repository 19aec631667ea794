import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import {
  type Canary,
  importCanaries,
  lawful,
  lintCanaries,
  textCanaries,
  typeCanaries,
  unusedCanaries,
  uses,
} from './canary-cases.ts'
import { houseRules, lineRules } from './house-rules.ts'
import { importComplaints, mapOf } from './imports.ts'
import { run } from './run.ts'

const root = path.join(import.meta.dirname, '..')

/** For each line of the map, a call to a module that the line does not name, on all three roots. */
function mapCanaries(map: Record<string, string[]>): Canary[] {
  return Object.entries(map)
    .filter(([name]) => name !== 'reports')
    .flatMap(([name, allowed]) => {
      const barred = Object.keys(map).find((other) => other !== name && !allowed.includes(other))
      if (barred === undefined) return []
      return ['server/modules', 'core', 'web/features'].map((place) => ({
        rule: `${name}-uses`,
        file: `${place}/${name}/barred.ts`,
        text: uses(`../${barred}/index.ts`),
      }))
    })
}

/** What the planted imports point at, so that only the rule in question can turn red. */
function targets(map: Record<string, string[]>): string[] {
  const ordinary = ['core', 'server/platform', 'server/simulators', 'web/pages', 'test', 'scripts']
  const modules = Object.keys(map).flatMap((name) => [
    ...['index', 'private', 'tables'].map((file) => `server/modules/${name}/${file}.ts`),
    `core/${name}/index.ts`,
    ...['index', 'private'].map((file) => `web/features/${name}/${file}.ts`),
  ])
  return [
    ...ordinary.map((folder) => `${folder}/target.ts`),
    ...modules,
    ...['server/integrations/one/index.ts', 'server/integrations/two/index.ts', 'server/main.ts'],
  ]
}

/** A small tree under the house's own settings, in a temporary place, removed afterwards. */
async function inNest<T>(
  plants: readonly Canary[],
  look: (nest: string) => Promise<T>,
): Promise<T> {
  const nest = fs.mkdtempSync(path.join(os.tmpdir(), 'wasl-canary-'))
  try {
    const settings = ['package.json', 'biome.json', 'knip.json', '.dependency-cruiser.cjs']
    const types = ['base', 'core', 'server', 'web'].map((name) => `tsconfig.${name}.json`)
    for (const file of [...settings, ...types])
      fs.copyFileSync(path.join(root, file), path.join(nest, file))
    fs.cpSync(path.join(root, 'architecture'), path.join(nest, 'architecture'), { recursive: true })
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(nest, 'node_modules'))
    for (const { file, text } of plants) {
      fs.mkdirSync(path.dirname(path.join(nest, file)), { recursive: true })
      fs.writeFileSync(path.join(nest, file), text)
    }
    return await look(nest)
  } finally {
    fs.rmSync(nest, { recursive: true, force: true })
  }
}

/** The canaries that lived: no line of what was said names both their file and their rule. */
function survivors(canaries: readonly Canary[], said: readonly string[]): string[] {
  return canaries
    .filter(({ rule, file }) => !said.some((line) => line.startsWith(file) && line.includes(rule)))
    .map(({ rule, file }) => `the rule ${rule} did not see ${file}`)
}

async function imports(): Promise<string[]> {
  const map = mapOf(root)
  const planted = [...importCanaries, ...mapCanaries(map)]
  const ground = [
    ...targets(map).map((file) => ({
      rule: '',
      file,
      text: 'export const planted = 1\nexport type Planted = 1\n',
    })),
    {
      rule: '',
      file: 'core/circle-b.ts',
      text: `${uses('./circle-a.ts')}export const planted = 1\n`,
    },
  ]
  return inNest([...ground, ...planted, ...lawful], async (nest) => {
    const said = await importComplaints(nest)
    const { forbidden } = createRequire(path.join(root, 'package.json'))(
      './.dependency-cruiser.cjs',
    )
    const known = new Set(planted.map(({ rule }) => rule))
    const untried = forbidden.filter(({ name }: { name: string }) => !known.has(name))
    const wronged = lawful.filter(({ file }) => said.some((line) => line.startsWith(`${file} →`)))

    // A reader that skips files says that all is well, whatever stands in them.
    const blind = `const rules = require('./.dependency-cruiser.cjs')
      module.exports = { ...rules, options: { ...rules.options, exclude: { path: '^server/' } } }`
    fs.writeFileSync(path.join(nest, 'blind.cjs'), blind)
    const unread = await importComplaints(nest, 'blind.cjs')
    return [
      ...survivors(planted, said),
      ...untried.map(({ name }: { name: string }) => `the rule ${name} has no canary`),
      ...wronged.map(({ file }) => `${file} is lawful and was refused`),
      ...(unread.some((line) => line.includes('were not read')) ? [] : ['a blind reader passed']),
    ]
  })
}

async function lint(): Promise<string[]> {
  return inNest(
    [...lintCanaries, { rule: '', file: 'server/main.ts', text: 'export const planted = 1\n' }],
    async (nest) => {
      const args = ['lint', '--reporter=github', '--max-diagnostics=none', '--colors=off']
      const { output } = await run('biome', args, nest)
      const said = output.split('\n').map((line) => {
        const file = /file=([^,]+)/.exec(line)?.[1] ?? ''
        return `${path.isAbsolute(file) ? path.relative(nest, file) : file} ${line}`
      })
      return survivors(lintCanaries, said)
    },
  )
}

async function types(): Promise<string[]> {
  return inNest(typeCanaries, async (nest) => {
    const projects = ['core', 'server', 'web']
    const outcomes = await Promise.all(
      projects.map((name) =>
        run('tsc', ['--project', `tsconfig.${name}.json`, '--pretty', 'false'], nest),
      ),
    )
    return outcomes.flatMap(({ output }, at) => {
      const said = output.split('\n').map((line) => `${line} ${projects[at]}`)
      return survivors(
        typeCanaries.filter(({ rule }) => rule === projects[at]),
        said,
      )
    })
  })
}

async function text(): Promise<string[]> {
  return inNest(textCanaries, async (nest) => {
    const known = new Set(textCanaries.map(({ rule }) => rule))
    const untried = lineRules.filter(({ name }) => !known.has(name))
    return [
      ...survivors(textCanaries, houseRules(nest)),
      ...untried.map(({ name }) => `the rule ${name} has no canary`),
    ]
  })
}

async function unused(): Promise<string[]> {
  return inNest(unusedCanaries, async (nest) => {
    const { output } = await run('knip', ['--no-progress', '--include', 'files,exports'], nest)
    const missed = ['server/alone.ts', 'unheard'].filter((name) => !output.includes(name))
    return missed.map((name) => `${name} is used by nobody, and knip did not see it`)
  })
}

/** Plants a violation of every rule in a temporary tree, and names each that was not seen. */
export async function canaries(): Promise<string[]> {
  const groups = await Promise.all([imports(), lint(), types(), text(), unused()])
  return groups.flat()
}
