import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { recordContact } from '#modules/collections/desk/record-contact.ts'
import { openAgency, referAtOnce, sendToAgency } from '#test/agency.ts'
import { type Debtor, openChase } from '#test/chase.ts'
import { newId } from '#test/house.ts'
import { pdfFile } from '#test/pdf-file.ts'
import { agencyEvidence, evidenceLink, makeEvidence, showEvidence } from './evidence.ts'
import { addPaper } from './papers.ts'

const { the, debtor, on } = openChase()

/** An agency with one debt of this customer in hand. */
async function referred(of: Debtor) {
  await referAtOnce(the.session())
  const { id, session } = await openAgency(the)
  return { session, sent: await sendToAgency(the.session(), of, id) }
}

test('a pack of evidence holds the papers and logs, each with its print, and no note of ours', async () => {
  const late = await debtor([{ due: '2026-08-01', riyals: 300 }])
  await on()
  await recordContact(the.session(), {
    ...{ id: newId(), customerId: late.id, channel: 'call', direction: 'out' },
    ...{ outcome: 'no_answer', note: 'سر داخلي', spokenTo: 'أبو سعد' },
  })
  await addPaper(the.session(), {
    ...{ id: newId(), customerId: late.id, kind: 'delivery', file: pdfFile('سند تسليم.pdf') },
  })
  const { session, sent } = await referred(late)
  await expect(agencyEvidence(session, { id: sent.id })).rejects.toMatchObject({
    code: 'collections.evidence_not_found',
  })
  const packId = newId()
  await makeEvidence(the.session(), {
    ...{ id: packId, customerId: late.id, invoiceIds: [], referralId: sent.id },
  })
  await the.drain()
  const { packs } = await showEvidence(the.session(), { id: late.id })
  expect(packs[0]?.state).toBe('ready')
  const { link } = await evidenceLink(the.session(), { id: packId })
  const reply = await the.http.request(`http://wasl.test${link}`)
  const zip = Buffer.from(await reply.arrayBuffer())
  expect([reply.status, reply.headers.get('content-length')]).toEqual([200, String(zip.length)])
  const names = zip.toString('latin1')
  for (const name of [
    '00-index.pdf',
    'statement.pdf',
    'logs/messages.pdf',
    'logs/contacts.pdf',
    'logs/payment-plans.pdf',
  ])
    expect(names).toContain(name)
  expect(zip.includes(Buffer.from('papers/delivery-سند تسليم.pdf'))).toBe(true)
  expect((await agencyEvidence(session, { id: sent.id })).link).toMatch(/^\/files\//)
  const audits = await the.sql(
    `select 1 from audit where action = 'collections.evidence_downloaded'`,
  )
  expect(audits).toHaveLength(2)
})

test('the notes that colleagues write for themselves are read by no log of the pack', async () => {
  for (const file of ['./logs.ts', './plan-log.ts']) {
    const source = await readFile(new URL(file, import.meta.url), 'utf8')
    expect(source).not.toMatch(/\bnote\b(?!s of colleagues)/)
  }
})
