import { defaultPolicy } from '#core/collections/policy.ts'
import { addDays } from '#core/day.ts'
import { dayOf, nowOf } from '#platform/time.ts'
import type { Operation } from '#test/fuzz/operations.ts'
import { type Company, newId, type TestHouse } from '#test/house.ts'
import { fillAgency } from './fill-agency.ts'
import { employ, sessionToken } from './staff.ts'

export type Step = Readonly<{ name: string; status: number; text: string }>

export type Call = (
  name: string,
  input: Readonly<Record<string, unknown>>,
) => Promise<Record<string, unknown>>

/** Calls operations by their name in the contract; what does not answer with success is noted. */
function caller(
  house: TestHouse,
  operations: readonly Operation[],
  cookie: string,
  failed: Step[],
): Call {
  return async (name, input) => {
    const operation = operations.find((each) => each.name === name)
    // That every route of the contract is served is a test of its own.
    if (!operation) return {}
    const left = { ...input }
    const path = operation.path.replace(/\{(\w+)\}/g, (_, key: string) => {
      const value = String(left[key])
      delete left[key]
      return value
    })
    const hasBody = operation.body !== undefined
    const reply = await house.http.request(`http://wasl.test/api/v1${path}`, {
      method: operation.method,
      headers: {
        cookie: `wasl_sid=${cookie}`,
        ...(hasBody && { 'content-type': 'application/json' }),
      },
      ...(hasBody && { body: JSON.stringify(left) }),
    })
    const text = await reply.text()
    if (reply.status >= 300) failed.push({ name, status: reply.status, text: text.slice(0, 400) })
    try {
      return JSON.parse(text) as Record<string, unknown>
    } catch {
      return {}
    }
  }
}

const sar = (minor: number) => ({ minor, currency: 'SAR' })
const line = (words: string) => ({
  description: words,
  quantity: '2',
  unitPrice: '150',
  vat: { category: 'S', rateBasisPoints: 1500 },
})

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

async function fillMoney(call: Call, mark: string, customerId: string, day: string) {
  const draft = { customerId, currency: 'SAR', issuedOn: day, lines: [line(`بند ${mark}`)] }
  const words = { reference: mark, notes: mark, contract: mark }
  await call('invoicing.create', { id: newId(), ...draft, ...words })
  const posted = [newId(), newId(), newId()]
  for (const id of posted) await call('invoicing.create', { id, ...draft, ...words, post: true })
  const [first = '', , third = ''] = posted
  await call('invoicing.credit', { id: first, noteId: newId(), reason: `خصم ${mark}` })
  await call('payments.record', {
    id: newId(),
    customerId,
    amount: sar(50_000),
    method: 'transfer',
    paidOn: day,
    reference: mark,
    note: mark,
  })
  const onAccount = newId()
  await call('payments.record', {
    id: onAccount,
    customerId,
    amount: sar(9000),
    method: 'cash',
    paidOn: day,
    note: mark,
    shares: [],
  })
  await call('payments.refund', {
    id: newId(),
    paymentId: onAccount,
    amount: sar(1000),
    way: 'cash',
    note: mark,
    reference: mark,
  })
  await call('payments.createLink', { id: newId(), customerId, invoiceIds: [third] })
  const disputeId = newId()
  await call('collections.openDispute', {
    id: disputeId,
    invoiceId: third,
    reason: 'quality',
    amount: sar(100),
    note: mark,
  })
  await call('collections.addDisputeWord', { id: disputeId, requestId: newId(), text: mark })
  await call('collections.proposeConcession', {
    ...{ id: newId(), customerId, kind: 'settlement', currency: 'SAR', invoiceIds: [third] },
    ...{ amount: sar(1000), payBy: addDays(day, 7), reason: `تسوية ${mark}` },
  })
  await call('collections.makePromise', {
    ...{ id: newId(), customerId, amount: sar(1000), dueOn: addDays(day, 7), source: 'call' },
    ...{ invoiceIds: [third], note: mark, saidBy: mark },
  })
  await call('collections.proposePaymentPlan', {
    ...{ id: newId(), customerId, amount: sar(600), invoiceIds: [third], note: mark },
    ...{ graceDays: 5, breaksAfter: 1, answerBy: addDays(day, 7) },
    instalments: [
      { dueOn: addDays(day, 10), minor: 300 },
      { dueOn: addDays(day, 40), minor: 300 },
    ],
  })
  await call('collections.requestConfirmations', {
    ...{ id: newId(), asOf: day, whom: 'chosen', customerIds: [customerId] },
    ...{ answerBy: addDays(day, 14), channel: 'best', remindEveryDays: 5 },
  })
  await call('collections.pause', { id: newId(), customerId, reason: mark })
  await fillPolicies(call, mark, day)
  await call('collections.recordContact', {
    ...{ id: newId(), customerId, direction: 'in', outcome: 'call_back', note: mark },
    ...{ spokenTo: mark, followUp: { on: addDays(day, 3), minute: 600 } },
  })
  await call('collections.takeDesk', { customerId })
  await call('invoicing.send', { id: third, sendingId: newId() })
}

