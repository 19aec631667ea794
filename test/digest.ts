import { createHash } from 'node:crypto'

type Sql = <Row extends Record<string, unknown>>(text: string, values?: unknown[]) => Promise<Row[]>

const tablesSql = `
  select format('%I.%I', n.nspname, c.relname) as name, exists (select 1 from pg_attribute a
    where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped) as walled
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname in ('public', 'gate') order by 1`

/**
 * One hash a table of all its rows, as wasl_owner sees them: with a company, of its rows alone.
 * Two digests are equal when no row was added, changed or removed, whatever the replies said.
 */
export async function digestOf(
  sql: Sql,
  options: { companyId?: string; except?: readonly string[] } = {},
): Promise<Record<string, string>> {
  const { companyId, except = [] } = options
  const tables = (await sql<{ name: string; walled: boolean }>(tablesSql)).filter(
    ({ name, walled }) => !except.includes(name) && (companyId === undefined || walled),
  )
  if (tables.length === 0) throw new Error('There is nothing to take a digest of')
  const parts = tables.map(({ name }) => {
    const which = companyId === undefined ? '' : ` where t.company_id = '${companyId}'`
    return `select '${name}' as name, count(*)::int8 as rows,
      coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as hash from ${name} t${which}`
  })
  const rows = await sql<{ name: string; rows: number; hash: string }>(parts.join(' union all '))
  return Object.fromEntries(rows.map((row) => [row.name, `${row.rows} ${row.hash}`]))
}

/** The whole digest in one word, for figures that are printed. */
export const inOneWord = (digest: Record<string, string>): string =>
  createHash('sha256').update(JSON.stringify(digest)).digest('hex').slice(0, 16)
