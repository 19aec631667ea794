import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { AddCustomer } from '#core/contacts/customer.ts'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { addCustomer } from '#modules/contacts/index.ts'
import { command } from '#platform/command.ts'
import { systemSession } from '#platform/jobs.ts'
import { look, query } from '#platform/query.ts'

import { newId, openHouse } from '#test/house.ts'
import type { MetaSimulator } from '#test/played.ts'
import { tryAccount } from '../accounts/try.ts'
import { sendChat } from '../chat/send-chat.ts'
import { linkThread } from './link-thread.ts'
import { messagesOf } from './read-thread.ts'
import { takeIn } from './take-in.ts'

const house = openHouse({ now: '2026-03-01T09:00:00Z' })

type Account = Readonly<{ id: string; address: string }>
let played: Promise<Account> | undefined

/** The played WhatsApp number of the company, opened once. */
const whatsapp = (): Promise<Account> => {
  played ??= (async () => {
    const id = newId()
    await tryAccount(house.session(), { id, provider: 'whatsapp_cloud' })
    const [row] = await house.sql<{ address: string }>(
      'select address from channel_account where id = $1',
      [id],
    )
    return { id, address: row?.address ?? '' }
  })()
  return played
}

const person = async (name: string, digits: string) => {
  const { address } = await whatsapp()
  return house.simulators.meta.phone(address, { name, id: digits })
}

/** What vendors told is delivered, taken in and worked off. */
async function settle(meta: MetaSimulator = house.simulators.meta): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await meta.deliver()
    await house.drain()
  }
  // Who found the account taken comes again half a second later.
  for (let n = 0; n < 50; n++) {
    const waiting = await house.sql('select 1 from delivery where taken_at is null')
    if (waiting.length === 0) return
    await sleep(100)
    await house.drain()
  }
}

const threadsBy = (digits: string) =>
  house.sql<{ id: string; customer_id: string | null; last_in_at: Date; linked_by: string | null }>(
    `select t.id, t.customer_id, t.last_in_at, t.linked_by from thread t
     join thread_identity i on i.thread_id = t.id where i.value = $1`,
    [`+${digits}`],
  )

const read = (threadId: string): Promise<ThreadMessage[]> =>
  look(house.session(), (from) => messagesOf(from, [threadId], { limit: 50 }))

const say = (threadId: string, text: string, more: { byHuman?: boolean; id?: string } = {}) =>
  command('messaging.send', (work, input: { threadId: string; text: string }) =>
    sendChat(work, {
      id: more.id ?? newId(),
      threadId: input.threadId,
      said: { kind: 'text', text: input.text },
      byHuman: more.byHuman ?? true,
      category: 'chat',
      language: 'ar',
    }),
  )(house.session(), { threadId, text })

const customerWith = (phone: string, name: string) => {
  const identities = [{ id: newId(), kind: 'phone', typed: phone, primary: true }]
  return command('contacts.change', (work) =>
    addCustomer(work, AddCustomer.parse({ id: newId(), name, identities })),
  )(house.session(), undefined)
}

