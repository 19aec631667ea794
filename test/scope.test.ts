import { expect, test } from 'vitest'
import { permissions } from '#core/permission.ts'
import { upload } from '#modules/importing/upload.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import { operationsOf } from './fuzz/operations.ts'
import { type Company, newId, openHouse, sar } from './house.ts'
import { inputFor } from './matrix/build.ts'
import { fill } from './matrix/fill.ts'
import { idsOf } from './matrix/inventory.ts'
import { ask, type Caller } from './matrix/matrix.ts'
import { owed } from './payments.ts'

const house = openHouse()
const canary = 'CANARYQX7'

/** What belongs to the company and to no owner: whoever may read it at all reads the whole. */
const ofTheCompany = new Set([
  ...['people.audit', 'people.apiKeys', 'people.departments', 'people.invitations'],
  ...['ledger.account', 'ledger.accounts', 'ledger.archiveAccount', 'ledger.restoreAccount'],
  ...['ledger.entry', 'ledger.journal', 'ledger.reverseEntry', 'ledger.trialBalance'],
  ...['messaging.accounts', 'messaging.chooseAccount', 'messaging.templates'],
  ...['payments.bankAccounts', 'payments.saveBankAccount', 'payments.bankStatements'],
  ...['payments.bankLines', 'payments.bankLine', 'payments.undoLine'],
  ...['payments.linkEntry'],
  ...['collections.agencies', 'collections.agency', 'collections.commission'],
  ...['collections.policies', 'collections.orderPolicies', 'collections.trial'],
  ...['collections.trials', 'collections.disputeRules'],
  ...['collections.changeDisputeRules', 'collections.concessionLimits'],
  ...['collections.changeConcessionLimits'],
  ...['inbox.canned', 'inbox.classifier', 'inbox.labels', 'inbox.orderRules', 'inbox.types'],
])

/** What a company sets for itself, with numbers in it that are no customer's. */
const settings = new Set([
  ...['collections.agencySettings', 'people.company', 'people.me', 'people.roles', 'people.users'],
  ...['ledger.periods', 'ledger.rates', 'messaging.accounts', 'inbox.agents', 'inbox.rules'],
  ...['collections.paymentPlanSettings', 'collections.settings', 'credit.settings'],
  ...['ledger.booksHealth', 'messaging.channelTemplates', 'payments.gateways', 'payments.settings'],
  // Whether the company has begun at all.
  'reports.firstDay',
])

/** Holds every permission, each for their own customers alone, and has none. */
async function ownerOfNothing({ companyId }: Company): Promise<Caller> {
  const [id, secret] = [newId(), newToken()]
  const grants = Object.fromEntries(permissions.map((permission) => [permission, 'own']))
  await house.sql(
    `insert into api_key (company_id, id, name, prefix, grants, created_at)
     values ($1, $2, 'own', 'own', $3, now())`,
    [companyId, id, JSON.stringify(grants)],
  )
  await house.house.pool.query('select gate.link_key($1, $2, $3)', [
    tokenHash(secret),
    companyId,
    id,
  ])
  return { name: 'an owner of nothing', headers: { authorization: `Bearer ${secret}` } }
}

test('who has no customer of their own is told of none, on any route', async () => {
  const operations = await operationsOf(house)
  await fill(house, operations, house.company, canary)
  const content = Buffer.from(`الاسم,الجوال\nعميل ${canary},0501112233\n`).toString('base64')
  await upload(house.session(), { id: newId(), fileName: `${canary}.csv`, content })
  const known = await idsOf(house, house.company.companyId, 8)
  const caller = await ownerOfNothing(house.company)
  const told: string[] = []
  let answered = 0
  for (const operation of operations) {
    const { status, text } = await ask(house, caller, operation, inputFor(operation, known))
    if (status === 200) answered += 1
    if (!ofTheCompany.has(operation.name) && text.includes(canary)) told.push(operation.name)
  }
  expect(told).toEqual([])
  expect(answered).toBeGreaterThan(40)
}, 120_000)

const idOrMoment = /[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z/g

test('to who has no customer of their own, a full company counts and sums like an empty one', async () => {
  const operations = await operationsOf(house)
  const { companyId, ownerId } = house.company
  const [late] = await house.sql<{ id: string }>(
    `select id from customer where company_id = $1 and survivor_id is null
       and not exists (select 1 from referral r where r.customer_id = customer.id) limit 1`,
    [companyId],
  )
  await owed(house, late?.id ?? '', sar(700), '2026-01-05')
  await house.drain()
  await house.sql(
    `update desk_row set collector_id = $2, home_id = $2, late = 70000, due_at = now() - interval '1 day'
     where company_id = $1 and customer_id = $3`,
    [companyId, ownerId, late?.id],
  )
  const empty = await house.anotherCompany('روافد الخليج للتوريدات')
  const callers = [await ownerOfNothing(house.company), await ownerOfNothing(empty)]
  const told: string[] = []
  let compared = 0
  for (const operation of operations) {
    const { name, method, path } = operation
    const reads = method === 'GET' || name === 'collections.countSegment'
    if (!reads || path.includes('{') || ofTheCompany.has(name) || settings.has(name)) continue
    const input = inputFor(operation, new Map())
    const answers = await Promise.all(callers.map((caller) => ask(house, caller, operation, input)))
    const [full, none] = answers.map(({ text }) => text.slice(text.lastIndexOf('\n') + 1))
    if (!full?.startsWith('{') || answers[0]?.status !== 200) continue
    compared += 1
    if (full.replaceAll(idOrMoment, '') !== none?.replaceAll(idOrMoment, '')) told.push(name)
  }
  expect(told).toEqual([])
  expect(compared).toBeGreaterThan(50)
}, 120_000)
