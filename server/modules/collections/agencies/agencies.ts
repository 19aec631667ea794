import type { Agency, AgencySettings, SaveAgency } from '#core/collections/agency-api.ts'
import { sumsByCurrency } from '#core/money.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin } from '#modules/contacts/index.ts'
import { activeUsers, userNames } from '#modules/people/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { type From, grouped } from '../store.ts'
import { leftOf } from './left.ts'
import type { AgencyTable } from './tables.ts'
import { betweenUs, owedBack } from './theirs.ts'

type InHand = { agency_id: string; item_id: string; referral_id: string }

/** What each agency has in hand now of the customers in the reader's reach, by its id. */
async function inHand(from: From): Promise<Map<string, Pick<Agency, 'open' | 'left'>>> {
  const rows = await from.run<InHand>(
    `select r.agency_id, r.id as referral_id, i.item_id from referral r
     join referral_item i on i.company_id = r.company_id and i.referral_id = r.id
     where r.company_id = $1 and r.ended_at is null and r.started_at is not null
       and ($2::uuid[] is null or r.customer_id = any($2))`,
    [from.companyId, (await customersWithin(from, 'collections.read')) ?? null],
  )
  if (rows.length === 0) return new Map()
  const left = await leftOf(
    from,
    rows.map((row) => row.item_id),
  )
  return new Map(
    [...grouped(rows, (row) => row.agency_id)].map(([id, own]) => [
      id,
      {
        open: new Set(own.map((row) => row.referral_id)).size,
        left: sumsByCurrency(own.flatMap((row) => left.get(row.item_id) ?? [])),
      },
    ]),
  )
}

async function shown(from: From, rows: readonly AgencyTable[]): Promise<Agency[]> {
  const members = await from.run<{ agency_id: string; member_id: string }>(
    'select agency_id, member_id from agency_member where company_id = $1 order by member_id',
    [from.companyId],
  )
  const names = await userNames(
    from,
    members.map((row) => row.member_id),
  )
  const hand = await inHand(from)
  const theirs = await owedBack(from)
  const between = await betweenUs(from)
  return rows.map((row) => {
    const own = members.filter((each) => each.agency_id === row.id)
    return {
      id: row.id,
      name: row.name,
      registration: row.registration,
      contactName: row.contact_name,
      phone: row.phone,
      email: row.email,
      contract: row.contract,
      terms: row.terms,
      archived: row.archived_at !== null,
      memberIds: own.map((each) => each.member_id),
      members: own.map((each) => ({ id: each.member_id, name: names.get(each.member_id) ?? '—' })),
      ...(hand.get(row.id) ?? { open: 0, left: [] }),
      owedBack: theirs.get(row.id) ?? [],
      between: between.get(row.id) ?? [],
    }
  })
}

export const listAgencies = query('collections.read', async (from) => {
  const rows = await from.run<AgencyTable>(
    'select * from agency where company_id = $1 order by archived_at is not null, name, id',
    [from.companyId],
  )
  return { rows: await shown(from, rows) }
})

