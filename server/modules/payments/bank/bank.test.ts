import { afterEach, expect, test } from 'vitest'
import { bankOf, type Movement } from '#test/bank.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf, problemsOf } from '#test/invoicing.ts'
import { left, owed, paid } from '#test/payments.ts'
import { showNotice } from '../notices/list-notices.ts'
import { openNotice } from '../notices/open-notice.ts'
import { recordPayment } from '../record-payment.ts'
import { reversePayment } from '../reverse-payment.ts'
import { saveAccount } from './accounts.ts'
import { listLines, showLine } from './lines.ts'
import { matchLine, matchSure } from './match-line.ts'
import { listRules, removeRule } from './rules.ts'
import { previewBank, takeStatement } from './take-statement.ts'
import { ignoreLines, undoLine } from './undo-line.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
afterEach(async () => expect(await problemsOf(house)).toEqual([]))

const { account, fileOf, taken } = bankOf(house)

const book = (id: string, customerId: string, change = {}) =>
  matchLine(house.session(), { id, customerId, newPaymentId: newId(), ...change })

test('a statement is seen before it is taken, and taken once', async () => {
  const accountId = await account()
  const file = fileOf([
    ['2026-11-18', 'one', 100],
    ['2026-11-19', 'two', -30],
  ])
  const before = await previewBank(house.session(), { accountId, ...file })
  expect(before).toMatchObject({
    format: 'csv',
    faults: [],
    taken: null,
    statement: { proven: true, lines: 2, known: 0, from: '2026-11-18', to: '2026-11-19' },
  })
  const id = newId()
  const input = { id, accountId, ...file, sure: false }
  await Promise.all([takeStatement(house.session(), input), takeStatement(house.session(), input)])
  await expect(takeStatement(house.session(), { ...input, id: newId() })).rejects.toMatchObject({
    code: 'payments.statement_taken',
  })
  const after = await previewBank(house.session(), { accountId, ...file })
  expect(after.taken).toMatchObject({ by: 'نورة السبيعي' })
  expect((await listLines(house.session(), { accountId, limit: 50 })).rows).toHaveLength(2)
})

test('lines that an earlier file brought are there already', async () => {
  const accountId = await account()
  const first: Movement[] = [
    ['2026-11-17', 'a', 50],
    ['2026-11-18', 'same', 20],
    ['2026-11-18', 'same', 20],
  ]
  const take = (movements: Movement[]) =>
    takeStatement(house.session(), {
      ...{ id: newId(), accountId, sure: false },
      ...fileOf(movements, 500),
    })
  expect(await take(first)).toMatchObject({ lines: 3, fresh: 3 })
  const second = await take([...first, ['2026-11-19', 'new', 5]])
  expect(second).toMatchObject({ lines: 4, fresh: 1 })
})

test('a file with a fault is refused whole, and one that nothing proves wants a word', async () => {
  const accountId = await account()
  const csv = (text: string) => ({
    ...{ id: newId(), accountId, fileName: 'x.csv', sure: false },
    content: Buffer.from(text).toString('base64'),
  })
  const head = 'Date,Description,Amount,Balance\n'
  await expect(
    takeStatement(house.session(), csv(`${head}2026-11-18,a,10,110\n2026-11-19,b,10,999\n`)),
  ).rejects.toMatchObject({ code: 'payments.statement_faulty', facts: { row: 3 } })
  const unproven = csv('Date,Description,Amount\n2026-11-18,a,10\n2026-11-19,b,10\n')
  await expect(takeStatement(house.session(), unproven)).rejects.toMatchObject({
    code: 'payments.statement_unproven',
  })
  expect(await takeStatement(house.session(), { ...unproven, sure: true })).toMatchObject({
    proven: false,
    fresh: 2,
  })
})

test('what was learned of a file with words above its headings loses no line of one without', async () => {
  const accountId = await account()
  const file = (text: string) => ({
    fileName: 'x.csv',
    content: Buffer.from(text).toString('base64'),
  })
  const head = 'التاريخ,البيان,مدين,دائن,الرصيد\n'
  const above = 'كشف حساب\nمن,2026-11-01\n\n'
  const first = file(`${above}${head}2026-11-16,a,,100,100\n2026-11-17,b,40,,60\n`)
  const { mapping } = await previewBank(house.session(), { accountId, ...first })
  expect(mapping?.headerRow).toBe(4)
  await takeStatement(house.session(), {
    ...{ id: newId(), accountId, ...first, sure: false },
    ...(mapping && { mapping }),
  })
  const rows = ['2026-11-18,c,,10,70', '2026-11-18,d,,20,90', '2026-11-19,e,,5,95']
  const plain = file(`${head}${rows.join('\n')}\n2026-11-20,f,15,,80\n2026-11-20,g,1,,79\n`)
  const seen = await previewBank(house.session(), { accountId, ...plain })
  expect(seen).toMatchObject({ mapping: { headerRow: 1 }, statement: { lines: 5, proven: true } })
})

