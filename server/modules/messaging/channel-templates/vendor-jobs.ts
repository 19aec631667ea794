import { z } from 'zod'
import { placesOf } from '#core/messaging/channel-template.ts'
import type { ChatFailure } from '#core/messaging/incoming.ts'
import { draftOf } from '#core/messaging/written-template.ts'
import { reaction } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { openFile } from '#platform/stored-files.ts'
import { nowOf } from '#platform/time.ts'
import { type OpenedAccount, openAccount, providerOf } from '../accounts/opened.ts'
import { allAccounts } from '../accounts/row.ts'
import type { HeldTemplate, VendorTemplates } from '../chat-channel.ts'
import { reviews } from './manage.ts'
import { type TemplateRow, templateRows } from './row.ts'

/** A template with the account that it is on, as it stands now; nothing when either is gone. */
const opened = (session: Session, id: string) =>
  look(session, async (from) => {
    const [row] = await from.run<TemplateRow>(
      'select * from channel_template where company_id = $1 and id = $2',
      [from.companyId, id],
    )
    const account = row && (await openAccount(from, row.account_id))
    const templates = account && !account.removed && providerOf(session.house, account).templates
    return row && account && templates ? { row, account, templates } : undefined
  })

const passing: ReadonlySet<ChatFailure['reason']> = new Set(['unavailable', 'rate_limited'])

type Verdict = Readonly<{
  id: string
  vendorId?: string | undefined
  state: string
  category?: string | undefined
  reason?: string | undefined
}>

/** Keeps what the vendor said to a draft, unless it has been taken back meanwhile. */
const noteVerdict = reaction('messaging.note_template', async (work, verdict: Verdict) => {
  await work.run(
    `update channel_template set vendor_id = coalesce($3, vendor_id), state = $4,
       category = coalesce($5, category), reason = $6, synced_at = $7, changed_at = $7
     where company_id = $1 and id = $2 and state = 'pending'`,
    [
      ...[work.companyId, verdict.id, verdict.vendorId ?? null, verdict.state],
      ...[verdict.category ?? null, verdict.reason ?? null, work.now],
    ],
  )
  work.whisper('messaging.template', { kind: 'channel_template', id: verdict.id })
})

type Opened = Readonly<{ row: TemplateRow; account: OpenedAccount; templates: VendorTemplates }>

/** Asks for the review, the sample of the header lifted first. */
async function askReview(session: Session, { row, account, templates }: Opened) {
  const { fileId } = row.parts.header ?? {}
  if (!fileId || !templates.liftSample) return templates.create(account, draftOf(row))
  const { name, mime, bytes } = await look(session, (from) => openFile(from, fileId))
  const lifted = await templates.liftSample(account, { bytes, mime, fileName: name })
  return 'handle' in lifted ? templates.create(account, draftOf(row, lifted.handle)) : lifted
}

/** Hands one template in; a vendor that is down is asked again by the queue. */
export const submitTemplateJob = job(
  'messaging.submit_template',
  z.looseObject({ id: z.uuid() }),
  async (session, { id }) => {
    const found = await opened(session, id)
    if (found?.row.state !== 'pending' || found.row.vendor_id) return
    const answer = await askReview(session, found)
    if (!('id' in answer)) {
      if (passing.has(answer.reason)) throw new Error(`The vendor is away: ${answer.code}`)
      const reason = `${answer.code} ${answer.detail}`.trim().slice(0, 400)
      return noteVerdict(session, { id, state: 'rejected', reason })
    }
    const { id: vendorId, state = 'pending', category } = answer
    return noteVerdict(session, { id, vendorId, state, category })
  },
)

export const removeTemplateJob = job(
  'messaging.remove_template',
  z.looseObject({ id: z.uuid() }),
  async (session, { id }) => {
    const found = await opened(session, id)
    if (!found?.row.vendor_id || found.row.state !== 'deleted') return
    const failure = await found.templates.remove(found.account, found.row.name, found.row.vendor_id)
    if (failure && passing.has(failure.reason))
      throw new Error(`The vendor is away: ${failure.code}`)
  },
)

