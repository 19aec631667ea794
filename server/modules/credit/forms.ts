import type { CreditFormRow, FormState, MakeForm } from '#core/credit/form.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, findCustomers, lockCustomer, partiesOf } from '#modules/contacts/index.ts'
import { command } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { tokenHash } from '#platform/secrets.ts'
import { ownersWithin, type Session } from '#platform/session.ts'
import type { From } from './store.ts'

const dayMs = 86_400_000

export type FormRow = {
  id: string
  customer_id: string | null
  name: string
  made_at: Date
  made_by_id: string | null
  made_by: string
  expires_at: Date
  revoked_at: Date | null
  sent_at: Date | null
  application_id: string | null
}

/** The same address for the same link, whenever it is shown: only its hash is kept. */
const tokenOf = (session: Session, id: string): string =>
  session.house.safe.tokenFor(`credit_form|${id}`)

/** Where a link stands at a moment. */
export function formState(row: FormRow, now: Date): FormState {
  if (row.sent_at !== null) return 'sent'
  if (row.revoked_at !== null) return 'revoked'
  return row.expires_at <= now ? 'expired' : 'open'
}

/** @throws credit.form_not_found */
export async function findForm(
  from: Pick<From, 'run' | 'companyId'>,
  id: string,
): Promise<FormRow> {
  const [row] = await from.run<FormRow>(
    'select * from credit_form where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  if (!row) throw new Refusal('credit.form_not_found')
  return row
}

async function shown(from: From, rows: readonly FormRow[]): Promise<CreditFormRow[]> {
  const cards = await findCustomers(
    from,
    rows.flatMap((row) => row.customer_id ?? []),
  )
  return rows.map((row) => {
    const state = formState(row, from.now)
    const { publicUrl } = from.session.house
    return {
      id: row.id,
      customerId: row.customer_id,
      name: (row.customer_id && cards.get(row.customer_id)?.name) || row.name,
      state,
      url: state === 'open' ? `${publicUrl}/credit-form/${tokenOf(from.session, row.id)}` : null,
      madeAt: row.made_at.toISOString(),
      madeBy: row.made_by,
      expiresAt: row.expires_at.toISOString(),
      applicationId: row.application_id,
    }
  })
}

async function shownForm(from: From, id: string): Promise<CreditFormRow> {
  const [form] = await shown(from, [await findForm(from, id)])
  if (!form) throw new Error('One row is shown as one')
  return form
}

/** Whose customers one reaches; of those who are none yet, what oneself or one's people made. */
async function reachOf(from: From) {
  const owners = ownersWithin(from.session, 'credit.invite') ?? null
  const customers = (await customersWithin(from, 'credit.invite')) ?? null
  return { customers, owners }
}

type Listed = {
  cursor?: string | undefined
  limit: number
  customerId?: string | undefined
}

/** The links that were made, the newest first. */
export const listForms = query('credit.invite', async (from, input: Listed) => {
  const offset = Number(input.cursor ?? 0) || 0
  const { customers, owners } = await reachOf(from)
  const parties = input.customerId ? await partiesOf(from, input.customerId, 'credit.invite') : null
  const matching = `from credit_form f where f.company_id = $1
    and (f.customer_id is null or $2::uuid[] is null or f.customer_id = any($2))
    and (f.customer_id is not null or $3::uuid[] is null or f.made_by_id = any($3))
    and ($4::uuid[] is null or f.customer_id = any($4))`
  const filters = [from.companyId, customers, owners, parties]
  const rows = await from.run<FormRow>(
    `select f.* ${matching} order by f.made_at desc, f.id desc offset $5 limit $6`,
    [...filters, offset, input.limit + 1],
  )
  const [counted] = await from.run<{ count: number }>(
    `select count(*) as count ${matching}`,
    filters,
  )
  return {
    rows: await shown(from, rows.slice(0, input.limit)),
    nextCursor: rows.length > input.limit ? String(offset + input.limit) : null,
    total: counted?.count ?? 0,
  }
})

/**
 * Makes a link behind which a customer, or somebody who is none yet, asks for credit himself, once.
 * @throws contacts.customer_not_found
 */
export const makeForm = command(
  'credit.invite',
  async (work, input: MakeForm): Promise<CreditFormRow> => {
    const { id, customerId, name, days } = input
    const customer = customerId ? await lockCustomer(work, customerId, 'credit.invite') : undefined
    await work.run(
      `insert into credit_form (company_id, id, customer_id, name, made_at, made_by_id, made_by,
         expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[work.companyId, id, customer?.id ?? null, customer ? '' : name, work.now],
        ...[work.actor.id, work.actor.name, new Date(work.now.getTime() + days * dayMs)],
      ],
    )
    await work.run(
      "select gate.add_public_links(array[$1::bytea], 'credit_form', array[$2::uuid])",
      [tokenHash(tokenOf(work.session, id)), id],
    )
    work.audit('credit.form_made', {
      kind: 'credit_form',
      id,
      before: null,
      after: { customerId: customer?.id ?? null, days },
    })
    work.whisper('credit.form_made', { kind: 'credit_form', id })
    return shownForm(work, id)
  },
  { name: 'credit.make_form', once: ({ id }) => id },
)

/** Ends a link before its day; what was sent stays. @throws credit.form_not_found, credit.form_sent */
export const revokeForm = command(
  'credit.invite',
  async (work, { id }: { id: string }): Promise<CreditFormRow> => {
    const { customers, owners } = await reachOf(work)
    const [row] = await work.run<FormRow>(
      'select * from credit_form where company_id = $1 and id = $2 for no key update',
      [work.companyId, id],
    )
    const theirs = row?.customer_id
      ? !customers || customers.includes(row.customer_id)
      : !owners || owners.includes(row?.made_by_id ?? '')
    if (!row || !theirs) throw new Refusal('credit.form_not_found')
    if (row.sent_at !== null) throw new Refusal('credit.form_sent')
    await work.run(
      `update credit_form set revoked_at = coalesce(revoked_at, $3), revoked_by = coalesce(revoked_by, $4)
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.now, work.actor.name],
    )
    work.audit('credit.form_revoked', {
      kind: 'credit_form',
      id,
      before: { revoked: row.revoked_at !== null },
      after: { revoked: true },
    })
    work.whisper('credit.form_revoked', { kind: 'credit_form', id })
    return shownForm(work, id)
  },
  { name: 'credit.revoke_form' },
)
