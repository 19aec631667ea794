import { withDays } from '#core/contacts/terms.ts'
import type { ApplyOnForm, AttachOnForm, CreditFormPage } from '#core/credit/form.ts'
import { mostFormDocuments } from '#core/credit/form.ts'
import { Refusal } from '#core/refusal.ts'
import { addCustomer, lockCustomer } from '#modules/contacts/index.ts'
import { activeUsers, readProfile } from '#modules/people/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import type { House } from '#platform/house.ts'
import { systemSession } from '#platform/jobs.ts'
import { keepPaper, orDrop } from '#platform/paper.ts'
import { type Look, look } from '#platform/query.ts'
import { tokenHash } from '#platform/secrets.ts'
import type { Session } from '#platform/session.ts'
import { insertApplication, openApplication } from './applications.ts'
import { type KeptDocument, putDocument, wasKnown } from './documents.ts'
import { type FormRow, findForm, formState } from './forms.ts'

type Guest = Readonly<{ session: Session; form: FormRow }>

/**
 * Who holds this token: somebody who may fill in one form of one company. Whoever does not know a
 * token learns nothing. @throws credit.form_not_found, credit.form_ended
 */
export async function enterByForm(house: House, token: string): Promise<Guest> {
  const { rows } = await house.pool.query<{ company_id: string; subject_id: string }>({
    name: 'find_credit_form',
    text: "select company_id, subject_id from gate.find_public_link($1, 'credit_form')",
    values: [tokenHash(token)],
  })
  const [found] = rows
  if (!found) throw new Refusal('credit.form_not_found')
  const { form, ended } = await look(systemSession(house, found.company_id), async (from) => {
    const row = await findForm(from, found.subject_id)
    const state = formState(row, from.now)
    // What was sent may still be added to until the link's own day.
    return {
      form: row,
      ended: state === 'revoked' || state === 'expired' || row.expires_at <= from.now,
    }
  })
  if (ended) throw new Refusal('credit.form_ended')
  const actor = { kind: 'customer' as const, id: form.customer_id, name: form.name || '—' }
  return { form, session: systemSession(house, found.company_id, actor) }
}

async function pageOf(from: Look | Work, id: string): Promise<CreditFormPage> {
  const { sent_at: sentAt, application_id: applicationId } = await findForm(from, id)
  const profile = readProfile(from)
  const [standing] = await from.run<{ state: string; documents: number }>(
    `select a.state, (select count(*) from credit_document d where d.company_id = a.company_id
       and d.application_id = a.id) as documents
     from credit_application a where a.company_id = $1 and a.id = $2`,
    [from.companyId, applicationId],
  )
  const documents = standing?.documents ?? 0
  return {
    company: { name: profile.name, nameEn: profile.nameEn ?? null },
    currency: from.baseCurrency,
    state: sentAt === null ? 'open' : 'sent',
    documents,
    takesDocuments: standing?.state === 'open' && documents < mostFormDocuments,
  }
}

/** What the holder of a link sees. @throws credit.form_not_found, credit.form_ended */
export async function showFormPage(house: House, token: string): Promise<CreditFormPage> {
  const { session, form } = await enterByForm(house, token)
  return look(session, (from) => pageOf(from, form.id))
}

/** Somebody who was no customer becomes a prospect, of whoever made the link if they still work here. */
async function newProspect(work: Work, form: FormRow, { company, language }: ApplyOnForm) {
  const maker = (await activeUsers(work)).find(({ userId }) => userId === form.made_by_id)
  const id = work.newId()
  const { email, phone, registration, vatNumber, city, contactName } = company
  const kinds = [
    ...[{ id: work.newId(), kind: 'phone' as const, typed: phone, primary: true }],
    ...(email ? [{ id: work.newId(), kind: 'email' as const, typed: email, primary: true }] : []),
  ]
  await addCustomer(work, {
    ...{ id, kind: 'company', stage: 'prospect', name: company.name, language },
    ...(maker && { ownerId: maker.userId }),
    ...(registration && { registration }),
    ...(vatNumber && { vatNumber }),
    ...(city && { address: { city } }),
    contacts: [{ id: work.newId(), name: contactName }],
    identities: kinds,
    source: 'customer',
    evidence: 'credit_form',
  })
  return lockCustomer(work, id)
}

const send = reaction(
  'credit.apply_on_form',
  async (work, { formId, input }: { formId: string; input: ApplyOnForm }) => {
    const before = await findForm(work, formId)
    const known = before.customer_id ? await lockCustomer(work, before.customer_id) : undefined
    const [form] = await work.run<FormRow>(
      'select * from credit_form where company_id = $1 and id = $2 for no key update',
      [work.companyId, formId],
    )
    if (!form || form.sent_at !== null) throw new Refusal('credit.form_sent')
    if (formState(form, work.now) !== 'open') throw new Refusal('credit.form_ended')
    if (input.limit.currency !== work.baseCurrency) throw new Refusal('request.invalid')
    const customer = known ?? (await newProspect(work, form, input))
    if (await openApplication(work, customer)) throw new Refusal('credit.form_pending')
    const { requestId: id, limit, note, facts, company, days } = input
    await insertApplication(work, customer, {
      ...{ id, limit, note, facts, checks: [] },
      references: input.references.map((each) => ({ ...each, said: '' })),
      terms: withDays(undefined, days),
      by: company.contactName,
      company,
    })
    await work.run(
      `update credit_form set sent_at = $3, application_id = $4, customer_id = $5, name = ''
       where company_id = $1 and id = $2`,
      [work.companyId, formId, work.now, id, customer.id],
    )
    work.whisper('credit.form_sent', { kind: 'credit_form', id: formId })
    return pageOf(work, formId)
  },
  { once: ({ input }) => input.requestId },
)

/**
 * Takes down what somebody asks for through their link, once; a prospect is added with it.
 * @throws credit.form_not_found, credit.form_ended, credit.form_sent, credit.form_pending,
 *   contacts.phone_invalid, contacts.email_invalid
 */
export async function applyOnForm(house: House, input: ApplyOnForm): Promise<CreditFormPage> {
  const { session, form } = await enterByForm(house, input.token)
  return send(session, { formId: form.id, input })
}

const attach = reaction(
  'credit.attach_on_form',
  async (work, { formId, document }: { formId: string; document: KeptDocument }) => {
    const { application_id: id, customer_id: customerId } = await findForm(work, formId)
    if (!id || !customerId) throw new Refusal('credit.form_ended')
    await lockCustomer(work, customerId)
    const page = await pageOf(work, formId)
    if (!page.takesDocuments && page.documents < mostFormDocuments)
      throw new Refusal('credit.form_ended')
    const put = await putDocument(work, id, document, mostFormDocuments)
    return { put, page: await pageOf(work, formId) }
  },
)

/**
 * Takes a paper to what was sent through the link: what it is, its bytes say.
 * @throws credit.form_not_found, credit.form_ended, credit.too_many_documents, file.kind_refused,
 *   request.too_large
 */
export async function attachOnForm(house: House, input: AttachOnForm): Promise<CreditFormPage> {
  const { session, form } = await enterByForm(house, input.token)
  // Nothing is stored for a form that was never sent.
  if (form.application_id === null) throw new Refusal('credit.form_ended')
  const paper = await keepPaper(session, input, 'document')
  const document = { documentId: input.documentId, ...paper }
  const attaching = attach(session, { formId: form.id, document })
  return (await orDrop(session, paper, attaching, wasKnown)).page
}