test('a line is proposed with its reasons, booked as a transfer, and undone to where it was', async () => {
  const customer = await customerOf(house)
  const invoice = await owed(house, customer, sar(345))
  const [line = ''] = await taken(['2026-11-19', `حوالة واردة ${invoice.number}`, 345])
  const seen = await showLine(house.session(), { id: line })
  expect(seen.proposals[0]).toMatchObject({
    customerId: customer,
    items: [{ number: invoice.number, amount: sar(345) }],
    why: [{ code: 'invoice_number' }, { code: 'amount_one' }],
  })
  const shares = seen.proposals[0]?.shares ?? []
  const matched = await book(line, customer, { shares })
  expect(matched).toMatchObject({ state: 'matched', match: { booked: true, customerId: customer } })
  expect(await left(house, invoice)).toBe(0)

  expect(await undoLine(house.session(), { id: line })).toMatchObject({
    state: 'open',
    match: null,
  })
  expect(await left(house, invoice)).toBe(345_00)
  expect(await book(line, customer)).toMatchObject({ state: 'matched' })
})

test('a line is never booked twice, by whomever at once', async () => {
  const [customer, other] = [await customerOf(house), await customerOf(house)]
  const [line = ''] = await taken(['2026-11-19', 'nobody knows', 120])
  const tries = await Promise.allSettled(
    [customer, other, customer, other].map((id) => book(line, id)),
  )
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const each of tries)
    if (each.status === 'rejected')
      expect(each.reason).toMatchObject({ code: 'payments.line_taken' })
  const booked = await house.sql('select 1 from payment where customer_id = any($1)', [
    [customer, other],
  ])
  expect(booked).toHaveLength(1)
})

test('a payment that is in the books already is linked, once, and nothing is booked', async () => {
  const customer = await customerOf(house)
  const known = await recordPayment(
    house.session(),
    paid(customer, sar(77), { paidOn: '2026-11-19' }),
  )
  const lines = await taken(['2026-11-19', 'first', 77], ['2026-11-20', 'second', 77])
  const [first = '', second = ''] = lines
  const { proposals } = await showLine(house.session(), { id: first })
  expect(proposals.find(({ paymentId }) => paymentId === known.id)?.why).toEqual([
    { code: 'payment_amount', points: 30 },
    { code: 'payment_day', points: 20 },
  ])
  const link = (id: string) =>
    matchLine(house.session(), { id, customerId: customer, knownPaymentId: known.id })
  const tries = await Promise.allSettled([link(first), link(second)])
  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await house.sql('select 1 from payment where customer_id = $1', [customer])).toHaveLength(
    1,
  )

  await undoLine(house.session(), { id: tries[0]?.status === 'fulfilled' ? first : second })
  expect(
    await house.sql('select 1 from payment_reversal where payment_id = $1', [known.id]),
  ).toEqual([])
})

test('a line of another amount is not a payment that it is not', async () => {
  const customer = await customerOf(house)
  const known = await recordPayment(house.session(), paid(customer, sar(78)))
  const [line = ''] = await taken(['2026-11-19', 'another', 79])
  await expect(
    matchLine(house.session(), { id: line, customerId: customer, knownPaymentId: known.id }),
  ).rejects.toMatchObject({ code: 'payments.line_other_amount' })
})

test('a notice that waits is answered by its line, and waits again when that is undone', async () => {
  const customer = await customerOf(house)
  await owed(house, customer, sar(600))
  const notice = await openNotice(house.session(), {
    ...{ id: newId(), customerId: customer, amount: sar(610), paidOn: '2026-11-19' },
    reference: 'FT998877',
  })
  const [line = ''] = await taken(['2026-11-20', 'SARIE FT998877', 610])
  expect((await showNotice(house.session(), { id: notice.id })).lines).toMatchObject([{ id: line }])
  const { proposals } = await showLine(house.session(), { id: line })
  expect(proposals[0]).toMatchObject({ noticeId: notice.id, customerId: customer })

  const done = await matchSure(house.session(), {
    lines: [{ lineId: line, newPaymentId: newId() }],
  })
  expect(done).toEqual({ matched: [line], left: [] })
  expect(await showNotice(house.session(), { id: notice.id })).toMatchObject({ state: 'confirmed' })
  await undoLine(house.session(), { id: line })
  expect(await showNotice(house.session(), { id: notice.id })).toMatchObject({ state: 'open' })
})

test('only what is sure is accepted unseen', async () => {
  const customer = await customerOf(house)
  await owed(house, customer, sar(4321))
  const [line = ''] = await taken(['2026-11-20', 'amount alone', 4321])
  const input = { lines: [{ lineId: line, newPaymentId: newId() }] }
  expect(await matchSure(house.session(), input)).toEqual({ matched: [], left: [line] })
})

test('fees are put aside with a reason, and come back', async () => {
  const [line = ''] = await taken(['2026-11-20', 'monthly fee', -15])
  await expect(book(line, await customerOf(house))).rejects.toMatchObject({
    code: 'payments.line_goes_out',
  })
  await ignoreLines(house.session(), { ids: [line], reason: 'رسوم بنكية' })
  expect(await showLine(house.session(), { id: line })).toMatchObject({
    state: 'ignored',
    reason: 'رسوم بنكية',
  })
  expect(await undoLine(house.session(), { id: line })).toMatchObject({
    state: 'open',
    reason: null,
  })
  await expect(undoLine(house.session(), { id: line })).rejects.toMatchObject({
    code: 'payments.line_open',
  })
})

