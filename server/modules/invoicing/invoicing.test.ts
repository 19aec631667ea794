import { beforeAll, expect, test } from 'vitest'
import { lockCustomer } from '#modules/contacts/index.ts'
import { reaction } from '#platform/command.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { buyerVat, customerOf, line, problemsOf, registerSeller, written } from '#test/invoicing.ts'
import { changeDraft, createInvoice, deleteDraft, postInvoice } from './create-invoice.ts'
import { showInvoice } from './show.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
beforeAll(() => registerSeller(house))

test('an invoice is posted in one step, with its number, its due date and its place in the books', async () => {
  const customer = await customerOf(house)
  const posted = await createInvoice(house.session(), written(customer))

  expect(posted).toMatchObject({
    number: expect.stringMatching(/^INV-2026-\d{6}$/),
    form: 'standard',
    dueOn: '2026-12-20',
    net: sar(1000),
    vat: sar(150),
    gross: sar(1150),
    balance: sar(1150),
    state: { document: 'posted', settlement: 'unpaid', timing: { kind: 'not_due', days: 28 } },
  })
  expect(posted.qr).toMatch(/^[A-Za-z0-9+/]+=*$/)
  expect(await problemsOf(house)).toEqual([])
})

test('the same request, sent three times at once, makes one invoice', async () => {
  const input = written(await customerOf(house))
  const replies = await Promise.all([1, 2, 3].map(() => createInvoice(house.session(), input)))
  expect(new Set(replies.map(({ number }) => number)).size).toBe(1)
})

test('a draft is rewritten, refused when someone else was quicker, and posted', async () => {
  const customer = await customerOf(house)
  const input = written(customer, { post: false })
  const draft = await createInvoice(house.session(), input)
  expect(draft).toMatchObject({ number: null, version: 1, state: { document: 'draft' } })

  const { post: _, ...rest } = input
  const change = { ...rest, version: 1, lines: [line({ quantity: '3' })] }
  const changed = await changeDraft(house.session(), change)
  expect(changed).toMatchObject({ version: 2, gross: sar(1725) })
  await expect(changeDraft(house.session(), change)).rejects.toMatchObject({
    code: 'request.stale',
  })

  const posted = await postInvoice(house.session(), { id: input.id, version: 2 })
  expect(posted).toMatchObject({ gross: sar(1725), state: { document: 'posted' } })
  await expect(postInvoice(house.session(), { id: input.id })).rejects.toMatchObject({
    code: 'invoicing.already_posted',
  })
  await expect(deleteDraft(house.session(), { id: input.id })).rejects.toMatchObject({
    code: 'invoicing.already_posted',
  })
  expect(await problemsOf(house)).toEqual([])
})

test('a draft that is thrown away leaves no gap in the numbers', async () => {
  const customer = await customerOf(house)
  const first = await createInvoice(house.session(), written(customer))
  const draft = await createInvoice(house.session(), written(customer, { post: false }))
  await deleteDraft(house.session(), { id: draft.id })
  const next = await createInvoice(house.session(), written(customer))
  const sequence = (number: string | null) => Number(number?.slice(-6))
  expect(sequence(next.number)).toBe(sequence(first.number) + 1)
})

/** Who waits for a lock in this house. */
const waiting = () =>
  house.sql(`select w.pid from pg_locks w where not w.granted and exists (
    select 1 from pg_locks h join pg_database d on d.oid = h.database
    where h.pid = w.pid and d.datname = current_database())`)

test('whoever throws a draft away waits for its customer before the draft is held', async () => {
  const customer = await customerOf(house)
  const { id } = await createInvoice(house.session(), written(customer, { post: false }))
  let thrownAway: Promise<unknown> | undefined
  const busy = reaction('test.busy', async (work): Promise<void> => {
    await lockCustomer(work, customer)
    thrownAway = deleteDraft(house.session(), { id })
    await expect.poll(waiting, { timeout: 10_000 }).toHaveLength(1)
    await work.run(
      'select id from invoice_draft where company_id = $1 and id = $2 for update nowait',
      [work.companyId, id],
    )
  })
  await busy(house.session(), undefined)
  await expect(thrownAway).resolves.toEqual({ done: true })
})

