import { expect, test } from 'vitest'
import { look } from '#platform/query.ts'

import { newId, openHouse } from '#test/house.ts'
import { writeMail } from '#test/played.ts'
import { tryAccount } from './accounts/try.ts'
import { mailReader } from './mail-reader.ts'
import { messagesOf } from './threads/read-thread.ts'
import { takeMail } from './threads/take-mail.ts'

const house = openHouse({ now: '2026-03-01T09:00:00Z' })

async function mailWith(html: string) {
  const id = newId()
  await tryAccount(house.session(), { id, provider: 'smtp' })
  const raw = await writeMail({
    from: { name: 'هدى', address: 'huda@example.com' },
    to: 'company@wasl.test',
    subject: 'عرض',
    text: 'نص',
    html,
  })
  const read = await house.house.plugs.get(mailReader).read(raw, { servers: [] })
  await takeMail(house.session(), id, read, new Date('2026-03-01T09:01:00Z'))
  const [thread] = await house.sql<{ id: string }>('select id from thread where account_id = $1', [
    id,
  ])
  const [message] = await look(house.session(), (from) =>
    messagesOf(from, [thread?.id ?? ''], { limit: 1 }),
  )
  return message?.mail
}

test('the HTML of a mail is shown in a frame of its own that can run and fetch nothing', async () => {
  const mail = await mailWith(
    '<p onclick="x()">مرحبا</p><script>x()</script><img src="https://spy.example/p.gif" width="200">',
  )
  const reply = await house.http.request(mail?.frame ?? '')
  expect(reply.status).toBe(200)
  const policy = reply.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain('sandbox allow-popups')
  expect(policy).not.toContain('allow-scripts')
  const page = await reply.text()
  expect(page).toContain('مرحبا')
  expect(page).not.toMatch(/script|onclick|spy\.example/)
  const withImages = await (await house.http.request(mail?.frameWithImages ?? '')).text()
  expect(withImages).toContain('https://spy.example/p.gif')
})

test('the address of a frame ends, and cannot be made or changed by others', async () => {
  const mail = await mailWith('<p>سر</p>')
  const address = mail?.frame ?? ''
  expect((await house.http.request(`${address.slice(0, -3)}abc`)).status).not.toBe(200)
  house.setNow('2026-03-01T09:06:00Z')
  expect((await house.http.request(address)).status).not.toBe(200)
  house.setNow('2026-03-01T09:00:00Z')
})