/** An agency's row. @throws collections.agency_not_found */
export async function getAgency(from: Pick<From, 'run' | 'companyId'>, id: string) {
  const [row] = await from.run<AgencyTable>(
    'select * from agency where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  if (!row) throw new Refusal('collections.agency_not_found', { id })
  return row
}

/** The same held: its hand-overs and transfers take turns. @throws collections.agency_not_found */
export async function holdAgency(work: Work, id: string): Promise<AgencyTable> {
  await work.run('select id from agency where company_id = $1 and id = $2 for no key update', [
    work.companyId,
    id,
  ])
  return getAgency(work, id)
}

export const showAgency = query(
  'collections.read',
  async (from, { id }: { id: string }): Promise<Agency> => {
    const [agency] = await shown(from, [await getAgency(from, id)])
    if (!agency) throw new Error('One row is shown as one')
    return agency
  },
)

/** Who signs in for an agency may do that and nothing else: else it would see more than its debts. */
async function assertOutsiders(work: Work, { id, memberIds }: SaveAgency): Promise<void> {
  if (memberIds.length === 0) return
  const holders = new Map((await activeUsers(work)).map((each) => [each.userId, each]))
  for (const memberId of memberIds) {
    const grants = holders.get(memberId)?.grants
    if (!grants?.has('collections.agency_desk') || grants.size !== 1)
      throw new Refusal('collections.agency_user', { id: memberId })
  }
  const [other] = await work.run<{ name: string }>(
    `select a.name from agency_member m join agency a on a.company_id = m.company_id and a.id = m.agency_id
     where m.company_id = $1 and m.member_id = any($2::uuid[]) and m.agency_id <> $3`,
    [work.companyId, memberIds, id],
  )
  if (other) throw new Refusal('collections.agency_user', { agency: other.name })
}

async function writeMembers(work: Work, id: string, memberIds: readonly string[]): Promise<void> {
  await work.run(
    `delete from agency_member where company_id = $1 and agency_id = $2
       and not (member_id = any($3::uuid[]))`,
    [work.companyId, id, memberIds],
  )
  await work.run(
    `insert into agency_member (company_id, member_id, agency_id)
     select $1, m, $2 from unnest($3::uuid[]) as m order by m on conflict do nothing`,
    [work.companyId, id, memberIds],
  )
}

/** An agency as the log tells it: what was agreed, and who signs in for it. */
function logged(agency: Agency): object {
  const { open: _, left: __, memberIds: ___, owedBack: ____, between: _____, ...line } = agency
  const { members, terms, ...rest } = line
  return { ...rest, ...terms, members: members.map(({ name }) => name) }
}

/**
 * Makes or changes an agency. What it has in hand keeps the terms that it was referred under.
 * @throws collections.agency_user, collections.agency_has_debts
 */
export const saveAgency = command(
  'collections.agencies',
  async (work, input: SaveAgency): Promise<Agency> => {
    const [before] = await work.run<AgencyTable>(
      'select * from agency where company_id = $1 and id = $2 for update',
      [work.companyId, input.id],
    )
    await assertOutsiders(work, input)
    const was = before ? await shown(work, [before]) : []
    const [busy] = input.archived
      ? await work.run(
          'select 1 from referral where company_id = $1 and agency_id = $2 and ended_at is null limit 1',
          [work.companyId, input.id],
        )
      : []
    if (busy) throw new Refusal('collections.agency_has_debts', { name: input.name })
    await work.run(
      `insert into agency (company_id, id, name, registration, contact_name, phone, email, contract,
         terms, archived_at, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $10 then $11::timestamptz end, $11)
       on conflict (company_id, id) do update set name = excluded.name,
         registration = excluded.registration, contact_name = excluded.contact_name,
         phone = excluded.phone, email = excluded.email, contract = excluded.contract,
         terms = excluded.terms,
         archived_at = case when $10 then coalesce(agency.archived_at, $11) end`,
      [
        ...[work.companyId, input.id, input.name, input.registration, input.contactName],
        ...[input.phone, input.email, input.contract, JSON.stringify(input.terms)],
        ...[input.archived, work.now],
      ],
    )
    await writeMembers(work, input.id, input.memberIds)
    const [after] = await shown(work, [await getAgency(work, input.id)])
    if (!after) throw new Error('One row is shown as one')
    work.audit('collections.agency_saved', {
      kind: 'agency',
      id: input.id,
      before: was[0] ? logged(was[0]) : null,
      after: logged(after),
    })
    work.whisper('collections.agency_saved', { kind: 'agency', id: input.id })
    return after
  },
  { name: 'collections.save_agency' },
)

/** How debts leave the house; before anybody chose: without another's agreement, after seven days. */
export async function readAgencySettings(from: Pick<From, 'run' | 'companyId'>) {
  const [row] = await from.run<{ approval_needed: boolean; notice_days: number }>(
    'select approval_needed, notice_days from agency_setting where company_id = $1',
    [from.companyId],
  )
  return { approvalNeeded: row?.approval_needed ?? false, noticeDays: row?.notice_days ?? 7 }
}

export const showAgencySettings = query(
  'collections.read',
  (from): Promise<AgencySettings> => readAgencySettings(from),
)

export const saveAgencySettings = command(
  'collections.agencies',
  async (work, input: AgencySettings): Promise<AgencySettings> => {
    const before = await readAgencySettings(work)
    await work.run(
      `insert into agency_setting (company_id, approval_needed, notice_days) values ($1, $2, $3)
       on conflict (company_id) do update
         set approval_needed = excluded.approval_needed, notice_days = excluded.notice_days`,
      [work.companyId, input.approvalNeeded, input.noticeDays],
    )
    work.audit('collections.agency_settings_changed', {
      kind: 'company',
      id: work.companyId,
      before,
      after: input,
    })
    return input
  },
  { name: 'collections.save_agency_settings' },
)

/** The agency that someone signs in for. @throws collections.no_agency */
export async function ownAgency(from: From): Promise<AgencyTable> {
  const [row] = await from.run<AgencyTable>(
    `select a.* from agency_member m join agency a on a.company_id = m.company_id and a.id = m.agency_id
     where m.company_id = $1 and m.member_id = $2 and a.archived_at is null`,
    [from.companyId, from.session.actor.kind === 'user' ? from.session.actor.id : null],
  )
  if (!row) throw new Refusal('collections.no_agency')
  return row
}
