import { expect, test } from 'vitest'
import { eraseCustomer } from '#modules/contacts/erase-customer.ts'
import { operationsOf } from './fuzz/operations.ts'
import { openHouse } from './house.ts'
import { fill } from './matrix/fill.ts'

const house = openHouse()
const planted = 'PLANTEDQX7'

/** Where words of an erased person stay nevertheless, each for a reason of its own. */
const kept: Readonly<Record<string, string>> = {
  audit: 'sealed, and never altered',
  event: 'what happened, never altered',
  invoice: 'a tax document',
  invoice_line: 'a tax document',
  invoice_draft: 'what is sold, not who buys',
  invoice_open: 'numbers of tax documents, to find them by',
  payment: 'a receipt in the books',
  refund: 'a receipt in the books',
  message: 'what was sent about a debt: the proof that it was asked for fairly',
  consent: 'the proof of what they agreed to and declined',
  'instrument.number': 'the number of a paper',
  'instrument.issuer': 'the bank of a paper',
}

type Link = { child: string; column: string; parent: string; key: string }

/** How each table hangs on customers: the conditions that find their rows in it. */
async function conditions(): Promise<Map<string, string>> {
  const own = await house.sql<{ name: string }>(
    `select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     where a.attname = 'customer_id' and not a.attisdropped and c.relkind = 'r'
       and c.relnamespace = 'public'::regnamespace`,
  )
  const links = await house.sql<Link>(
    `select c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,
       (select attname from pg_attribute where attrelid = c.conrelid and attnum = c.conkey[2]) as column,
       (select attname from pg_attribute where attrelid = c.confrelid and attnum = c.confkey[2]) as key
     from pg_constraint c where c.contype = 'f' and cardinality(c.conkey) = 2`,
  )
  const found = new Map(own.map(({ name }) => [name, 't.customer_id = any($1)']))
  found.set('customer', 't.id = any($1)')
  for (let size = 0; size < found.size; ) {
    size = found.size
    for (const { child, column, parent, key } of links) {
      const above = found.get(parent)
      if (above && !found.has(child))
        found.set(child, `t.${column} in (select t.${key} from ${parent} t where ${above})`)
    }
  }
  return found
}

/** The files that these customers' rows name. */
async function filesOf(where: ReadonlyMap<string, string>, ids: readonly string[]) {
  const columns = await house.sql<{ name: string; column: string }>(
    `select c.conrelid::regclass::text as name,
       (select attname from pg_attribute where attrelid = c.conrelid and attnum = c.conkey[2]) as column
     from pg_constraint c where c.contype = 'f' and c.confrelid = 'file'::regclass`,
  )
  const files: string[] = []
  for (const { name, column } of columns) {
    const condition = where.get(name)
    if (!condition) continue
    const rows = await house.sql<{ id: string }>(
      `select t.${column} as id from ${name} t where t.${column} is not null and ${condition}`,
      [ids],
    )
    files.push(...rows.map(({ id }) => id))
  }
  return files
}

/** Every column in which the planted words stand, of the rows of these customers. */
async function wordsIn(where: ReadonlyMap<string, string>, ids: readonly string[]) {
  const found: string[] = []
  for (const [name, condition] of where) {
    const rows = await house.sql<{ column: string }>(
      `select distinct e.key as column from ${name} t, jsonb_each_text(to_jsonb(t)) e
       where ${condition} and e.value ilike '%${planted}%'`,
      [ids],
    )
    found.push(...rows.map(({ column }) => `${name}.${column}`))
  }
  return found.toSorted()
}

test('of an erased person no word is left in any table, but those that the law or the books keep', async () => {
  const missed = await fill(house, await operationsOf(house), house.company, planted)
  expect(missed).toEqual([])
  const customers = await house.sql<{ id: string; merged: boolean }>(
    `update customer set kind = 'person' where name ilike '%${planted}%'
     returning id, merged_into is not null as merged`,
  )
  const ids = customers.map(({ id }) => id)
  const where = await conditions()
  const files = await filesOf(where, ids)
  expect(files.length).toBeGreaterThan(5)
  const before = await wordsIn(where, ids)
  expect(before.length).toBeGreaterThan(30)

  for (const { id, merged } of customers) if (!merged) await eraseCustomer(house.session(), { id })
  await house.drain()

  const left = (await wordsIn(where, ids)).filter(
    (each) => !(each in kept) && !((each.split('.')[0] ?? '') in kept),
  )
  expect(left).toEqual([])
  expect(await house.sql('select id, name from file where id = any($1)', [files])).toEqual([])
  const replies = await house.sql<{ command: string }>(
    `select distinct command from request where reply::text ilike '%${planted}%'
       and (reply::text ~ $1 or command = any($2)) order by command`,
    [ids.join('|'), ['collections.add_paper']],
  )
  expect(replies).toEqual([])
}, 300_000)