/** A policy that was tried on the past, and one that was compared with the general one. */
async function fillPolicies(call: Call, mark: string, day: string) {
  const key = 'compared'
  const policy = { ...defaultPolicy, key, isDefault: false, isOff: true }
  const [id, trialId] = [newId(), newId()]
  await call('collections.savePolicy', { key, name: mark, place: 10, policy })
  await call('collections.orderPolicies', { keys: [key, defaultPolicy.key] })
  await call('collections.startSimulation', { id, key, name: mark, place: 10, policy, costs: {} })
  await call('collections.startTrial', {
    ...{ id: trialId, name: mark, policyA: defaultPolicy.key, policyB: key },
    to: addDays(day, 30),
  })
  await call('collections.endTrial', { id: trialId, winner: null })
}

/** What a customer says they transferred, and what the bank says that arrived. */
async function fillBank(call: Call, mark: string, customerId: string, day: string) {
  await call('payments.openNotice', {
    id: newId(),
    customerId,
    amount: sar(12_300),
    paidOn: day,
    bank: `بنك ${mark}`,
    reference: mark,
    note: `بلاغ ${mark}`,
    file: { name: `${mark}.pdf`, content: Buffer.from(`%PDF-1.7 ${mark}`).toString('base64') },
  })
  await call('payments.saveStatementPlan', {
    ...{ id: newId(), name: `كشوف ${mark}`, every: 'month', day: 5, kind: 'open' },
    ...{ whom: 'chosen', customerIds: [customerId] },
  })
  for (const kind of ['advance', 'security']) {
    const id = newId()
    await call('payments.requestDeposit', {
      ...{ id, kind, customerId, subject: `طلب ${mark}`, note: `ملاحظة ${mark}` },
      ...{ amount: sar(5000), dueOn: day },
    })
    if (kind === 'security')
      await call('payments.payDeposit', {
        ...{ id, newPaymentId: newId(), method: 'cash', paidOn: day, reference: mark },
      })
  }
  const instrumentId = newId()
  await call('payments.takeInstrument', {
    ...{ id: instrumentId, kind: 'cheque', customerId, number: mark, issuer: `بنك ${mark}` },
    ...{ amount: sar(777), dueOn: day, party: `ساحب ${mark}`, note: `شيك ${mark}` },
    file: { name: `${mark}.pdf`, content: Buffer.from(`%PDF-1.7 ${mark}`).toString('base64') },
  })
  await call('payments.moveInstrument', { id: instrumentId, move: 'deposit' })
  const accountId = newId()
  const currency = 'SAR'
  await call('payments.saveBankAccount', { id: accountId, name: `حساب بنك ${mark}`, currency })
  const csv = [
    'Date,Description,Debit,Credit,Balance',
    `${day},Transfer of ${mark} alpha,,123.00,1123.00`,
    `${day},Transfer of ${mark} beta,,50.00,1173.00`,
    `${day},Fees ${mark},5.00,,1168.00`,
  ].join('\n')
  const file = { fileName: `${mark}.csv`, content: Buffer.from(csv).toString('base64') }
  await call('payments.takeStatement', { id: newId(), accountId, ...file })
  const { rows = [] } = (await call('payments.bankLines', {})) as {
    rows?: { id: string; amount: { minor: number } }[]
  }
  const line = rows.find((each) => each.amount.minor === 5000)
  await call('payments.matchLine', {
    id: line?.id,
    customerId,
    newPaymentId: newId(),
    remember: `transfer of ${mark} customer`,
  })
  const fee = rows.find((each) => each.amount.minor === -500)
  const { expenses } = (await call('payments.bankLine', { id: fee?.id })) as {
    expenses?: { likely: string | null }
  }
  await call('payments.bookExpense', { id: fee?.id, accountId: expenses?.likely })
}

