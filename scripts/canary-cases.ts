/** A planted violation: which rule must turn red, where, and what breaks it. */
export type Canary = Readonly<{ rule: string; file: string; text: string }>

/** A file that imports a value from the target. */
export const uses = (target: string) =>
  `import { planted } from '${target}'\nexport const seen = planted\n`
const usesType = (target: string) =>
  `import type { Planted } from '${target}'\nexport type Seen = Planted\n`
const loads = (target: string) => `export const late = () => import('${target}')\n`

/** Imports that the map and the walls forbid. */
export const importCanaries: readonly Canary[] = [
  {
    rule: 'no-cycles',
    file: 'core/circle-a.ts',
    text: `${uses('./circle-b.ts')}export const planted = 1\n`,
  },
  { rule: 'resolves', file: 'core/lost.ts', text: uses('#core/nowhere.ts') },
  { rule: 'core-is-pure', file: 'core/impure-a.ts', text: uses('node:fs') },
  { rule: 'core-is-pure', file: 'core/impure-b.ts', text: uses('kysely') },
  { rule: 'core-is-pure', file: 'core/impure-c.ts', text: usesType('#platform/target.ts') },
  { rule: 'decimal-js-in-one-file', file: 'core/elsewhere-a.ts', text: uses('decimal.js') },
  {
    rule: 'libphonenumber-js-in-one-file',
    file: 'core/elsewhere-b.ts',
    text: uses('libphonenumber-js'),
  },
  {
    rule: 'intl-messageformat-in-one-file',
    file: 'core/elsewhere-c.ts',
    text: uses('intl-messageformat'),
  },
  {
    rule: 'web-knows-only-core',
    file: 'web/deep.ts',
    text: usesType('#modules/payments/index.ts'),
  },
  { rule: 'web-has-no-machine', file: 'web/machine.ts', text: uses('node:fs') },
  {
    rule: 'feature-by-the-front-door',
    file: 'web/features/payments/window.ts',
    text: uses('#web/features/invoicing/private.ts'),
  },
  {
    rule: 'features-know-no-page',
    file: 'web/features/payments/upward.ts',
    text: uses('#web/pages/target.ts'),
  },
  {
    rule: 'ui-knows-no-feature',
    file: 'web/ui/business.ts',
    text: uses('#web/features/payments/index.ts'),
  },
  {
    rule: 'server-knows-no-web',
    file: 'server/platform/screen.ts',
    text: uses('#web/pages/target.ts'),
  },
  { rule: 'server-runs-without-tools', file: 'server/platform/tool.ts', text: uses('fast-check') },
  {
    rule: 'platform-knows-no-business',
    file: 'server/platform/business.ts',
    text: loads('#modules/payments/index.ts'),
  },
  {
    rule: 'platform-tests-know-no-business',
    file: 'server/platform/business.test.ts',
    text: uses('#modules/payments/index.ts'),
  },
  {
    rule: 'main-is-the-root',
    file: 'server/modules/payments/top.ts',
    text: uses('#server/main.ts'),
  },
  {
    rule: 'modules-know-no-vendor',
    file: 'server/modules/payments/vendor.ts',
    text: uses('#integrations/one/index.ts'),
  },
  {
    rule: 'modules-know-no-vendor',
    file: 'server/modules/payments/played.ts',
    text: usesType('#server/simulators/target.ts'),
  },
  {
    rule: 'vendors-are-strangers',
    file: 'server/integrations/one/other.ts',
    text: uses('#integrations/two/index.ts'),
  },
  {
    rule: 'integrations-know-no-simulator',
    file: 'server/integrations/one/played.ts',
    text: uses('#server/simulators/target.ts'),
  },
  {
    rule: 'simulators-play-vendors',
    file: 'server/simulators/inside.ts',
    text: usesType('#modules/payments/tables.ts'),
  },
  {
    rule: 'simulators-play-vendors',
    file: 'server/simulators/real.ts',
    text: uses('#integrations/one/index.ts'),
  },
  {
    rule: 'simulators-know-types-of-ports',
    file: 'server/simulators/calls.ts',
    text: uses('#modules/payments/index.ts'),
  },
  {
    rule: 'reports-read-types',
    file: 'server/modules/reports/values.ts',
    text: uses('#modules/payments/tables.ts'),
  },
  {
    rule: 'reports-read-tables',
    file: 'server/modules/reports/private.ts',
    text: usesType('#modules/payments/private.ts'),
  },
  {
    rule: 'by-the-front-door',
    file: 'server/modules/payments/window.ts',
    text: usesType('#modules/invoicing/private.ts'),
  },
  {
    rule: 'by-the-front-door',
    file: 'server/integrations/one/window.ts',
    text: uses('#modules/payments/private.ts'),
  },
  {
    rule: 'module-is-on-the-map',
    file: 'server/modules/strangers/index.ts',
    text: uses('#core/target.ts'),
  },
  {
    rule: 'only-tests-know-the-test-house',
    file: 'server/platform/tested.ts',
    text: uses('#test/target.ts'),
  },
  {
    rule: 'scripts-are-entrances',
    file: 'server/platform/entrance.ts',
    text: uses('../../scripts/target.ts'),
  },
  {
    rule: 'stories-use-the-browser',
    file: 'e2e/inside.ts',
    text: uses('#modules/payments/index.ts'),
  },
]

