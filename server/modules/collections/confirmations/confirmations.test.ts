import { expect, test } from 'vitest'
import type { RequestConfirmations } from '#core/collections/confirmation-api.ts'
import { eraseCustomer } from '#modules/contacts/erase-customer.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { systemSession } from '#platform/jobs.ts'
import { client } from '#test/browserless.ts'
import { type Debtor, now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { employ } from '#test/matrix/staff.ts'
import { pdfFile } from '#test/pdf-file.ts'
import { settleConfirmation, withdrawConfirmation } from './acts.ts'
import { sendConfirmation } from './letter.ts'
import { tokenOf } from './link.ts'
import { downloadLetter } from './print.ts'
import { listConfirmations, showConfirmation } from './queries.ts'
import { confirmationsFile, confirmationsPaper } from './register.ts'
import { requestConfirmations } from './request.ts'
import { confirmationsJob } from './run.ts'

const { the, debtor, mailsTo } = openChase()

const list = { limit: 50, sort: 'asked_at', direction: 'desc' } as const
const owing = () => {
  the.setNow(now)
  return debtor([
    { due: '2026-09-20', riyals: 500 },
    { due: '2026-10-20', riyals: 300 },
  ])
}
const request = (of: Debtor, change: Partial<RequestConfirmations> = {}) =>
  requestConfirmations(the.session(), {
    ...{ id: newId(), asOf: '2026-11-22', whom: 'chosen', customerIds: [of.id] },
    ...{ answerBy: '2026-12-10', channel: 'best', remindEveryDays: 5, ...change },
  })
const latest = async (of: Debtor) => {
  const { rows } = await listConfirmations(the.session(), { ...list, customerId: of.id })
  const [row] = rows
  if (!row) throw new Error('Nobody was asked')
  return row
}
/** Asks one customer, sends what waits, and gives back the confirmation with its customer's page. */
async function asked(of: Debtor, change: Partial<RequestConfirmations> = {}) {
  await request(of, change)
  await the.drain()
  const { id } = await latest(of)
  const token = tokenOf(the.session(), id)
  const call = client(the)
  const who = { name: 'سعد الدوسري', position: 'مدير مالي' }
  return {
    id,
    token,
    show: () => showConfirmation(the.session(), { id }),
    see: () => call('GET', `/confirm/${token}`),
    visit: () => call('POST', `/confirm/${token}/visit`, {}),
    agree: (requestId = newId()) =>
      call('POST', `/confirm/${token}/confirmation`, { ...who, requestId, agreed: true }),
    differ: (more: object = {}, requestId = newId()) =>
      call('POST', `/confirm/${token}/difference`, {
        ...{ ...who, requestId, theirs: [sar(650)], because: 'دفعنا 150 نقدًا', ...more },
      }),
  }
}
const tick = async (at: string) => {
  the.setNow(`${at}T08:00:00Z`)
  await confirmationsJob.run(systemSession(the.house, the.company.companyId), {})
  await the.drain()
}

// Before: an auditor's question went out by hand, and nobody kept who had answered it, or from where.
test('a customer is asked by mail, opens the link, and confirms in their own name', async () => {
  const late = await owing()
  const one = await asked(late)
  const [mail] = mailsTo(late)
  expect(mail?.text).toContain(`/confirm/${one.token}`)
  expect(mail?.text).toContain('800.00')
  expect(mail?.text).toContain('ليست مطالبة بالسداد')
  expect((await one.show()).state).toBe('sent')

  expect((await one.see()).status).toBe(200)
  expect((await one.show()).state).toBe('sent')
  await one.visit()
  expect((await one.show()).state).toBe('opened')

  const requestId = newId()
  const answers = await Promise.all([1, 2].map(() => one.agree(requestId)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  const record = await one.show()
  expect(record).toMatchObject({ state: 'confirmed', balances: [sar(800)], theirs: [] })
  expect(record.answer).toMatchObject({ agrees: true, by: 'سعد الدوسري', position: 'مدير مالي' })
  expect(record.answer?.address).not.toBeNull()
  expect((await one.differ()).status).toBe(409)
})

// Before: a balance was read again whenever it was looked at, so an answer was to another question.
test('what was asked about stays as it was, whatever is booked afterwards', async () => {
  const late = await owing()
  const one = await asked(late)
  await recordPayment(the.session(), {
    ...{ id: newId(), customerId: late.id, amount: sar(800), method: 'transfer' as const },
    ...{ paidOn: '2026-11-22', sendReceipt: false },
  })
  await the.drain()
  expect((await one.show()).balances).toEqual([sar(800)])
  expect((await one.show()).items.map(({ balance }) => balance.minor).toSorted()).toEqual([
    30_000, 50_000,
  ])
})

// Before: a difference was a line in somebody's mail; no invoice of it was held back from the chase.
test('another balance is kept with its paper, opens disputes, and waits to be cleared up', async () => {
  const late = await owing()
  const one = await asked(late)
  const [first = ''] = late.invoices
  const paper = pdfFile('كشف.pdf')
  const requestId = newId()
  expect((await one.differ({ invoiceIds: [first], file: paper }, requestId)).status).toBe(200)
  expect((await one.differ({ invoiceIds: [first], file: paper }, requestId)).status).toBe(200)
  const record = await one.show()
  expect(record).toMatchObject({ state: 'differs', theirs: [sar(650)], differences: [sar(150)] })
  expect(record.answer?.file?.mime).toBe('application/pdf')
  expect(record.answer?.disputes).toHaveLength(1)

  const unsettled = { ...list, customerId: late.id, unsettled: true }
  expect((await listConfirmations(the.session(), unsettled)).total).toBe(1)
  const settled = await settleConfirmation(the.session(), { id: one.id, note: 'سند قبض لم يُقيَّد' })
  expect(settled.settled?.note).toBe('سند قبض لم يُقيَّد')
  expect(settled.state).toBe('differs')
  expect((await listConfirmations(the.session(), unsettled)).total).toBe(0)
  await expect(
    settleConfirmation(the.session(), { id: one.id, note: 'مرة أخرى' }),
  ).rejects.toMatchObject({ code: 'collections.confirmation_over' })
})

test('theirs that is ours is no difference, and an invoice of another customer opens nothing', async () => {
  const late = await owing()
  const other = await owing()
  const one = await asked(late)
  expect((await one.differ({ theirs: [sar(800)] })).status).toBe(422)
  const [strange = ''] = other.invoices
  expect((await one.differ({ invoiceIds: [strange] })).status).toBe(200)
  expect((await one.show()).answer?.disputes).toEqual([])
})

// Before: whoever did not answer was forgotten until the auditor asked again.
test('who does not answer is reminded, then stands unanswered, and may still answer late', async () => {
  const late = await owing()
  const one = await asked(late, { answerBy: '2026-12-01', remindEveryDays: 4 })
  await tick('2026-11-25')
  expect(mailsTo(late)).toHaveLength(1)
  await tick('2026-11-26')
  await tick('2026-11-26')
  expect(mailsTo(late)).toHaveLength(2)
  expect(await one.show()).toMatchObject({ reminded: 1, state: 'sent' })
  await tick('2026-12-02')
  expect((await one.show()).state).toBe('unanswered')
  expect((await one.agree()).status).toBe(200)
  expect((await one.show()).state).toBe('confirmed')
})

/** The history of one as its page reads it, the oldest first. */
const historyOf = async (id: string) =>
  (
    await the.sql<{ action: string; after: Record<string, unknown> }>(
      'select action, after from audit where about_id = $1 order by seq',
      [id],
    )
  ).map(({ action, after }) => [
    action.replace('collections.confirmation_', ''),
    after['channel'] ?? after['reason'] ?? after['state'] ?? null,
  ])

// What was sent by itself stood at the round alone: the page of each had no history.
test('the history of one has who asked, every letter by its channel, and the answer', async () => {
  const late = await owing()
  const one = await asked(late, { answerBy: '2026-12-20', remindEveryDays: 4 })
  await tick('2026-11-26')
  await tick('2026-11-30')
  await the.sql('delete from customer_identity where customer_id = $1', [late.id])
  await tick('2026-12-04')
  await sendConfirmation(the.session(), {
    ...{ id: one.id, requestId: newId(), channel: 'email' as const },
  }).catch(() => undefined)
  await one.agree()
  expect(await historyOf(one.id)).toEqual([
    ['asked', null],
    ['sent', 'email'],
    ['reminded', 'email'],
    ['reminded', 'email'],
    ['unsent', 'no_address'],
    ['answered', 'confirmed'],
  ])
})

test('a customer without a way to reach them stands in the list with what stands against it', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-09-20' }], { email: false })
  await request(late)
  await the.drain()
  const row = await latest(late)
  expect([row.state, row.unsentWhy]).toEqual(['unsent', 'no_address'])
  await expect(
    sendConfirmation(the.session(), { id: row.id, requestId: newId() }),
  ).rejects.toMatchObject({ code: 'payments.no_address' })
})

// Before: a letter that was printed and handed over led to a page that took no answer.
test('whoever was handed the letter on paper opens its link and answers, though no way leads to them', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-09-20', riyals: 800 }], { email: false })
  const one = await asked(late)
  expect((await one.show()).state).toBe('unsent')
  await one.visit()
  expect((await one.show()).state).toBe('opened')
  expect((await one.agree()).status).toBe(200)
  expect((await one.show()).state).toBe('confirmed')
})

test('nobody is asked twice about one day, and what was taken back opens nothing', async () => {
  const late = await owing()
  const one = await asked(late)
  await expect(request(late)).rejects.toMatchObject({ code: 'collections.confirmation_nobody' })
  await withdrawConfirmation(the.session(), { id: one.id })
  expect((await one.see()).status).toBe(404)
  expect((await one.agree()).status).toBe(404)
  expect(await request(late)).toEqual({ asked: 1, passed: 0 })
  await expect(request(late, { asOf: '2026-11-23' })).rejects.toMatchObject({
    code: 'collections.confirmation_day',
  })
})

// Two colleagues who closed the month together wrote to every customer twice.
test('two who ask for the same balance at once ask for it once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const late = await owing()
    const both = await Promise.allSettled([request(late), request(late)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  }
})

test('theirs is one sum a currency, and none that no list could add up', async () => {
  const one = await asked(await owing())
  for (const theirs of [[sar(800), sar(650)], [{ minor: -9_007_199_254_740_991, currency: 'SAR' }]])
    expect((await one.differ({ theirs })).status).toBe(400)
  expect((await one.show()).state).toBe('sent')
})

test('that theirs differs is told to whoever looks after the customer, by its own record', async () => {
  const late = await owing()
  const collector = await employ(the, the.company, 'collector')
  await the.sql('update customer set owner_id = $2 where id = $1', [late.id, collector.ownerId])
  const one = await asked(late)
  await one.differ()
  await the.drain()
  const told = await the.sql<{ user_id: string }>(
    `select user_id from notification where kind = 'balance_differs'
       and about_kind = 'balance_confirmation' and about_id = $1`,
    [one.id],
  )
  expect(told.map(({ user_id: id }) => id).toSorted()).toEqual(
    [collector.ownerId, the.company.ownerId].toSorted(),
  )
})

test('a confirmation of a customer out of reach is not there, and its link is no key to another', async () => {
  const late = await owing()
  const one = await asked(late)
  const grants = { 'collections.confirm_balance': 'own', 'collections.read': 'own' } as const
  const session = the.session(grants)
  const gone = { code: 'collections.confirmation_not_found' }
  await expect(showConfirmation(session, { id: one.id })).rejects.toMatchObject(gone)
  await expect(withdrawConfirmation(session, { id: one.id })).rejects.toMatchObject(gone)
  await expect(sendConfirmation(session, { id: one.id, requestId: newId() })).rejects.toMatchObject(
    gone,
  )
  expect((await listConfirmations(session, list)).rows).toEqual([])
  const call = client(the)
  expect((await call('GET', `/confirm/${'x'.repeat(43)}`)).status).toBe(404)
  expect((await call('GET', `/pay/${one.token}`)).status).toBe(404)
})

test('the auditor has totals by state, the list as CSV and on paper, and each letter', async () => {
  const late = await owing()
  const one = await asked(late)
  await one.differ()
  const { totals } = await listConfirmations(the.session(), { ...list, customerId: late.id })
  expect(totals).toEqual([{ state: 'differs', count: 1, sums: [sar(800)] }])
  const csv = await (await confirmationsFile(the.session(), { customerId: late.id })).text()
  expect(csv).toContain('800.00,650.00,150.00')
  const head = async (file: File) =>
    Buffer.from(await file.arrayBuffer())
      .subarray(0, 5)
      .toString()
  expect(await head(await confirmationsPaper(the.session(), {}))).toBe('%PDF-')
  expect(await head(await downloadLetter(the.session(), { id: one.id }))).toBe('%PDF-')
  await the.sql("update customer set language = 'en' where id = $1", [late.id])
  expect(await head(await downloadLetter(the.session(), { id: one.id }))).toBe('%PDF-')
})

test('an erased customer leaves the balance and takes who answered, why, and the paper', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-09-20', riyals: 800 }])
  const one = await asked(late)
  const paper = pdfFile('كشف.pdf')
  expect((await one.differ({ file: paper })).status).toBe(200)
  await recordPayment(the.session(), {
    ...{ id: newId(), customerId: late.id, amount: sar(800), method: 'transfer' as const },
    ...{ paidOn: '2026-11-22', sendReceipt: false },
  })
  await the.drain()
  await the.sql("update customer set kind = 'person' where id = $1", [late.id])
  await eraseCustomer(the.session(), { id: late.id })
  await the.drain()
  const { answer, balances, theirs } = await one.show()
  expect([balances, theirs]).toEqual([[sar(800)], [sar(650)]])
  expect(answer).toMatchObject({ by: '—', position: '', because: '', address: null, file: null })
})
