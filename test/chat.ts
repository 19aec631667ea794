import { setTimeout as sleep } from 'node:timers/promises'
import { AddCustomer } from '#core/contacts/customer.ts'
import type { Said, ThreadMessage } from '#core/messaging/thread.ts'
import type { VendorName } from '#core/messaging/vendors.ts'
import { addCustomer } from '#modules/contacts/index.ts'
import { tryAccount } from '#modules/messaging/accounts/try.ts'
import { messagesOf, sendChat } from '#modules/messaging/index.ts'
import type { MessageTable, ThreadTable } from '#modules/messaging/tables.ts'
import { command } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { newId, openHouse } from './house.ts'

type Account = Readonly<{ id: string; address: string }>
type More = Readonly<{
  id?: string
  said?: Said
  fileIds?: readonly string[]
  session?: Session
}>

/** A house whose customers are played: accounts to write on, people who write, and what came of it. */
export function openChat(now = '2026-03-01T09:00:00Z') {
  const house = openHouse({ now })
  const opened = new Map<VendorName, Promise<Account>>()

  const open = async (provider: VendorName): Promise<Account> => {
    const id = newId()
    await tryAccount(house.session(), { id, provider })
    const [row] = await house.sql<{ address: string }>(
      'select coalesce(address, from_address) as address from channel_account where id = $1',
      [id],
    )
    return { id, address: row?.address ?? '' }
  }
  /** The played account of the company with a vendor, opened once. */
  const account = (provider: VendorName): Promise<Account> => {
    const known = opened.get(provider) ?? open(provider)
    opened.set(provider, known)
    return known
  }
  const person = async (provider: VendorName, name: string, id: string) =>
    house.simulators.meta.phone((await account(provider)).address, { name, id })

  /** What vendors told is delivered, taken in and worked off. */
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await house.simulators.meta.deliver()
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

  const one = async <Row extends object>(text: string, values: unknown[]): Promise<Row> => {
    const [row] = await house.sql<Row>(text, values)
    if (!row) throw new Error(`Nothing was found: ${text}`)
    return row
  }
  const threadBy = (value: string) =>
    one<ThreadTable>(
      `select t.* from thread t join thread_identity i on i.thread_id = t.id
       where i.value = $1 and i.company_id = $2`,
      [value, house.company.companyId],
    )

  const say = async (threadId: string, text: string, more: More = {}): Promise<string> => {
    const { id = newId(), said = { kind: 'text', text }, fileIds = [], session } = more
    await command('messaging.send', (work) =>
      sendChat(work, {
        ...{ id, threadId, said, fileIds },
        byHuman: true,
        category: 'chat',
        language: 'ar',
      }),
    )(session ?? house.session(), undefined)
    return id
  }

  /** Somebody writes, and is answered: the thread, and our message as the vendor took it. */
  const talk = async (provider: VendorName, name: string, id: string) => {
    const phone = await person(provider, name, id)
    phone.write('السلام عليكم')
    await settle()
    const thread = await threadBy(provider === 'whatsapp_cloud' ? `+${id}` : id)
    const messageId = await say(thread.id, 'وعليكم السلام')
    await house.drain()
    return { phone, thread, messageId }
  }

  return {
    house,
    account,
    person,
    settle,
    one,
    threadBy,
    thread: (id: string) => one<ThreadTable>('select * from thread where id = $1', [id]),
    message: (id: string) => one<MessageTable>('select * from message where id = $1', [id]),
    say,
    talk,
    read: (threadId: string): Promise<ThreadMessage[]> =>
      look(house.session(), (from) => messagesOf(from, [threadId], { limit: 50 })),
    customerWith: (kind: 'phone' | 'email', typed: string, name: string) =>
      command('contacts.change', (work) =>
        addCustomer(
          work,
          AddCustomer.parse({
            id: newId(),
            name,
            identities: [{ id: newId(), kind, typed, primary: true }],
          }),
        ),
      )(house.session(), undefined),
    /** How often an event of this name was told about something. */
    told: async (name: string, aboutId: string): Promise<number> =>
      (await house.sql('select 1 from event where name = $1 and about_id = $2', [name, aboutId]))
        .length,
  }
}
