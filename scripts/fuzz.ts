import { show } from './run.ts'

/** The long form of test/fuzz.test.ts: `node scripts/fuzz.ts [cases an operation] [seed]`. */
const [cases = '5000', seed = String(Math.floor(Math.random() * 2 ** 31))] = process.argv.slice(2)
process.env['FUZZ_CASES'] = cases
process.env['FUZZ_SEED'] = seed
console.log(`${cases} requests to every operation, seed ${seed}`)
process.exitCode = await show('vitest', ['run', '--project', 'house', 'test/fuzz.test.ts'])