/** Imports that must pass: a rule that refuses everything is no rule. */
export const lawful: readonly Canary[] = [
  {
    rule: '',
    file: 'server/modules/payments/lawful.ts',
    text: uses('#modules/invoicing/index.ts'),
  },
  { rule: '', file: 'server/modules/payments/near.ts', text: uses('#modules/payments/private.ts') },
  {
    rule: '',
    file: 'server/modules/reports/lawful.ts',
    text: usesType('#modules/payments/tables.ts'),
  },
  { rule: '', file: 'server/simulators/lawful.ts', text: usesType('#modules/payments/index.ts') },
  { rule: '', file: 'server/integrations/one/lawful.ts', text: uses('#modules/payments/index.ts') },
  { rule: '', file: 'core/money.ts', text: uses('decimal.js') },
  {
    rule: '',
    file: 'web/features/payments/lawful.ts',
    text: uses('#web/features/invoicing/index.ts'),
  },
]

/** What the linter must refuse. */
export const lintCanaries: readonly Canary[] = [
  {
    rule: 'noExplicitAny',
    file: 'server/lint-a.ts',
    text: 'export const loose = (x: any): string => String(x)\n',
  },
  {
    rule: 'noNonNullAssertion',
    file: 'server/lint-b.ts',
    text: 'export const sure = (x: string | null): string => x!\n',
  },
  {
    rule: 'noDefaultExport',
    file: 'server/lint-c.ts',
    text: 'export default function nameless() {}\n',
  },
  { rule: 'noEnum', file: 'server/lint-d.ts', text: 'export enum State {\n  Open,\n}\n' },
  { rule: 'noConsole', file: 'server/lint-e.ts', text: "console.log('heard by nobody')\n" },
  {
    rule: 'noProcessEnv',
    file: 'server/lint-f.ts',
    text: 'export const home = process.env.HOME\n',
  },
  {
    rule: 'useImportExtensions',
    file: 'server/lint-g.ts',
    text: uses('./main'),
  },
  {
    rule: 'noFloatingPromises',
    file: 'server/lint-h.ts',
    text: 'async function write(): Promise<void> {}\nexport function forget(): void {\n  write()\n}\n',
  },
  {
    rule: 'noExcessiveLinesPerFunction',
    file: 'server/lint-i.ts',
    text: `export function long(): number {\n  let n = 0\n${'  n += 1\n'.repeat(80)}  return n\n}\n`,
  },
  {
    rule: 'noRestrictedGlobals',
    file: 'core/lint-j.ts',
    text: 'export const now = () => new Date()\n',
  },
]

/** What must not compile; the rule names the project. */
export const typeCanaries: readonly Canary[] = [
  { rule: 'core', file: 'core/type-a.ts', text: "export const out = () => fetch('/')\n" },
  { rule: 'core', file: 'core/type-b.ts', text: 'export const id = process.pid\n' },
  { rule: 'core', file: 'core/type-c.ts', text: "export const say = () => console.log('')\n" },
  {
    rule: 'server',
    file: 'server/type-d.ts',
    text: 'const many: number[] = []\nexport const one: number = many[0]\n',
  },
  {
    rule: 'server',
    file: 'server/type-e.ts',
    text: 'const given: { a?: string } = { a: undefined }\nexport const a = given.a\n',
  },
  { rule: 'web', file: 'web/type-f.ts', text: 'export const id = process.pid\n' },
]

/** What the house's own rules on text must refuse. */
export const textCanaries: readonly Canary[] = [
  { rule: 'physical-css', file: 'web/a.css', text: '.a {\n  margin-left: 1rem;\n}\n' },
  { rule: 'physical-css', file: 'web/b.css', text: '.a { padding-right: 0; }\n' },
  { rule: 'physical-css', file: 'web/c.css', text: '.a {\n  left: 0;\n}\n' },
  { rule: 'physical-css', file: 'web/d.css', text: '.a {\n  text-align: left;\n}\n' },
  { rule: 'physical-css', file: 'web/e.tsx', text: 'export const box = <Box ml="md" />\n' },
  { rule: 'physical-css', file: 'web/f.tsx', text: 'export const style = { marginLeft: 4 }\n' },
  { rule: 'physical-css', file: 'web/g.css', text: '.a { border-top-left-radius: 1px; }\n' },
  { rule: 'unfinished-words', file: 'server/a.ts', text: `// ${'TO'}${'DO'} later\n` },
  {
    rule: 'paths-of-one-machine',
    file: 'server/b.ts',
    text: `export const at = '${'/wor'}k/main'\n`,
  },
  {
    rule: 'tests-left-out',
    file: 'server/c.test.ts',
    text: `it.${'skip'}('is red', () => undefined)\n`,
  },
  {
    rule: 'chance-in-core',
    file: 'core/d.ts',
    text: `export const dice = () => Math.${'random'}()\n`,
  },
  { rule: 'file-length', file: 'core/e.ts', text: 'export {}\n'.repeat(401) },
  { rule: 'no-drawers', file: 'core/utils/f.ts', text: 'export {}\n' },
]

/** A file and an export that nobody uses. */
export const unusedCanaries: readonly Canary[] = [
  { rule: 'exports', file: 'server/main.ts', text: "import { used } from './half.ts'\nused()\n" },
  {
    rule: 'exports',
    file: 'server/half.ts',
    text: 'export const used = () => 1\nexport const unheard = 2\n',
  },
  { rule: 'files', file: 'server/alone.ts', text: 'export const lonely = 1\n' },
]
