import type {
  ApplyForCredit,
  ChangeApplication,
  CreditApplication,
} from '#core/credit/application.ts'
import { CreditApplied, CreditWithdrawn } from '#core/credit/events.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import {
  type LockedCustomer,
  lockCustomer,
  lockCustomerOr,
  partiesOf,
  reachedOr,
} from '#modules/contacts/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { fileLink } from '#platform/stored-files.ts'
import type { ApplicationRow, From } from './store.ts'

type DocumentRow = {
  id: string
  application_id: string
  file_id: string
  name: string
  mime: string
}

function documentsOf(from: From, ids: readonly string[]): Promise<DocumentRow[]> {
  return from.run<DocumentRow>(
    `select d.id, d.application_id, d.file_id, f.name, f.mime from credit_document d
     join file f on f.company_id = d.company_id and f.id = d.file_id
     where d.company_id = $1 and d.application_id = any($2) order by d.id`,
    [from.companyId, [...ids]],
  )
}

async function shown(from: From, rows: readonly ApplicationRow[]): Promise<CreditApplication[]> {
  const documents = await documentsOf(
    from,
    rows.map(({ id }) => id),
  )
  const { house, companyId } = from.session
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    state: row.state,
    source: row.source,
    company: row.company,
    limit: { minor: row.asked_limit, currency: row.currency },
    terms: row.terms,
    note: row.note,
    references: row.trade_references,
    facts: row.facts,
    checks: row.checks,
    documents: documents
      .filter((each) => each.application_id === row.id)
      .map(({ id, name, mime, file_id: fileId }) => ({
        id,
        name,
        mime,
        link: fileLink(house, companyId, fileId),
      })),
    openedAt: row.opened_at.toISOString(),
    openedBy: row.opened_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decidedBy: row.decided_by,
    decision: row.decision,
  }))
}

/** What a customer asked for, newest first. */
export const applicationsOf = async (
  from: From,
  parties: readonly string[],
): Promise<CreditApplication[]> =>
  shown(
    from,
    await from.run<ApplicationRow>(
      `select * from credit_application where company_id = $1 and customer_id = any($2)
       order by opened_at desc, id desc limit 50`,
      [from.companyId, [...parties]],
    ),
  )

