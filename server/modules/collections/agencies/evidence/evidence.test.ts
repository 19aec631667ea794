import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { recordContact } from '#modules/collections/desk/record-contact.ts'
import type { Session } from '#platform/session.ts'
import { openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { employ } from '#test/matrix/staff.ts'
import { saveAgency, saveAgencySettings } from '../agencies.ts'
import { refer } from '../refer.ts'
import { agencyEvidence, evidenceLink, makeEvidence, showEvidence } from './evidence.ts'
import { addPaper } from './papers.ts'

const { the, debtor, on } = openChase()
const pdf = (name: string) => ({ name, content: Buffer.from('%PDF-1.7 x').toString('base64') })

/** An agency with one debt of this customer in hand. */
async function referred(customerId: string, invoiceIds: string[]) {
  await saveAgencySettings(the.session(), { approvalNeeded: false, noticeDays: 0 })
  const who = await employ(the, the.company, 'agency')
  const agency = await saveAgency(the.session(), {
    ...{ id: newId(), name: 'شركة المتابعة للتحصيل', registration: '', contactName: '' },
    ...{ phone: '', email: '', contract: '', archived: false, memberIds: [who.ownerId] },
    terms: {
      bands: [{ fromDays: 0, basisPoints: 1000 }],
      ...{ minimum: sar(0), direct: true, vatBasisPoints: 1500 },
    },
  })
  const session: Session = {
    ...the.session(['collections.agency_desk']),
    actor: { kind: 'user', id: who.ownerId, name: 'فهد من الوكالة' },
  }
  const sent = await refer(the.session(), {
    ...{ id: newId(), agencyId: agency.id, customerId, invoiceIds },
    ...{ reason: 'أغلق محله', notify: false },
  })
  return { session, sent }
}

test('a pack of evidence holds the papers and logs, each with its print, and no note of ours', async () => {
  const late = await debtor([{ due: '2026-08-01', riyals: 300 }])
  await on()
  await recordContact(the.session(), {
    ...{ id: newId(), customerId: late.id, channel: 'call', direction: 'out' },
    ...{ outcome: 'no_answer', note: 'سر داخلي', spokenTo: 'أبو سعد' },
  })
  await addPaper(the.session(), {
    ...{ id: newId(), customerId: late.id, kind: 'delivery', file: pdf('سند تسليم.pdf') },
  })
  const { session, sent } = await referred(late.id, late.invoices)
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
