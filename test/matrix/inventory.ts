import type { TestHouse } from '#test/house.ts'

/** The ids of one company's rows, by table: what another company must never reach. */
export async function idsOf(
  house: TestHouse,
  companyId: string,
  most = 3,
): Promise<Map<string, string[]>> {
  const tables = await house.sql<{ name: string }>(`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = 'public'
      and (select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
        and a.atttypid = 'uuid'::regtype and a.attname in ('company_id', 'id')) = 2
    order by 1`)
  const found = new Map<string, string[]>()
  for (const { name } of tables) {
    const rows = await house.sql<{ id: string }>(
      `select id from ${name} where company_id = $1 order by id desc limit ${most}`,
      [companyId],
    )
    if (rows.length > 0)
      found.set(
        name,
        rows.map(({ id }) => id),
      )
  }
  return found
}