test('a posted invoice keeps the name it was written with', async () => {
  const customer = await customerOf(house, { name: 'مؤسسة الاسم القديم' })
  const posted = await createInvoice(house.session(), written(customer))
  await house.sql(`update customer set name = 'مؤسسة الاسم الجديد' where id = $1`, [customer])
  const shown = await showInvoice(house.session(), { id: posted.id })
  expect(shown.buyer?.name).toBe('مؤسسة الاسم القديم')
  expect(shown.customer.name).toBe('مؤسسة الاسم الجديد')
})

test('a buyer without a VAT number gets a simplified invoice of its own series', async () => {
  const customer = await customerOf(house, { vatNumber: null })
  const posted = await createInvoice(house.session(), written(customer))
  expect(posted).toMatchObject({
    form: 'simplified',
    number: expect.stringMatching(/^SIN-2026-/),
  })
  const asked = createInvoice(house.session(), written(customer, { form: 'standard' }))
  await expect(asked).rejects.toMatchObject({ code: 'invoicing.buyer_vat_missing' })
})

test('an invoice in dollars enters the books at its rate, and says its tax in riyals', async () => {
  const customer = await customerOf(house, { vatNumber: buyerVat })
  const input = written(customer, { currency: 'USD', rate: '3.75' })
  const posted = await createInvoice(house.session(), input)
  expect(posted).toMatchObject({
    gross: { minor: 1150_00, currency: 'USD' },
    vatInBase: sar(562.5),
    rate: '3.75',
  })
  expect(await problemsOf(house)).toEqual([])
})

test('what is wrong is refused, and leaves neither a number nor a row', async () => {
  const customer = await customerOf(house)
  const [before] = await house.sql<{ last: number }>(`select sum(last) as last from number_series`)
  const attempts: [Parameters<typeof written>[1], string][] = [
    [{ issuedOn: '2026-11-23' }, 'invoicing.issued_in_the_future'],
    [{ currency: 'USD' }, 'invoicing.rate_missing'],
    [
      { lines: [line({ discount: { kind: 'amount', minor: 1000_01 } })] },
      'invoicing.discount_exceeds_net',
    ],
    [{ lines: [line({ vat: { category: 'Z', rateBasisPoints: 0 } })] }, 'invoicing.reason_missing'],
    [{ lines: [line({ unitPrice: '0' })] }, 'invoicing.nothing_to_pay'],
    [{ customerId: newId() }, 'contacts.customer_not_found'],
  ]
  for (const [change, code] of attempts)
    await expect(createInvoice(house.session(), written(customer, change))).rejects.toMatchObject({
      code,
    })
  const [after] = await house.sql<{ last: number }>(`select sum(last) as last from number_series`)
  expect(after).toEqual(before)
})

test('who may only draft does not post', async () => {
  const customer = await customerOf(house)
  const drafter = house.session(['invoicing.draft', 'invoicing.read'])
  const attempt = createInvoice(drafter, written(customer))
  await expect(attempt).rejects.toMatchObject({ code: 'access.forbidden' })
  await expect(createInvoice(drafter, written(customer, { post: false }))).resolves.toMatchObject({
    number: null,
  })
})

test('another company, and a seller of other customers, find nothing', async () => {
  const posted = await createInvoice(house.session(), written(await customerOf(house)))
  const other = house.session(undefined, await house.anotherCompany())
  const refusal = { code: 'invoicing.invoice_not_found' }
  await expect(showInvoice(other, { id: posted.id })).rejects.toMatchObject(refusal)
  const seller = house.session({ 'invoicing.read': 'own' })
  await expect(showInvoice(seller, { id: posted.id })).rejects.toMatchObject(refusal)
})

test('the database lets nobody rewrite a posted invoice', async () => {
  const posted = await createInvoice(house.session(), written(await customerOf(house)))
  const client = await house.house.pool.connect()
  try {
    await client.query(`begin; set local app.company_id = '${house.company.companyId}'`)
    await expect(
      client.query('update invoice set gross = gross + 1 where id = $1', [posted.id]),
    ).rejects.toThrow(/permission denied/)
  } finally {
    await client.query('rollback')
    client.release()
  }
})
