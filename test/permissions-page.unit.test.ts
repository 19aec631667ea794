import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shippedGrants, shippedRoles } from '#core/people/roles.ts'
import { permissions } from '#core/permission.ts'

const page = join(import.meta.dirname, '../docs/permissions.md')

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

/** The table of the page, from the rules themselves. */
function table(): string[] {
  const grants = shippedRoles.map(shippedGrants)
  return [
    line(['permission', ...shippedRoles]),
    `|${'---|'.repeat(shippedRoles.length + 1)}`,
    ...permissions.map((permission) =>
      line([`\`${permission}\``, ...grants.map((each) => each[permission] ?? '')]),
    ),
  ]
}

test('the page of permissions says of every permission which roles have it, and how far', () => {
  const lines = readFileSync(page, 'utf8').split('\n')
  expect(lines.filter((each) => each.startsWith('|'))).toEqual(table())
})
