import { expect, test } from 'vitest'
import { ApplyOnForm } from '#core/credit/form.ts'
import { eraseCustomer } from '#modules/contacts/erase-customer.ts'
import { showApplication, withdrawApplication } from '#modules/credit/applications.ts'
import { applyOnForm, attachOnForm, showFormPage } from '#modules/credit/form-page.ts'
import { listForms, makeForm, revokeForm } from '#modules/credit/forms.ts'
import { composeHttp } from '#server/main.ts'
import { pdfFile } from '#test/pdf-file.ts'
import { newId, openHouse, sar } from './house.ts'
import { customerOf } from './invoicing.ts'

const now = '2026-11-22T09:00:00+03:00'
const house = openHouse({ now })

async function link(customerId?: string) {
  const id = newId()
  const row = await makeForm(house.session(), {
    ...{ id, days: 14, name: customerId ? '' : 'مطعم من المعرض' },
    ...(customerId && { customerId }),
  })
  return { id, token: row.url?.split('/').at(-1) ?? '' }
}
const said = (token: string, change: object = {}) =>
  ApplyOnForm.parse({
    ...{ token, requestId: newId(), language: 'ar', limit: sar(40_000), days: 45 },
    company: {
      ...{ name: 'شركة نكهات الوادي', contactName: 'بدر العنزي', phone: '0551112233' },
      ...{ email: 'badr@nakahat.example.com', vatNumber: '300561928700003', city: 'الرياض' },
    },
    references: [{ name: 'مطاحن الشرق', phone: '0500000000' }],
    ...change,
  })
const paper = (token: string, change: object = {}) => ({
  ...{ token, documentId: newId(), ...pdfFile('السجل.pdf'), ...change },
})
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )
const formOf = async (id: string) =>
  (await listForms(house.session(), { limit: 100 })).rows.find((row) => row.id === id)
const applicationOf = async (id: string) =>
  showApplication(house.session(), { id: (await formOf(id))?.applicationId ?? '' })

test('somebody who is no customer yet applies by a link, becomes a prospect, and whoever decides is told', async () => {
  const { id, token } = await link()
  const page = await showFormPage(house.house, token)
  // The name, and nothing else of the company.
  expect(Object.keys(page).toSorted()).toEqual([
    ...['company', 'currency', 'documents', 'state', 'takesDocuments'],
  ])
  expect(Object.keys(page.company)).toEqual(['name', 'nameEn'])
  const input = said(token)
  const answers = await Promise.all([
    applyOnForm(house.house, input),
    applyOnForm(house.house, input),
  ])
  expect(answers.map(({ state }) => state)).toEqual(['sent', 'sent'])
  await house.drain()
  const application = await applicationOf(id)
  expect(application).toMatchObject({
    ...{ source: 'customer', state: 'open', openedBy: 'بدر العنزي', limit: sar(40_000) },
    ...{ company: { name: 'شركة نكهات الوادي', vatNumber: '300561928700003' } },
    ...{ terms: { kind: 'days_from_invoice', days: 45 }, checks: [] },
  })
  const [customer] = await house.sql('select name, stage, owner_id from customer where id = $1', [
    application.customerId,
  ])
  expect(customer).toEqual({
    ...{ name: 'شركة نكهات الوادي', stage: 'prospect', owner_id: house.company.ownerId },
  })
  const told = await house.sql(
    'select user_id from notification where kind = $1 and about_id = $2',
    [...['credit_applied', application.id]],
  )
  expect(told).toEqual([{ user_id: house.company.ownerId }])
  expect(await codeOf(applyOnForm(house.house, said(token)))).toBe('credit.form_sent')
})

test('a known customer’s record is not changed by what they write, and one application waits at a time', async () => {
  const customerId = await customerOf(house)
  const [first, second] = [await link(customerId), await link(customerId)]
  const before = await house.sql('select name, version from customer where id = $1', [customerId])
  await applyOnForm(house.house, said(first.token))
  expect((await applicationOf(first.id)).customerId).toBe(customerId)
  expect(await house.sql('select name, version from customer where id = $1', [customerId])).toEqual(
    before,
  )
  expect(await codeOf(applyOnForm(house.house, said(second.token)))).toBe('credit.form_pending')
  await withdrawApplication(house.session(), { id: (await applicationOf(first.id)).id })
  expect(await codeOf(applyOnForm(house.house, said(second.token)))).toBe('done')
})