/** What a customer asked to buy for on credit, what another was granted, and why one was stopped. */
async function fillCredit(call: Call, mark: string, [first, second]: string[], day: string) {
  const terms = { kind: 'days_from_invoice', days: 30 }
  const id = newId()
  await call('credit.apply', {
    ...{ id, customerId: first, limit: sar(1_000_000), terms, note: mark },
    facts: { bank: mark },
    references: [{ name: `مرجع ${mark}`, phone: '0500000000', said: mark }],
    checks: [{ kind: 'visit', outcome: 'good', note: mark }],
  })
  const content = Buffer.from(`%PDF-1.7 ${mark}`).toString('base64')
  await call('credit.attachDocument', { id, documentId: newId(), name: `${mark}.pdf`, content })
  await call('credit.grant', {
    ...{ customerId: second, limit: sar(900_000), terms, conditions: mark, reason: `ثقة ${mark}` },
    reviewOn: addDays(day, 90),
  })
  await call('credit.makeForm', { id: newId(), customerId: second })
  await call('credit.makeForm', { id: newId(), name: `طالب ائتمان ${mark}` })
  await call('credit.hold', { customerId: second, reason: `إيقاف ${mark}` })
}

/** A conversation with all that hangs on one, and what the inbox is set up with. */
async function fillInbox(call: Call, mark: string, accountId: string) {
  const conversationId = newId()
  await call('inbox.begin', {
    id: newId(),
    conversationId,
    to: { accountId, customerId: null, address: `writer-${mark}@example.com`.toLowerCase() },
    say: { kind: 'text', text: `مرحبًا ${mark}` },
    subject: `موضوع ${mark}`,
  })
  await call('inbox.note', { id: newId(), conversationId, text: `ملاحظة ${mark}`, mentions: [] })
  const labelId = newId()
  await call('inbox.saveLabel', { id: labelId, name: `وسم ${mark}`, colour: 'blue' })
  await call('inbox.setLabels', { id: conversationId, labelIds: [labelId] })
  const type = { departmentId: null, words: [mark], active: true }
  await call('inbox.saveType', { id: newId(), name: `نوع ${mark}`, ...type })
  await call('inbox.saveRule', {
    id: newId(),
    name: `قاعدة ${mark}`,
    on: true,
    when: { anyWords: [mark] },
    outcome: { labelId },
  })
  await call('collaboration.saveDevice', {
    id: newId(),
    name: `متصفح ${mark}`,
    endpoint: `https://push.invalid/${conversationId}`,
    keys: { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) },
  })
  await call('inbox.saveCanned', {
    id: newId(),
    shortcut: mark,
    title: mark,
    text: `أهلًا ${mark}`,
    language: 'ar',
    typeIds: [],
    channels: [],
    shared: true,
  })
}

async function fillSettings(call: Call, mark: string, customerId: string, day: string) {
  const mailId = newId()
  await call('messaging.saveAccount', {
    id: mailId,
    name: `بريد ${mark}`,
    vendor: {
      provider: 'smtp',
      host: 'mail.example.com',
      port: 587,
      secure: false,
      fromName: mark,
      fromAddress: 'from@example.com',
      secrets: { password: `secret-${mark}` },
    },
  })
  await fillInbox(call, mark, mailId)
  await call('messaging.saveConsent', {
    id: newId(),
    customerId,
    channel: 'email',
    optedOut: true,
    evidence: mark,
  })
  await call('ledger.saveAccount', {
    id: newId(),
    code: '9901',
    nameAr: `حساب ${mark}`,
    nameEn: mark,
    kind: 'expense',
  })
  await call('ledger.saveRate', { currency: 'USD', day, rate: '3.75' })
  const { rows = [] } = (await call('ledger.accounts', {})) as {
    rows?: { id: string; key: string }[]
  }
  const account = (key: string) => rows.find((each) => each.key === key)?.id
  await call('ledger.writeEntry', {
    id: newId(),
    postedOn: day,
    currency: 'SAR',
    memo: `قيد ${mark}`,
    lines: [
      { accountId: account('bank'), amount: 5000, memo: mark },
      { accountId: account('cash'), amount: -5000, memo: mark },
    ],
  })
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