test('words that were learned propose their customer until they are forgotten', async () => {
  const customer = await customerOf(house)
  const [first = '', second = ''] = await taken(
    ['2026-11-18', 'JEDDAH GULF HOLDING 1', 61],
    ['2026-11-19', 'JEDDAH GULF HOLDING 2', 62],
  )
  await book(first, customer, { remember: 'Jeddah Gulf Holding 1' })
  const { rows } = await listRules(house.session(), {})
  expect(rows).toMatchObject([{ words: 'jeddah gulf holding', customerId: customer }])
  const why = async () => (await showLine(house.session(), { id: second })).proposals[0]?.why
  expect(await why()).toEqual([{ code: 'rule', points: 40 }])
  await removeRule(house.session(), { id: rows[0]?.id ?? '' })
  expect(await why()).toBeUndefined()
})

test('an account that money came from speaks for who sent it; the company’s own for nobody', async () => {
  const own = 'SA0380000000608010167519'
  const theirs = 'GB29NWBK60161331926819'
  const accountId = newId()
  await saveAccount(house.session(), { id: accountId, name: 'بآيبان', iban: own, currency: 'SAR' })
  const rows = [own, own, theirs, theirs].map((iban, at) => {
    const amount = 701 + at
    const balance = [701, 1403, 2106, 2810][at]
    return `2026-11-1${at},words ${at},${iban},,${amount}.00,${balance}.00`
  })
  const text = ['Date,Description,IBAN,Debit,Credit,Balance', ...rows].join('\n')
  const file = { fileName: 'ibans.csv', content: Buffer.from(text).toString('base64') }
  await takeStatement(house.session(), { id: newId(), accountId, ...file, sure: false })
  const lines = (await listLines(house.session(), { accountId, limit: 50 })).rows
  const [theirs2 = '', theirs1 = '', own2 = '', own1 = ''] = lines.map(({ id }) => id)
  const customer = await customerOf(house)
  await book(own1, customer)
  await book(theirs1, customer)
  const why = async (id: string) => (await showLine(house.session(), { id })).proposals[0]?.why
  expect(await why(own2)).toBeUndefined()
  expect(await why(theirs2)).toEqual([{ code: 'iban', points: 45 }])
})

test('what was learned of a customer out of reach is not theirs to forget', async () => {
  const customer = await customerOf(house)
  const [line = ''] = await taken(['2026-11-18', 'TABUK STONE WORKS', 65])
  await book(line, customer, { remember: 'Tabuk Stone Works' })
  const { rows } = await listRules(house.session(), {})
  const id = rows.find(({ words }) => words === 'tabuk stone works')?.id ?? ''
  const stranger = house.session({ 'payments.bank': 'own' })
  const theirs = { ...stranger, actor: { ...stranger.actor, id: newId() } }
  await expect(removeRule(theirs, { id })).rejects.toMatchObject({
    code: 'payments.rule_not_found',
  })
  await removeRule(house.session(), { id })
})

test('the messages of one file are one statement only where each follows the one before', async () => {
  const accountId = await account()
  const message = (currency: string, opening: number, closing: number) =>
    [
      ':20:STATEMENT',
      ':25:12345678',
      `:60F:C261118${currency}${opening},00`,
      `:61:2611181118C${closing - opening},00NTRFNONREF`,
      ':86:transfer',
      `:62F:C261118${currency}${closing},00`,
      '-',
    ].join('\r\n')
  const preview = (...messages: string[]) =>
    previewBank(house.session(), {
      ...{ accountId, fileName: 'x.sta' },
      content: Buffer.from(messages.join('\r\n')).toString('base64'),
    })
  const first = message('SAR', 100, 110)
  const whole = await preview(first, message('SAR', 110, 150))
  expect(whole.statement).toMatchObject({ lines: 2, proven: true, closing: sar(150) })
  const torn = await preview(first, message('SAR', 120, 150))
  expect(torn.statement).toMatchObject({ lines: 2, proven: false })
  await expect(preview(first, message('AED', 110, 150))).rejects.toMatchObject({
    code: 'payments.statement_accounts',
  })
})

test('a payment that is reversed as a mistake gives its line back; a bounced one did arrive', async () => {
  const customer = await customerOf(house)
  const [first = '', second = ''] = await taken(
    ['2026-11-18', 'mistaken', 63],
    ['2026-11-19', 'bounced', 64],
  )
  for (const [line, reason, state] of [
    [first, 'mistake', 'open'],
    [second, 'bounced', 'matched'],
  ] as const) {
    const { match } = await book(line, customer)
    await reversePayment(house.session(), { id: match?.paymentId ?? '', reason })
    expect((await showLine(house.session(), { id: line })).state).toBe(state)
  }
})