type Sync = Readonly<{
  accountId: string
  played: boolean
  held: readonly HeldTemplate[]
  /** When the vendor was asked. */
  askedAt: Date
}>

/** So long a vendor may take until its list shows what was handed in; a played one takes no time. */
const listLagMs = 10 * 60_000

/**
 * Brings our templates of one account to what the vendor holds: states, categories, quality; those
 * that we never made appear. A played vendor remembers nothing, and is handed its templates again.
 */
export const applySync = reaction('messaging.apply_templates', async (work, sync: Sync) => {
  const { accountId, played, held, askedAt } = sync
  const known = await templateRows(work, [accountId])
  const keyOf = ({ name, language }: { name: string; language: string }) => `${name} ${language}`
  const byKey = new Map(known.map((row) => [keyOf(row), row]))
  const rows = held.map((template) => {
    const before = byKey.get(keyOf(template))
    const { header, body, footer, buttons } = template
    const kept = before?.parts.header
    const sample = kept?.fileId && kept.format === header?.format && { fileId: kept.fileId }
    const parts = {
      ...(header && { header: { ...header, ...sample } }),
      body,
      ...(footer && { footer }),
      buttons: [...buttons],
    }
    return {
      id: before?.id ?? work.newId(),
      vendor_id: template.id,
      name: template.name,
      language: template.language,
      category: template.category ?? before?.category ?? 'utility',
      parts,
      variables: placesOf(parts, before?.variables),
      state: template.state ?? before?.state ?? 'disabled',
      quality: template.quality ?? before?.quality ?? null,
      reason: template.reason ?? null,
    }
  })
  await work.run(
    `insert into channel_template as t (company_id, id, account_id, vendor_id, name, language, category,
       parts, variables, state, quality, reason, changed_at, synced_at)
     select $1, r.id, $2, r.vendor_id, r.name, r.language, r.category, r.parts, r.variables, r.state,
       r.quality, r.reason, $4, $4
     from jsonb_to_recordset($3::jsonb) as r(id uuid, vendor_id text, name text, language text,
       category text, parts jsonb, variables jsonb, state text, quality text, reason text)
     where r.name ~ '^[a-z0-9_]+$' and length(r.name) <= 512
     on conflict (company_id, id) do update set vendor_id = excluded.vendor_id,
       category = excluded.category, parts = excluded.parts, variables = excluded.variables,
       quality = excluded.quality, reason = excluded.reason, synced_at = excluded.synced_at,
       changed_at = case when t.state = excluded.state then t.changed_at else excluded.changed_at end,
       state = excluded.state`,
    [work.companyId, accountId, JSON.stringify(rows), work.now],
  )
  const names = new Set(held.map(keyOf))
  const since = new Date(askedAt.getTime() - (played ? 0 : listLagMs))
  const gone = known.filter(
    (row) => row.vendor_id && !names.has(keyOf(row)) && (!row.synced_at || row.synced_at < since),
  )
  await work.run(
    `update channel_template set state = $3, vendor_id = null, synced_at = $4, changed_at = $4
     where company_id = $1 and id = any($2)`,
    [work.companyId, gone.map(({ id }) => id), played ? 'pending' : 'deleted', work.now],
  )
  if (played) for (const { id } of gone) work.enqueue('messaging.submit_template', { id })
  work.whisper('messaging.template', { kind: 'channel_account', id: accountId })
})

/** Asks each vendor that reviews what it holds: one account, or all of the company. */
export const syncTemplatesJob = job(
  'messaging.sync_templates',
  z.looseObject({ accountId: z.uuid().optional() }),
  async (session, { accountId }) => {
    const ids = await look(session, async (from) =>
      (await allAccounts(from))
        .filter((row) => reviews(session.house, row) && (!accountId || row.id === accountId))
        .map(({ id }) => id),
    )
    for (const id of ids) {
      const account = await look(session, (from) => openAccount(from, id))
      const templates = account && providerOf(session.house, account).templates
      if (!account || !templates) continue
      const askedAt = nowOf(session.house.clock)
      const held = await templates.list(account)
      // An account in trouble has a page of its own that says so.
      if ('reason' in held) continue
      await applySync(session, { accountId: id, played: account.played, held, askedAt })
    }
  },
)
