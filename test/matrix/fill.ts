import { addDays } from '#core/day.ts'
import { dayOf, nowOf } from '#platform/time.ts'
import type { Operation } from '#test/fuzz/operations.ts'
import { type Company, newId, type TestHouse } from '#test/house.ts'
import { halalas } from '#test/money.ts'
import { pdfFile } from '#test/pdf-file.ts'
import { type Call, caller, type Step } from './caller.ts'
import { fillAgency } from './fill-agency.ts'
import { fillBank } from './fill-bank.ts'
import { fillMoney } from './fill-money.ts'
import { fillSettings } from './fill-settings.ts'
import { employ, sessionToken } from './staff.ts'

async function fillPeople(call: Call, mark: string): Promise<void> {
  await call('people.saveDepartment', { id: newId(), name: `قسم ${mark}` })
  await call('people.saveRole', {
    id: newId(),
    name: `دور ${mark}`,
    grants: { 'people.read': 'all' },
  })
  const access = { roleIds: [], departmentIds: [], extra: [], denied: [] }
  const email = `invited-${mark.toLowerCase()}@example.com`
  await call('people.invite', { id: newId(), name: `مدعو ${mark}`, email, ...access })
  await call('people.createApiKey', { id: newId(), name: `مفتاح ${mark}`, grants: {} })
  await call('customization.saveView', {
    id: newId(),
    list: 'customers',
    name: `عرض ${mark}`,
    search: { q: mark },
    shared: true,
  })
}

async function addCustomer(call: Call, mark: string, words: string): Promise<string> {
  const id = newId()
  const email = `${words}-${mark}-${id.slice(-6)}@example.com`.toLowerCase()
  await call('contacts.add', {
    id,
    name: `${words} ${mark}`,
    nameEn: `${words} ${mark}`,
    stage: 'customer',
    notes: mark,
    tags: [mark],
    terms: { kind: 'immediate' },
    identities: [
      { id: newId(), kind: 'email', typed: email, label: mark, primary: true },
      {
        id: newId(),
        kind: 'phone',
        typed: `+96650${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`,
        label: mark,
      },
    ],
    contacts: [{ id: newId(), name: `جهة ${mark}`, title: mark, primary: true }],
  })
  return id
}

/** What a customer asked to buy for on credit, what another was granted, and why one was stopped. */
async function fillCredit(call: Call, mark: string, [first, second]: string[], day: string) {
  const terms = { kind: 'days_from_invoice', days: 30 }
  const id = newId()
  await call('credit.apply', {
    ...{ id, customerId: first, limit: halalas(1_000_000), terms, note: mark },
    facts: { bank: mark },
    references: [{ name: `مرجع ${mark}`, phone: '0500000000', said: mark }],
    checks: [{ kind: 'visit', outcome: 'good', note: mark }],
  })
  await call('credit.attachDocument', { id, documentId: newId(), ...pdfFile(`${mark}.pdf`) })
  await call('credit.grant', {
    ...{
      customerId: second,
      limit: halalas(900_000),
      terms,
      conditions: mark,
      reason: `ثقة ${mark}`,
    },
    reviewOn: addDays(day, 90),
  })
  await call('credit.makeForm', { id: newId(), customerId: second })
  await call('credit.makeForm', { id: newId(), name: `طالب ائتمان ${mark}` })
  await call('credit.hold', { customerId: second, reason: `إيقاف ${mark}` })
}

/**
 * Gives a company something of everything, through the API alone, with this mark in every text.
 * @returns what could not be done, which is a failure of the matrix to see everything
 */
export async function fill(
  house: TestHouse,
  operations: readonly Operation[],
  company: Company,
  mark: string,
): Promise<Step[]> {
  const failed: Step[] = []
  const call = caller(house, operations, await sessionToken(house, company), failed)
  const day = dayOf(nowOf(house.house.clock), 'Asia/Riyadh')
  const profile = await call('people.company', {})
  await call('people.changeCompany', { ...profile, vatNumber: '300000000000003' })
  await fillPeople(call, mark)
  const customers: string[] = []
  for (const words of ['customer', 'other', 'merged', 'spare'])
    customers.push(await addCustomer(call, mark, words))
  const [first = '', second = '', third = '', spare = ''] = customers
  await fillMoney(call, mark, first, day)
  await fillMoney(call, mark, second, day)
  await fillBank(call, mark, first, day)
  await fillCredit(call, mark, customers, day)
  await fillSettings(call, mark, second, day)
  const outsider = await employ(house, company, 'agency')
  const agency = caller(house, operations, await sessionToken(house, outsider), failed)
  const given = { customerId: spare, memberId: outsider.ownerId, day }
  await fillAgency({ owner: call, agency }, mark, given)
  await call('contacts.merge', { id: second, mergeId: newId(), mergedId: third })
  // A user whom requests may name and end: nobody signs in as them.
  await employ(house, company, 'support')
  await house.drain()
  return failed
}
