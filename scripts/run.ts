import { spawn } from 'node:child_process'
import path from 'node:path'

export type Outcome = Readonly<{ code: number; output: string }>

const here = path.join(import.meta.dirname, '..')

/** The environment with the house's own programs (the pinned Node among them) first. */
export function houseEnvironment(): NodeJS.ProcessEnv {
  const bin = path.join(here, 'node_modules/.bin')
  const { PATH = '' } = process.env
  return { ...process.env, PATH: `${bin}${path.delimiter}${PATH}` }
}

/** Runs a program of the house to its end and hands back all that it said. */
export function run(program: string, args: readonly string[], cwd = here): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: houseEnvironment(), stdio: 'pipe' })
    let output = ''
    const hear = (text: string) => {
      output += text
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.stdin.end()
    child.once('error', (error) => resolve({ code: 127, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Runs a program of the house with its words going straight to the reader; hands back its code. */
export function show(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: here, env: houseEnvironment(), stdio: 'inherit' })
    child.once('error', () => resolve(127))
    child.once('close', (code) => resolve(code ?? 1))
  })
}
