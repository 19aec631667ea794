import fs from 'node:fs'
import path from 'node:path'
import { ensureWeb } from './build-web.ts'
import { show } from './run.ts'

type Count = Readonly<{ passed: number; failed: number }>

/** What vitest writes of a run, as far as we count it. */
type Report = Readonly<{
  numPassedTests: number
  numFailedTests: number
  testResults: readonly { status: string; assertionResults: readonly { status: string }[] }[]
}>

const root = path.join(import.meta.dirname, '..')

/** Checks, tests, stories: everything, in that order, whatever failed before. */
async function everything(): Promise<Count> {
  console.log('\n── checks')
  const checks = (await show('node', ['scripts/check.ts'])) === 0 ? 0 : 1

  console.log('\n── tests')
  const tests = await suite('tests', ['--project', 'core', '--project', 'house'])

  console.log('\n── stories in a browser')
  const stories = await inBrowser()

  return {
    passed: tests.passed + stories.passed,
    failed: checks + tests.failed + stories.failed,
  }
}

async function inBrowser(): Promise<Count> {
  try {
    console.log(await ensureWeb())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  }
  return suite('stories', ['--project', 'stories', '--passWithNoTests'])
}

async function suite(name: string, args: readonly string[]): Promise<Count> {
  const file = path.join(root, '.tmp', `${name}.json`)
  fs.rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await show('vitest', ['run', ...args, ...reporters])
  return count(file, code)
}

/** A file that could not be read as tests fails once; so does a runner that fell over. */
function count(file: string, code: number): Count {
  if (!fs.existsSync(file)) return { passed: 0, failed: code === 0 ? 0 : 1 }
  const report: Report = JSON.parse(fs.readFileSync(file, 'utf8'))
  const unread = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  )
  const failed = report.numFailedTests + unread.length
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed }
}

const { passed, failed } = await everything().catch((error: unknown) => {
  console.error(error)
  return { passed: 0, failed: 1 }
})
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
console.log(`\n${passed} passed, ${failed} failed`)
