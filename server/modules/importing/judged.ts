import type { Day } from '#core/day.ts'
import { judge, type Verdict } from '#core/importing/judge.ts'
import { mentioned } from '#core/importing/mentioned.ts'
import { type HouseCustomer, marksOf, sameIn } from '#core/importing/plan.ts'
import type { Same } from '#core/importing/same.ts'
import type { Sheet } from '#core/sheet.ts'
import { importers } from '#platform/offers.ts'
import { bringersOf, type From, type ImportHead, knownCodes, readSheets } from './store.ts'

/** A file with what it comes to, as the house stands now. */
export type JudgedFile = Readonly<{
  sheets: readonly Sheet[]
  verdict: Verdict
  same: readonly Same[]
  house: readonly HouseCustomer[]
}>

type Kept = Readonly<{ at: number; file: Promise<JudgedFile> }>

// Paging through a preview asks for the same judgement again and again; it is kept for a moment.
const kept = new Map<string, Kept>()
const keptFor = 60_000
const mostKept = 3

/** Judges an import, or remembers that it just did. `fresh` looks at the house again. */
export function judgeFile(
  from: From & { today: Day },
  head: ImportHead,
  fresh = false,
): Promise<JudgedFile> {
  const reach = bringersOf(from)?.join() ?? '*'
  const key = `${from.companyId}/${head.id}/${head.revision}/${from.today}/${reach}`
  const before = kept.get(key)
  if (!fresh && before && performance.now() - before.at < keptFor) return before.file
  const file = judgeNow(from, head)
  kept.delete(key)
  kept.set(key, { at: performance.now(), file })
  for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(old)
  file.catch(() => kept.delete(key))
  return file
}

async function judgeNow(from: From & { today: Day }, head: ImportHead): Promise<JudgedFile> {
  const { customers, invoices } = from.session.house.plugs.get(importers)
  const sheets = await readSheets(from, head.id)
  const { codes, numbers } = mentioned(sheets, head.mapping)
  const coded = await knownCodes(from, codes)
  const alive = await customers.alive(
    from,
    coded.map(({ customer_id }) => customer_id),
  )
  const living = new Set(alive.map(({ id }) => id))
  const known = numbers.length === 0 ? [] : await invoices.find(from, numbers)
  const verdict = judge(sheets, head.mapping, head.options, {
    today: from.today,
    byCode: new Map(
      coded.flatMap(({ code, customer_id }) =>
        living.has(customer_id) ? [[code, customer_id] as const] : [],
      ),
    ),
    invoices: new Map(known.map((invoice) => [invoice.number, invoice])),
  })
  const marks = marksOf(verdict.customers)
  const asked = marks.names.length + marks.phones.length + marks.vatNumbers.length
  const house = asked === 0 ? [] : await customers.find(from, marks, bringersOf(from))
  return { sheets, verdict, same: sameIn(verdict.customers, house), house }
}