describe('what a customer writes on WhatsApp', () => {
  it('stands in one thread, in order, with what was pressed and recorded', async () => {
    const phone = await person('سعاد', '966500000001')
    phone.write('السلام عليكم')
    await settle()
    phone.write('وصلتني الفاتورة؟')
    await settle()
    phone.voice({
      bytes: new Uint8Array(Buffer.from('OggS voice')),
      mime: 'audio/ogg; codecs=opus',
    })
    await settle()
    const [thread, ...others] = await threadsBy('966500000001')
    expect(others).toEqual([])
    const messages = await read(thread?.id ?? '')
    expect(messages.map(({ said, text }) => [said.kind, text])).toEqual([
      ['audio', ''],
      ['text', 'وصلتني الفاتورة؟'],
      ['text', 'السلام عليكم'],
    ])
    const [voice] = messages
    expect(voice?.media).toMatchObject([{ state: 'stored', mime: 'audio/ogg' }])
    expect(voice?.media[0]?.link).toMatch(/^\/files\//)
    expect(voice?.by).toMatchObject({ name: 'سعاد', human: true })
  })

  it('is known by the number that WhatsApp answers for, when one customer has it', async () => {
    const customer = await customerWith('0500000002', 'مؤسسة الدرة')
    const phone = await person('أبو فهد', '966500000002')
    phone.write('مرحبا')
    await settle()
    const [thread] = await threadsBy('966500000002')
    expect(thread).toMatchObject({ customer_id: customer.id, linked_by: 'attested' })
    const [message] = await house.sql('select customer_id from message where thread_id = $1', [
      thread?.id,
    ])
    expect(message).toEqual({ customer_id: customer.id })
  })

  it('is nobody’s while two customers share the number', async () => {
    await customerWith('0500000003', 'شركة الأخ')
    await customerWith('0500000003', 'شركة أخيه')
    const phone = await person('أحدهما', '966500000003')
    phone.write('من أنا؟')
    await settle()
    expect(await threadsBy('966500000003')).toMatchObject([{ customer_id: null, linked_by: null }])
  })

  it('is written down once, however often and in whatever order it is delivered', async () => {
    const { faults } = house.simulators.meta
    faults.duplicate = true
    faults.reorder = true
    const phone = await person('متكرر', '966500000004')
    for (let n = 0; n < 12; n++) phone.write(`رسالة ${n}`)
    await settle()
    faults.duplicate = false
    faults.reorder = false
    const threads = await threadsBy('966500000004')
    expect(threads).toHaveLength(1)
    const messages = await read(threads[0]?.id ?? '')
    expect(new Set(messages.map(({ text }) => text)).size).toBe(12)
    expect(messages).toHaveLength(12)
  })
})

describe('who writes to a page', () => {
  it('gets the name that the vendor knows, in the thread and in the conversation', async () => {
    const id = newId()
    await tryAccount(house.session(), { id, provider: 'messenger' })
    const [row] = await house.sql<{ address: string }>(
      'select address from channel_account where id = $1',
      [id],
    )
    const page = house.simulators.meta.phone(row?.address ?? '', {
      name: 'ريم العتيبي',
      id: '7400000000000001',
    })
    page.write('هل عندكم توصيل؟')
    await settle()
    const names = await house.sql(
      `select t.name, c.writer from thread t join conversation c on c.thread_id = t.id
       where t.account_id = $1`,
      [id],
    )
    expect(names).toEqual([{ name: 'ريم العتيبي', writer: 'ريم العتيبي' }])
  })
})

describe('many deliveries at the same moment', () => {
  it('make one thread a person, whoever takes them in', async () => {
    const { id } = await whatsapp()
    const people = await Promise.all(
      ['966500000021', '966500000022', '966500000023'].map((digits) => person('زحام', digits)),
    )
    for (let n = 0; n < 20; n++) for (const phone of people) phone.write(`رقم ${n}`)
    await house.simulators.meta.deliver()
    const session = systemSession(house.house, house.company.companyId)
    await Promise.all(Array.from({ length: 6 }, () => takeIn(session, id)))
    await settle()
    for (const digits of ['966500000021', '966500000022', '966500000023']) {
      const threads = await threadsBy(digits)
      expect(threads).toHaveLength(1)
      expect(await read(threads[0]?.id ?? '')).toHaveLength(20)
    }
    const open = await house.sql(
      `select t.id from thread t join conversation c on c.thread_id = t.id
       where t.name = 'زحام' and c.state <> 'closed'`,
    )
    expect(open).toHaveLength(3)
  })
})

describe('a delivery that comes late', () => {
  it('stands where it was said, and does not move the window back', async () => {
    const { faults } = house.simulators.meta
    const phone = await person('متأخرة', '966500000011')
    faults.delayMs = 2 * 3_600_000
    phone.write('الأولى')
    faults.delayMs = 0
    house.setNow('2026-03-01T10:00:00Z')
    phone.write('الثانية')
    await settle()
    house.setNow('2026-03-01T11:30:00Z')
    await settle()
    const [thread] = await threadsBy('966500000011')
    expect(thread?.last_in_at.toISOString()).toMatch(/^2026-03-01T10:00:/)
    expect((await read(thread?.id ?? '')).map(({ text }) => text)).toEqual(['الثانية', 'الأولى'])
    house.setNow('2026-03-01T09:00:00Z')
  })
})

describe('an answer', () => {
  it('leaves inside the window, and its ticks come back', async () => {
    const phone = await person('نوف', '966500000005')
    phone.write('كم علينا؟')
    await settle()
    const [thread] = await threadsBy('966500000005')
    await say(thread?.id ?? '', 'عليكم ١٬٢٠٠ ريال')
    await settle()
    expect(phone.arrived().map(({ content }) => content)).toMatchObject([
      { body: 'عليكم ١٬٢٠٠ ريال' },
    ])
    const [sent] = await read(thread?.id ?? '')
    expect(sent).toMatchObject({ direction: 'out', state: 'delivered' })
    phone.read()
    await settle()
    expect(await read(thread?.id ?? '')).toMatchObject([{ state: 'read' }, {}])
  })

  it('is refused when the window has closed, by whoever asks', async () => {
    const phone = await person('ريم', '966500000006')
    phone.write('أهلا')
    await settle()
    const [thread] = await threadsBy('966500000006')
    house.setNow('2026-03-02T09:00:01Z')
    await expect(say(thread?.id ?? '', 'متأخر')).rejects.toMatchObject({
      code: 'messaging.window_closed',
    })
    house.setNow('2026-03-01T09:00:00Z')
  })

  it('that waited until the window closed does not leave', async () => {
    const phone = await person('هند', '966500000007')
    phone.write('أهلا')
    await settle()
    const [thread] = await threadsBy('966500000007')
    await say(thread?.id ?? '', 'سيتأخر')
    house.setNow('2026-03-02T09:00:01Z')
    await settle()
    expect(phone.arrived()).toEqual([])
    expect((await read(thread?.id ?? ''))[0]).toMatchObject({
      state: 'failed',
      reason: 'window_closed',
    })
    house.setNow('2026-03-01T09:00:00Z')
  })

  it('is the same one when it is asked for three times at once', async () => {
    const phone = await person('سلمى', '966500000008')
    phone.write('أهلا')
    await settle()
    const [thread] = await threadsBy('966500000008')
    const id = newId()
    await Promise.all(
      [1, 2, 3].map(() => say(thread?.id ?? '', 'مرة واحدة', { id }).catch(() => null)),
    )
    await settle()
    expect(phone.arrived()).toHaveLength(1)
  })
})

describe('whose thread it is', () => {
  it('is said by a person, and its words and names go with it', async () => {
    const customer = await customerWith('0511111111', 'شركة المورد')
    const phone = await person('مجهول', '966500000009')
    phone.write('أنا من شركة المورد')
    await settle()
    const [thread] = await threadsBy('966500000009')
    const link = command('messaging.send', (work, customerId: string | null) =>
      linkThread(work, { threadId: thread?.id ?? '', customerId, within: 'messaging.send' }),
    )
    await link(house.session(), customer.id)
    const names = await house.sql(
      "select kind, value from customer_identity where customer_id = $1 and source = 'message'",
      [customer.id],
    )
    expect(names).toContainEqual({ kind: 'phone', value: '+966500000009' })
    const ours = () =>
      house.sql('select distinct customer_id from message where thread_id = $1', [thread?.id])
    expect(await ours()).toEqual([{ customer_id: customer.id }])
    await link(house.session(), null)
    expect(await ours()).toEqual([{ customer_id: null }])
  })
})

describe('a thread of another company', () => {
  it('is not there', async () => {
    const phone = await person('جار', '966500000010')
    phone.write('أهلا')
    await settle()
    const [thread] = await threadsBy('966500000010')
    const other = await house.anotherCompany()
    const session = house.session(undefined, other)
    const readThere = query('messaging.read', (from, id: string) =>
      messagesOf(from, [id], { limit: 5 }),
    )
    expect(await readThere(session, thread?.id ?? '')).toEqual([])
  })
})

describe('words that no database can hold', () => {
  it('keep nobody waiting: what stands around them is heard', async () => {
    const phone = await person(`${'س'.repeat(79)}😀${'ع'.repeat(119)}😀`, '966500000099')
    phone.write('قبل\ud83dبعد\u0000النهاية')
    phone.write(`${'س'.repeat(99_999)}😀`)
    await settle()
    const [thread] = await threadsBy('966500000099')
    const said = await read(thread?.id ?? '')
    expect(said.map(({ text }) => text.length).sort()).toEqual([100_000, 14])
    expect(said.map(({ text }) => text)).toContain('قبل�بعدالنهاية')
    expect(said.every(({ text }) => text.isWellFormed())).toBe(true)
  })
})
