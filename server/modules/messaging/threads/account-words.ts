import type { Work } from '#platform/command.ts'
import type { Of, Placed } from './apply-events.ts'

/** What the vendor decided about templates; those that we never made are learned at the next look. */
export async function applyTemplateWords(
  work: Work,
  placed: readonly Placed<Of<'template'>>[],
): Promise<void> {
  for (const { accountId, event } of placed) {
    const done = await work.run<{ id: string }>(
      `update channel_template t set state = coalesce($5, t.state), quality = coalesce($6, t.quality),
         category = coalesce($7, t.category), reason = case when $5 is null then t.reason else $8 end,
         synced_at = $9, changed_at = $9
       where t.company_id = $1 and t.account_id = $2 and t.name = $3 and t.language = $4
         and t.state <> 'deleted' and (t.synced_at is null or t.synced_at <= $10)
       returning t.id`,
      [
        ...[work.companyId, accountId, event.name, event.language, event.state ?? null],
        ...[event.quality ?? null, event.category ?? null, event.reason ?? null, work.now],
        new Date(event.at).getTime() + 60_000 > work.now.getTime() ? work.now : new Date(event.at),
      ],
    )
    for (const { id } of done) {
      work.audit('messaging.template_judged', {
        kind: 'channel_template',
        id,
        before: null,
        after: { state: event.state, category: event.category, quality: event.quality },
      })
      work.whisper('messaging.template', { kind: 'channel_template', id })
    }
  }
}

/** The vendor's word about the account itself: quality, limits, blocks. */
export async function applyAccountWords(
  work: Work,
  placed: readonly Placed<Of<'account'>>[],
): Promise<void> {
  for (const { accountId, event } of placed) {
    const said = { [event.about]: event.state, ...(event.detail && { detail: event.detail }) }
    await work.run(
      'update channel_account set facts = facts || $3::jsonb where company_id = $1 and id = $2',
      [work.companyId, accountId, JSON.stringify(said)],
    )
    work.audit('messaging.account_told', {
      kind: 'channel_account',
      id: accountId,
      before: null,
      after: said,
    })
    work.whisper('messaging.account', { kind: 'channel_account', id: accountId })
  }
}
