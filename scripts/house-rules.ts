import fs from 'node:fs'
import path from 'node:path'

const folders = [
  ...['core', 'server', 'web', 'test', 'e2e', 'bench', 'scripts'],
  ...['architecture', 'migrations', 'docs'],
]
const leftOut = /(^|\/)(node_modules|dist|fixtures)(\/|$)/
const isCode = /\.(ts|tsx|cjs|css|sql)$/
const isSource = /\.tsx?$/

/** Every source file under the folders that imports are checked in, relative to the root. */
export function sourceFiles(root: string, roots: readonly string[]): string[] {
  return filesIn(root, roots).filter((file) => isSource.test(file))
}

function filesIn(root: string, roots: readonly string[]): string[] {
  return roots
    .filter((folder) => fs.existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
    )
    .filter((file) => !leftOut.test(file))
}

type Rule = Readonly<{
  name: string
  where: RegExp
  except?: RegExp
  pattern: RegExp
  instead: string
}>

const side = '(?:left|right)'
const edge = '(?:margin|padding|border|inset|scroll-margin|scroll-padding)'

/** What a line may not hold. The brackets in some patterns keep this page from matching itself. */
export const lineRules: readonly Rule[] = [
  {
    name: 'physical-css',
    where: /^web\/.*\.(css|tsx?)$/,
    pattern: new RegExp(
      [
        `\\b${edge}-${side}\\b`,
        `\\b(?:margin|padding|border|scrollMargin|scrollPadding)(?:Left|Right)\\b`,
        `\\bborder-(?:top|bottom)-${side}-radius\\b`,
        `\\bborder(?:Top|Bottom)(?:Left|Right)Radius\\b`,
        `(?:^|[;{,\\s])${side}\\s*:\\s*['"]?(?:-?[\\d.]|auto|calc|var)`,
        `\\b(?:text-align|float|clear)\\s*:\\s*${side}\\b`,
        `\\b(?:textAlign|float|clear|ta)\\s*[:=]\\s*\\{?['"]${side}['"]`,
        '\\s(?:ml|mr|pl|pr|left|right)=["{]',
      ].join('|'),
    ),
    instead: 'logical properties: margin-inline-start, inset-inline-end, text-align: start',
  },
  {
    name: 'unfinished-words',
    where: /^(?!docs\/)/,
    pattern: /\b(?:TO[D]O|FIX[M]E|HA[C]K|X{3})\b/,
    instead: 'do it, or write it where work is planned',
  },
  {
    name: 'paths-of-one-machine',
    where: /./,
    pattern: /(?:^|[\s"'`(=])\/(?:wor[k]|hom[e]\/\w+|Use[r]s)\//,
    instead: 'a path relative to the checkout',
  },
  {
    name: 'tests-left-out',
    where: /\.(test|story)\.tsx?$/,
    pattern: /\b(?:it|test|describe)\.(?:only|skip|todo)\b/,
    instead: 'run it or delete it; runIf says what a machine must have',
  },
  {
    name: 'chance-in-core',
    where: /^core\//,
    except: /\.test\.ts$/,
    pattern: /\bMath\.random\b|\bcrypto\.\w/,
    instead: 'take the id or the number as an argument',
  },
]

const maxLines = 400
const drawers = /(^|\/)(services|utils|helpers|types|common)\//

/** Says, a line each, where the house's own rules on text are broken; nothing when they hold. */
export function houseRules(root: string): string[] {
  return filesIn(root, folders)
    .concat(['README.md', 'ARCHITECTURE.md', 'STYLE.md', 'CONTRIBUTING.md', 'SECURITY.md'])
    .filter((file) => isCode.test(file) || file.endsWith('.md'))
    .filter((file) => fs.existsSync(path.join(root, file)))
    .flatMap((file) => complaintsAbout(file, fs.readFileSync(path.join(root, file), 'utf8')))
}

function complaintsAbout(file: string, text: string): string[] {
  const lines = text.split('\n')
  const complaints: string[] = []
  if (isCode.test(file) && lines.length - 1 > maxLines) {
    complaints.push(`${file}: file-length: ${lines.length - 1} lines, ${maxLines} is the limit`)
  }
  if (drawers.test(file)) {
    complaints.push(`${file}: no-drawers: name the folder after the business, not after its kind`)
  }
  for (const rule of lineRules) {
    if (!rule.where.test(file) || rule.except?.test(file)) continue
    lines.forEach((line, index) => {
      if (!rule.pattern.test(line)) return
      complaints.push(`${file}:${index + 1}: ${rule.name}: instead, ${rule.instead}`)
    })
  }
  return complaints
}
