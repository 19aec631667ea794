import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { systemSession } from '#platform/jobs.ts'
import { openChat } from '#test/chat.ts'
import { newId } from '#test/house.ts'
import { takeIn } from './take-in.ts'

const chat = openChat()
const { house } = chat

/** Deliveries of a page that lie in the line, as if they had come. */
async function deliver(from: string, texts: readonly string[]): Promise<string> {
  const { id: accountId, address } = await chat.account('messenger')
  const rows = texts.map((text) => {
    const message = { mid: `m_${newId()}`, text }
    const one = { sender: { id: from }, recipient: { id: address }, timestamp: Date.now(), message }
    const entry = [{ id: address, time: Date.now(), messaging: [one] }]
    const body = JSON.stringify({ object: 'page', entry })
    return { id: newId(), body, sha256: createHash('sha256').update(body).digest('hex') }
  })
  await house.sql(
    `insert into delivery (company_id, id, account_id, sha256, url, headers, body, received_at)
     select $1, r.id, $2, decode(r.sha256, 'hex'), '-', '{}', convert_to(r.body, 'UTF8'), now()
     from jsonb_to_recordset($3::jsonb) as r(id uuid, body text, sha256 text)`,
    [house.company.companyId, accountId, JSON.stringify(rows)],
  )
  return accountId
}
const waiting = async () =>
  (await house.sql('select 1 from delivery where taken_at is null')).length

it('one delivery that nobody can take in does not keep back what is behind a full line', async () => {
  // No name is as long as this, and the database refuses it.
  const accountId = await deliver('9'.repeat(300), ['لا يُؤخذ'])
  await deliver(
    '7400000000000701',
    Array.from({ length: 230 }, (_, n) => `رسالة ${n}`),
  )
  const session = systemSession(house.house, house.company.companyId)
  await takeIn(session, accountId)
  expect(await waiting()).toBe(32)
  const { rows } = await house.workerPool.query(
    'select 1 from graphile_worker.jobs where key = $1',
    [`take_in:${accountId}`],
  )
  expect(rows).toHaveLength(1)
  await takeIn(session, accountId)
  expect(await waiting()).toBe(1)
}, 180_000)
