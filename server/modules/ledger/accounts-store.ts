import { firstChart } from '#core/ledger/chart.ts'
import type { Work } from '#platform/command.ts'

/** Lays the accounts that every company starts with; those already there stay as they are. */
export async function layChart(work: Work): Promise<void> {
  const rows = firstChart.map((account) => ({ id: work.newId(), ...account }))
  await work.run(
    `insert into account (company_id, id, key, code, name_ar, name_en, kind)
     select $1, id, key, code, "nameAr", "nameEn", kind from jsonb_to_recordset($2::jsonb)
       as a (id uuid, key text, code text, "nameAr" text, "nameEn" text, kind text)
     on conflict do nothing`,
    [work.companyId, JSON.stringify(rows)],
  )
}
