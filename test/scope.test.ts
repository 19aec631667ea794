import { expect, test } from 'vitest'
import { permissions } from '#core/permission.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import { operationsOf } from './fuzz/operations.ts'
import { newId, openHouse } from './house.ts'
import { inputFor } from './matrix/build.ts'
import { fill } from './matrix/fill.ts'
import { idsOf } from './matrix/inventory.ts'
import { ask, type Caller } from './matrix/matrix.ts'

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
  ...['collections.agencies', 'collections.agency', 'collections.commission'],
  ...['collections.policies', 'collections.orderPolicies', 'collections.trial'],
  ...['collections.simulation', 'collections.simulations'],
  ...['collections.trials', 'collections.disputeRules'],
  ...['collections.changeDisputeRules', 'collections.concessionLimits'],
  ...['collections.changeConcessionLimits', 'payments.statementPlans'],
  ...['payments.switchStatementPlan'],
  ...['inbox.canned', 'inbox.classifier', 'inbox.labels', 'inbox.orderRules', 'inbox.types'],
])

/** Holds every permission, each for their own customers alone, and has none. */
async function ownerOfNothing(): Promise<Caller> {
  const [id, secret] = [newId(), newToken()]
  const { companyId } = house.company
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
  const known = await idsOf(house, house.company.companyId, 8)
  const caller = await ownerOfNothing()
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