async function findApplication(from: Pick<From, 'run' | 'companyId'>, id: string) {
  const [row] = await from.run<ApplicationRow>(
    'select * from credit_application where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  if (!row) throw new Refusal('credit.application_not_found', { id })
  return row
}

/** @throws credit.application_not_found */
export async function readApplication(from: From, id: string): Promise<CreditApplication> {
  const [application] = await shown(from, [await findApplication(from, id)])
  if (!application) throw new Error('One row is shown as one')
  return application
}

/** One application. @throws credit.application_not_found */
export const showApplication = query('credit.read', async (from, { id }: { id: string }) => {
  const application = await readApplication(from, id)
  const reached = partiesOf(from, application.customerId, 'credit.read')
  await reachedOr(reached, () => new Refusal('credit.application_not_found', { id }))
  return application
})

/**
 * An application that waits for a decision, held behind its customer.
 * @throws credit.application_not_found, credit.application_ended
 */
export async function lockApplication(
  work: Work,
  id: string,
  permission: Permission,
): Promise<{ row: ApplicationRow; customer: LockedCustomer }> {
  const { customer_id: customerId } = await findApplication(work, id)
  const customer = await lockCustomerOr(
    work,
    customerId,
    permission,
    () => new Refusal('credit.application_not_found', { id }),
  )
  const row = await findApplication(work, id)
  if (row.state !== 'open') throw new Refusal('credit.application_ended', { id })
  return { row, customer }
}

/** What the audit log keeps of an application: figures, and no names of third persons. */
const logged = ({
  limit,
  terms,
  checks,
}: Pick<CreditApplication, 'limit' | 'terms' | 'checks'>) => ({
  limit,
  terms,
  checks: checks.map(({ kind, outcome }) => ({ kind, outcome })),
})

/** The application of a customer that waits for a decision, if there is one. */
export async function openApplication(
  work: Work,
  { parties }: LockedCustomer,
): Promise<string | undefined> {
  const [known] = await work.run<{ id: string }>(
    `select id from credit_application where company_id = $1 and customer_id = any($2)
       and state = 'open'`,
    [work.companyId, parties],
  )
  return known?.id
}

type NewApplication = Omit<ApplyForCredit, 'customerId'> &
  Readonly<{
    by: string
    /** What they say of themselves, where they filled it in. */
    company: CreditApplication['company']
  }>

/** Writes an application of a customer who is held and has none that waits, and says so. */
export async function insertApplication(
  work: Work,
  customer: LockedCustomer,
  input: NewApplication,
): Promise<void> {
  const { id, limit, company } = input
  await work.run(
    `insert into credit_application (company_id, id, customer_id, asked_limit, currency, terms, note,
       trade_references, facts, checks, opened_at, opened_by, source, company)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[work.companyId, id, customer.id, limit.minor, limit.currency],
      ...[JSON.stringify(input.terms), input.note, JSON.stringify(input.references)],
      ...[JSON.stringify(input.facts), JSON.stringify(input.checks), work.now, input.by],
      ...(company ? ['customer', JSON.stringify(company)] : ['staff', null]),
    ],
  )
  work.audit('credit.applied', {
    kind: 'credit_application',
    id,
    before: null,
    after: { ...logged(input), source: company ? 'customer' : 'staff' },
  })
  work.publish(
    CreditApplied,
    { kind: 'credit_application', id, customerId: customer.id },
    {
      applicationId: id,
      customerId: customer.id,
      amount: limit,
      fromCustomer: company !== null,
    },
  )
}

/**
 * Writes down that a customer wants to buy on credit.
 * @throws contacts.customer_not_found, credit.application_open
 */
export const applyForCredit = command(
  'credit.apply',
  async (work, input: ApplyForCredit): Promise<CreditApplication> => {
    const customer = await lockCustomer(work, input.customerId, 'credit.apply')
    if (await openApplication(work, customer)) throw new Refusal('credit.application_open')
    const { customerId: _, ...said } = input
    await insertApplication(work, customer, { ...said, by: work.actor.name, company: null })
    return readApplication(work, input.id)
  },
  { name: 'credit.apply', once: ({ id }) => id },
)

/** Rewrites an application that waits: what is asked, said and looked into. */
export const changeApplication = command(
  'credit.apply',
  async (work, input: ChangeApplication): Promise<CreditApplication> => {
    await lockApplication(work, input.id, 'credit.apply')
    const before = await readApplication(work, input.id)
    await work.run(
      `update credit_application set asked_limit = $3, currency = $4, terms = $5, note = $6,
         trade_references = $7, facts = $8, checks = $9 where company_id = $1 and id = $2`,
      [
        ...[work.companyId, input.id, input.limit.minor, input.limit.currency],
        ...[JSON.stringify(input.terms), input.note, JSON.stringify(input.references)],
        ...[JSON.stringify(input.facts), JSON.stringify(input.checks)],
      ],
    )
    work.audit('credit.application_changed', {
      kind: 'credit_application',
      id: input.id,
      before: logged(before),
      after: logged(input),
    })
    return readApplication(work, input.id)
  },
  { name: 'credit.change_application' },
)

/** Ends an application that nobody wants any more. */
export const withdrawApplication = command(
  'credit.apply',
  async (work, { id }: { id: string }): Promise<CreditApplication> => {
    const { customer } = await lockApplication(work, id, 'credit.apply')
    await work.run(
      `update credit_application set state = 'withdrawn', decided_at = $3, decided_by = $4
       where company_id = $1 and id = $2`,
      [work.companyId, id, work.now, work.actor.name],
    )
    work.audit('credit.withdrawn', {
      kind: 'credit_application',
      id,
      before: { state: 'open' },
      after: { state: 'withdrawn' },
    })
    work.publish(
      CreditWithdrawn,
      { kind: 'credit_application', id, customerId: customer.id },
      { applicationId: id, customerId: customer.id },
    )
    return readApplication(work, id)
  },
  { name: 'credit.withdraw_application' },
)
