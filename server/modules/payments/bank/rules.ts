import type { RuleRow } from '#core/payments/bank-api.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, nameCustomers } from '#modules/contacts/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'

/** So few letters are in every second description. */
const fewestLetters = 6

/**
 * Remembers whose transfers these words speak of; the latest word counts, as far as its customer
 * is within reach. @throws payments.rule_too_short, payments.rule_known
 */
export async function learnRule(work: Work, words: string, customerId: string): Promise<void> {
  if (words.length < fewestLetters) throw new Refusal('payments.rule_too_short')
  const own = await customersWithin(work, 'payments.bank')
  const [rule] = await work.run<{ id: string }>(
    `insert into bank_rule (company_id, id, words, customer_id, made_at, made_by_name)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (company_id, words) do update set customer_id = $4, made_at = $5, made_by_name = $6
       where $7::uuid[] is null or bank_rule.customer_id = any($7)
     returning id`,
    [
      ...[work.companyId, work.newId(), words.slice(0, 200), customerId, work.now, work.actor.name],
      own ?? null,
    ],
  )
  if (!rule) throw new Refusal('payments.rule_known')
  work.audit('payments.rule_learned', {
    kind: 'bank_rule',
    id: rule.id,
    before: null,
    after: { words, customerId },
  })
}

type Row = { id: string; words: string; customer_id: string; made_at: Date; made_by_name: string }

export const listRules = query('payments.see_bank', async (look, _: object) => {
  const own = await customersWithin(look, 'payments.see_bank')
  const rows = await look.run<Row>(
    `select id, words, customer_id, made_at, made_by_name from bank_rule
     where company_id = $1 and ($2::uuid[] is null or customer_id = any($2))
     order by made_at desc, id limit 1000`,
    [look.companyId, own ?? null],
  )
  const names = await nameCustomers(
    look,
    rows.map((row) => row.customer_id),
  )
  return {
    rows: rows.map(
      (row): RuleRow => ({
        id: row.id,
        words: row.words,
        customerId: row.customer_id,
        customerName: names.get(row.customer_id)?.name ?? '',
        madeAt: row.made_at.toISOString(),
        madeBy: row.made_by_name,
      }),
    ),
  }
})

/** Forgets what was learned; matches that it led to stay. @throws payments.rule_not_found */
export const removeRule = command(
  'payments.bank',
  async (work, { id }: { id: string }): Promise<{ done: true }> => {
    const own = await customersWithin(work, 'payments.bank')
    const [gone] = await work.run<{ words: string; customer_id: string }>(
      `delete from bank_rule where company_id = $1 and id = $2
         and ($3::uuid[] is null or customer_id = any($3)) returning words, customer_id`,
      [work.companyId, id, own ?? null],
    )
    if (!gone) throw new Refusal('payments.rule_not_found', { id })
    work.audit('payments.rule_forgotten', {
      kind: 'bank_rule',
      id,
      before: { words: gone.words, customerId: gone.customer_id },
      after: null,
    })
    return { done: true }
  },
  { name: 'payments.remove_rule' },
)
