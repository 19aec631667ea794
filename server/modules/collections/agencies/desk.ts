import type { DeskHappening, DeskReferral } from '#core/collections/desk-api.ts'
import { type HappenedStep, happened } from '../desk/happened.ts'
import type { From } from '../store.ts'
import { shownReferrals } from './store.ts'
import type { ReferralTable } from './tables.ts'

/** What of these parties is on its way to an agency or with one, the earliest first. */
export async function deskReferralsOf(
  from: From,
  parties: readonly string[],
): Promise<DeskReferral[]> {
  const rows = await from.run<ReferralTable>(
    `select * from referral where company_id = $1 and customer_id = any($2) and ended_at is null
     order by prepared_at, id`,
    [from.companyId, parties],
  )
  return (await shownReferrals(from, rows)).map((row) => ({
    id: row.id,
    state: row.waitsForApproval ? 'waits' : row.startedOn === null ? 'prepared' : 'begun',
    agency: row.agencyName,
    left: row.left,
    on: row.startedOn ?? row.effectiveOn,
  }))
}

type Row = ReferralTable & { agency: string }

const endedBefore = ({ state, started_at: startedAt }: Row) =>
  state === 'recalled' && startedAt === null ? 'given_up' : state

function preparedAs({ approved_at: approvedAt, ended_at: endedAt }: Row) {
  if (endedAt !== null) return 'made'
  return approvedAt === null ? 'waits' : 'prepared'
}

/** What happened with one referral, each thing on its own day; what began at once was not prepared. */
function stepsOf(row: Row): HappenedStep[] {
  const atOnce = row.started_at?.getTime() === row.prepared_at.getTime()
  return [
    [preparedAs(row), atOnce ? null : row.prepared_at, row.prepared_by],
    [atOnce ? 'referred' : 'begun', row.started_at, row.prepared_by],
    [endedBefore(row), row.ended_at, row.ended_by ?? ''],
  ]
}

/** What of these parties was referred to agencies, and what came of it: the latest of it. */
export async function referralHappenings(
  from: From,
  parties: readonly string[],
  most: number,
): Promise<DeskHappening[]> {
  const rows = await from.run<Row>(
    `select r.*, a.name as agency from referral r
     join agency a on a.company_id = r.company_id and a.id = r.agency_id
     where r.company_id = $1 and r.customer_id = any($2)
     order by greatest(r.prepared_at, r.started_at, r.ended_at) desc, r.id desc limit $3`,
    [from.companyId, parties, most],
  )
  return rows.flatMap((row) =>
    happened({ id: row.id, kind: 'referral' }, stepsOf(row), () => ({
      ...{ minor: row.amount, currency: row.currency, agency: row.agency },
      due: row.effective_on,
    })),
  )
}
