import type { Permission, Scope } from '#core/permission.ts'
import { tryAccount } from '#modules/messaging/index.ts'
import type { Session } from '#platform/session.ts'
import { newId, type TestHouse } from './house.ts'
import { employ } from './matrix/staff.ts'

/** A Sunday noon in Riyadh, in the middle of the usual hours. */
export const noon = '2026-03-01T09:00:00Z'

export type Conversation = Readonly<{
  id: string
  thread_id: string
  customer_id: string | null
  state: string
  waiting_since: Date | null
  reply_due_at: Date | null
  first_answer_at: Date | null
  first_answer_s: number | null
  department_id: string | null
  assignee_id: string | null
  priority: number
  reminded: number
}>

/** A played WhatsApp number of the company, and people who write to it. */
export function playInbox(house: TestHouse) {
  let played: Promise<{ id: string; address: string }> | undefined
  let next = 0

  const whatsapp = () => {
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

  /** Somebody with a telephone of their own, who has not written yet. */
  const person = async (name: string) => {
    const { address } = await whatsapp()
    const id = `9665100${String(++next).padStart(5, '0')}`
    return { ...house.simulators.meta.phone(address, { name, id }), number: `+${id}` }
  }

  /** What was written is delivered, taken in and worked off. */
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await house.simulators.meta.deliver()
      await house.drain()
    }
  }

  const wrote = async (name: string, ...texts: string[]) => {
    const phone = await person(name)
    for (const text of texts) phone.write(text)
    await settle()
    return phone
  }

  /** The latest conversation with somebody. */
  const talkWith = async (name: string): Promise<Conversation> => {
    const [row] = await house.sql<Conversation>(
      'select * from conversation where writer = $1 order by opened_at desc, id desc limit 1',
      [name],
    )
    if (!row) throw new Error(`Nobody called ${name} wrote`)
    return row
  }

  /** A colleague with these permissions, as a session of their own. */
  const colleague = async (
    grants: Permission[] | Partial<Record<Permission, Scope>>,
    name = 'خالد',
  ): Promise<Session & { actor: { id: string } }> => {
    const { ownerId: id } = await employ(house, house.company, 'support')
    return { ...house.session(grants), actor: { kind: 'user', id, name }, teamIds: [id] }
  }

  /** So many minutes after noon. */
  const at = (minutes: number): void =>
    house.setNow(new Date(Date.parse(noon) + minutes * 60_000).toISOString())

  return { whatsapp, person, settle, wrote, talkWith, colleague, at }
}