test('papers come after the application, are what their bytes say, and no more than six', async () => {
  const { id, token } = await link()
  expect(await codeOf(attachOnForm(house.house, paper(token)))).toBe('credit.form_ended')
  await applyOnForm(house.house, said(token))
  const wrong = paper(token, { content: Buffer.from('MZ a program').toString('base64') })
  expect(await codeOf(attachOnForm(house.house, wrong))).toBe('file.kind_refused')
  const large = paper(token, { content: Buffer.alloc(5 * 1024 * 1024 + 1, 1).toString('base64') })
  expect(await codeOf(attachOnForm(house.house, large))).toBe('request.too_large')
  const ids = Array.from({ length: 7 }, newId)
  for (let n = 1; n <= 6; n++)
    expect((await attachOnForm(house.house, paper(token, { documentId: ids[n] }))).documents).toBe(
      n,
    )
  const again = paper(token, { documentId: ids[1] })
  expect((await attachOnForm(house.house, again)).documents).toBe(6)
  const { content } = pdfFile('another.pdf')
  const twice = paper(token, { documentId: ids[1], content })
  expect(await codeOf(attachOnForm(house.house, twice))).toBe('request.id_reused')
  expect(await codeOf(attachOnForm(house.house, paper(token)))).toBe('credit.too_many_documents')
  const { documents, id: applicationId } = await applicationOf(id)
  expect(documents).toHaveLength(6)
  await withdrawApplication(house.session(), { id: applicationId })
  expect((await showFormPage(house.house, token)).takesDocuments).toBe(false)
})

test('a link ends on its day or when it is revoked, and is of one company', async () => {
  const [late, gone] = [await link(), await link()]
  await revokeForm(house.session(), { id: gone.id })
  expect(await codeOf(showFormPage(house.house, gone.token))).toBe('credit.form_ended')
  expect((await formOf(gone.id))?.url).toBeNull()
  house.setNow('2026-12-07T09:00:00+03:00')
  expect(await codeOf(applyOnForm(house.house, said(late.token)))).toBe('credit.form_ended')
  expect((await formOf(late.id))?.state).toBe('expired')
  house.setNow(now)
  expect(await codeOf(showFormPage(house.house, 'x'.repeat(43)))).toBe('credit.form_not_found')
  const other = await house.anotherCompany()
  expect(await codeOf(revokeForm(house.session(undefined, other), { id: late.id }))).toBe(
    'credit.form_not_found',
  )
  expect(
    await codeOf(makeForm(house.session(['credit.apply']), { id: newId(), days: 1, name: 'ا' })),
  ).toBe('access.forbidden')
})

test('whoever presses again and again is braked, and a stranger’s body is small', async () => {
  const { token } = await link()
  const http = composeHttp(house.house, house.realtime)
  const post = async (path: string, body: object) =>
    http.request(`/api/v1/credit-form/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '1' },
      body: JSON.stringify(body),
    })
  const statuses: number[] = []
  for (let n = 0; n < 11; n++) {
    const { token: _, ...body } = said(token, { limit: { minor: 100, currency: 'KWD' } })
    statuses.push((await post(`${token}/application`, body)).status)
  }
  expect(statuses.at(-1)).toBe(429)
  const nobody = await post(`${'y'.repeat(43)}/documents`, paper(token))
  expect([nobody.status, ((await nobody.json()) as { code: string }).code]).toEqual([
    ...[404, 'credit.form_not_found'],
  ])
})

// The link of a person who was erased still took an application, with all that it says of them.
test('of somebody who was erased no link takes anything any more', async () => {
  const customerId = await customerOf(house, { kind: 'person' })
  const { token, id } = await link(customerId)
  await eraseCustomer(house.session(), { id: customerId })
  await house.drain()
  expect(await codeOf(applyOnForm(house.house, said(token)))).toBe('credit.form_ended')
  expect((await formOf(id))?.state).toBe('revoked')
})

test('of somebody who was erased nothing stays that they wrote of themselves', async () => {
  const { id, token } = await link()
  await applyOnForm(house.house, said(token))
  const { customerId, id: applicationId } = await applicationOf(id)
  await withdrawApplication(house.session(), { id: applicationId })
  // Only persons are erased; a trader applies in a company's form as well.
  await house.sql("update customer set kind = 'person' where id = $1", [customerId])
  await eraseCustomer(house.session(), { id: customerId })
  await house.drain()
  const kept = await house.sql(
    'select company::text, opened_by, trade_references::text from credit_application where id = $1',
    [applicationId],
  )
  const replies = await house.sql('select reply::text from request where id = $1', [id])
  expect(JSON.stringify(replies)).not.toContain('مطعم')
  expect(JSON.stringify(kept)).not.toMatch(/نكهات|بدر|badr|300561928700003|مطاحن/)
})
