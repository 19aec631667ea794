import { beginThread, type ChatToSend, sendChat, tryAccount } from '#modules/messaging/index.ts'
import { command } from '#platform/command.ts'
import type { Session } from '#platform/session.ts'
import { newId, type TestHouse } from '#test/house.ts'
import type { Vendor } from './network.ts'

/** A played account of a company, and the people who talk with it. */
export type Desk = Readonly<{
  session: Session
  vendor: Vendor
  accountId: string
  address: string
}>

const isMeta = (vendor: Vendor) =>
  vendor === 'whatsapp_cloud' || vendor === 'messenger' || vendor === 'instagram'

export async function openDesk(the: TestHouse, vendor: Vendor): Promise<Desk> {
  const session = the.session(undefined, await the.anotherCompany())
  const accountId = newId()
  const { chat } = await tryAccount(session, { id: accountId, provider: vendor })
  return { session, vendor, accountId, address: chat?.address ?? '' }
}

const digitsOf = (person: number) => `9665${String(10_000_000 + person)}`

/** Threads with so many people, each of whom may be written to freely. */
export async function meet(the: TestHouse, desk: Desk, people: number): Promise<string[]> {
  const { session, vendor, accountId, address } = desk
  const numbers = Array.from({ length: people }, (_, person) => digitsOf(person))
  if (isMeta(vendor)) {
    for (const id of numbers) the.simulators.meta.phone(address, { id, name: id }).write('مرحبا')
    await the.simulators.meta.deliver()
    await the.drain()
  } else
    for (const number of numbers)
      await command('messaging.send', (work) =>
        beginThread(work, { accountId, address: `+${number}` }),
      )(session, undefined)
  const rows = await the.sql<{ id: string; value: string }>(
    `select thread_id as id, value from thread_identity where account_id = $1`,
    [accountId],
  )
  const byNumber = new Map(rows.map(({ id, value }) => [value.replace('+', ''), id]))
  return numbers.map((number) => byNumber.get(number) ?? '')
}

export const say = (session: Session, threadId: string, text: string): Promise<string> =>
  command('messaging.send', async (work) => {
    const chat: ChatToSend = {
      id: newId(),
      threadId,
      said: { kind: 'text', text },
      byHuman: true,
      category: 'chat',
      language: 'ar',
    }
    return (await sendChat(work, chat)).messageId
  })(session, undefined)

/** What the person's telephone shows of us: every text, as often as it came. */
export function textsAt(the: TestHouse, { vendor, address }: Desk, person: number): string[] {
  const id = digitsOf(person)
  if (!isMeta(vendor)) return the.simulators.sms.inboxOf(id).map(({ text }) => text)
  const shown = the.simulators.meta.phone(address, { id, name: id }).arrived()
  return shown.map(({ content }) => JSON.stringify(content))
}
