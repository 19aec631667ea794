import { partiesOf } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { dropFiles } from '#platform/stored-files.ts'

/** Of a person who was erased, figures and days stay; what was said of them and their papers go. */
export async function eraseCredit(work: Work, customerId: string): Promise<void> {
  const parties = await partiesOf(work, customerId)
  const values = [work.companyId, parties]
  await work.run(
    `update credit_application set note = '', trade_references = '[]',
       facts = jsonb_set(facts, '{bank}', '""'),
       checks = coalesce((select jsonb_agg(jsonb_set(c, '{note}', '""')) from jsonb_array_elements(checks) c), '[]'),
       company = case when company is not null then
         '{"name": "", "city": "", "contactName": "", "phone": "", "email": ""}'::jsonb end,
       opened_by = case when source = 'customer' then '—' else opened_by end,
       decision = decision || '{"conditions": "", "reason": ""}'
     where company_id = $1 and customer_id = any($2)`,
    values,
  )
  await work.run(
    `update credit_profile set conditions = '',
       hold_reason = case when hold_reason is not null then '—' end,
       release_reason = case when release_reason is not null then '—' end
     where company_id = $1 and customer_id = any($2)`,
    values,
  )
  await work.run(
    `update credit_override set reason = '———' where company_id = $1 and customer_id = any($2)`,
    values,
  )
  // Nobody asks for credit in the name of a person who is not known any more.
  await work.run(
    `update credit_form set revoked_at = $3, revoked_by = $4
     where company_id = $1 and customer_id = any($2) and sent_at is null and revoked_at is null`,
    [...values, work.now, work.actor.name],
  )
  // For whom it was made stands in the stored reply, whoever they turned out to be.
  await work.run(
    `update request set reply = null where company_id = $1 and command = 'credit.make_form'
       and id in (select id from credit_form where company_id = $1 and customer_id = any($2))`,
    values,
  )
  const gone = await work.run<{ file_id: string }>(
    `delete from credit_document where company_id = $1 and application_id in (
       select id from credit_application where company_id = $1 and customer_id = any($2))
     returning file_id`,
    values,
  )
  await dropFiles(
    work,
    gone.map(({ file_id: id }) => id),
  )
}
