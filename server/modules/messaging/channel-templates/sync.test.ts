import { expect, it } from 'vitest'
import { openChat } from '#test/chat.ts'
import { newId } from '#test/house.ts'
import { applySync } from './vendor-jobs.ts'

const chat = openChat()
const { house } = chat
const at = (minutes: number) => new Date(Date.now() + house.house.clock.offsetMs + minutes * 60_000)

/** A template that the vendor has taken, and when we last heard of it. */
async function taken(heardAt: Date): Promise<string> {
  const id = newId()
  const { id: accountId } = await chat.account('whatsapp_cloud')
  await house.sql(
    `insert into channel_template (company_id, id, account_id, vendor_id, name, language, category,
       parts, state, stands_for, changed_at, synced_at)
     values ($1, $2, $3, $4, $5, 'ar', 'utility', '{"body":"أهلا","buttons":[]}', 'pending',
       'friendly', $6, $6)`,
    [house.company.companyId, id, accountId, id, `t_${id.slice(-8)}`, heardAt],
  )
  return id
}
const stateOf = (id: string) =>
  chat.one<{ state: string }>('select state from channel_template where id = $1', [id])

it('a template that was handed in while the list was on its way is not taken for deleted', async () => {
  const { id: accountId } = await chat.account('whatsapp_cloud')
  const [long, lately, since] = [await taken(at(-60)), await taken(at(-3)), await taken(at(0))]
  const sync = { accountId, held: [], askedAt: at(-1) }
  await applySync(house.session(), { ...sync, played: false })
  expect(await stateOf(long)).toEqual({ state: 'deleted' })
  expect(await stateOf(lately)).toEqual({ state: 'pending' })
  expect(await stateOf(since)).toEqual({ state: 'pending' })
  // A played vendor forgets with its process, and is handed everything again at once.
  await applySync(house.session(), { ...sync, played: true })
  const vendorId = (id: string) =>
    chat.one<{ vendor_id: string | null }>('select vendor_id from channel_template where id = $1', [
      id,
    ])
  expect(await vendorId(lately)).toEqual({ vendor_id: null })
  expect(await vendorId(since)).toEqual({ vendor_id: since })
})
