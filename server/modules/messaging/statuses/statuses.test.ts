import { describe, expect, it } from 'vitest'
import { reaction } from '#platform/command.ts'
import { openChat } from '#test/chat.ts'
import { newId } from '#test/house.ts'
import { sweepJob } from '../sweep.ts'
import { beginThread, type NewThread } from '../threads/begin-thread.ts'
import { applyStatuses, type StatusTold } from './apply-statuses.ts'
import { askStatusJob } from './ask-status.ts'

const chat = openChat()
const { house, message } = chat

const tell = reaction('test.tell', (work, told: readonly StatusTold[]) => applyStatuses(work, told))
const at = () => new Date(Date.now() + house.house.clock.offsetMs)
const psid = (value: string) => [{ kind: 'psid' as const, value }]
const begin = reaction('test.begin', (work, to: NewThread) => beginThread(work, to))
let people = 0
const someone = () => `74000000000${String(10_000 + people++)}`

type Told = Partial<StatusTold> & Pick<StatusTold, 'state'>
const told = async (more: Told): Promise<StatusTold> => {
  const { id: accountId } = await chat.account('messenger')
  return { accountId, at: at(), ids: [], recipient: [], ...more }
}

/** Brings a message to where it is before the vendor has answered our sending. */
async function unanswered(messageId: string, state: 'sending' | 'unknown'): Promise<void> {
  await house.sql(
    `update message set state = $2, provider_id = null, sent_at = null, delivered_at = null
     where id = $1`,
    [messageId, state],
  )
  if (state === 'sending')
    await house.sql(
      'update message_attempt set ended_at = null, outcome = null where message_id = $1',
      [messageId],
    )
  await house.sql(`delete from event where name = 'messaging.message_sent' and about_id = $1`, [
    messageId,
  ])
}
const tryOf = (messageId: string) =>
  chat.one(
    'select outcome, ended_at is not null as ended from message_attempt where message_id = $1',
    [messageId],
  )

const early = (providerId: string | null | undefined) =>
  house.sql('select 1 from early_status where provider_id = $1', [providerId])

describe('«all until then»', () => {
  it('is said by one person, of what reached that person', async () => {
    const [huda, badr] = [someone(), someone()]
    const hers = await chat.talk('messenger', 'هدى', huda)
    const his = await chat.talk('messenger', 'بدر', badr)
    const { provider_id: known } = await message(his.messageId)
    await tell(house.session(), [
      await told({ state: 'read', watermark: at(), recipient: psid(huda) }),
      await told({ state: 'delivered', ids: [known ?? ''], recipient: psid(badr) }),
    ])
    expect((await message(hers.messageId)).state).toBe('read')
    expect((await message(his.messageId)).state).toBe('delivered')
  })

  it('does not prove that a message without an answer ever left, and gives it no other’s id', async () => {
    const who = someone()
    const { thread, messageId } = await chat.talk('messenger', 'سامي', who)
    const lost = await chat.say(thread.id, 'هل وصلتكم؟')
    await house.drain()
    await unanswered(lost, 'unknown')
    const { provider_id: known } = await message(messageId)
    const both = { ids: [known ?? ''], watermark: at(), recipient: psid(who) }
    await tell(house.session(), [await told({ state: 'read', ...both })])
    expect((await message(messageId)).state).toBe('read')
    expect(await message(lost)).toMatchObject({ state: 'unknown', provider_id: null })
  })

  it('says nothing of what left after it', async () => {
    const who = someone()
    const { messageId } = await chat.talk('messenger', 'ليلى', who)
    const { claimed_at: left } = await message(messageId)
    const watermark = new Date((left?.getTime() ?? 0) - 1)
    await tell(house.session(), [await told({ state: 'read', watermark, recipient: psid(who) })])
    expect((await message(messageId)).state).not.toBe('read')
  })
})

describe('a report that comes before the answer to our sending', () => {
  it('is told as the sending itself, and ends the try', async () => {
    const { messageId } = await chat.talk('messenger', 'منى', someone())
    await unanswered(messageId, 'sending')
    const id = newId()
    await tell(house.session(), [await told({ state: 'sent', ids: [id], ours: messageId })])
    expect(await message(messageId)).toMatchObject({ state: 'sent', provider_id: id })
    expect(await tryOf(messageId)).toEqual({ outcome: 'sent', ended: true })
    expect(await chat.told('messaging.message_sent', messageId)).toBe(1)
    await tell(house.session(), [await told({ state: 'delivered', ids: [id] })])
    expect(await chat.told('messaging.message_sent', messageId)).toBe(1)
  })

  it('ends the try of what failed as well', async () => {
    const { messageId } = await chat.talk('messenger', 'وليد', someone())
    await unanswered(messageId, 'sending')
    const failure = { reason: 'not_reachable', code: '551', detail: '' } as const
    const ids = [newId()]
    await tell(house.session(), [await told({ state: 'failed', ids, ours: messageId, failure })])
    expect(await tryOf(messageId)).toEqual({ outcome: 'failed', ended: true })
  })

  it('settles what nobody knew, and whoever waits for it hears that it was sent', async () => {
    const { messageId } = await chat.talk('messenger', 'ريما', someone())
    await unanswered(messageId, 'unknown')
    const more = { ids: [newId()], ours: messageId }
    await tell(house.session(), [await told({ state: 'delivered', ...more })])
    expect((await message(messageId)).state).toBe('delivered')
    expect(await chat.told('messaging.message_sent', messageId)).toBe(1)
  })

  it('reaches its message although both became known in the same moment', async () => {
    const { messageId } = await chat.talk('messenger', 'جود', someone())
    const { account_id: accountId, provider_id: providerId } = await message(messageId)
    await house.sql(
      `insert into early_status (company_id, account_id, provider_id, state, at, facts)
       values ($1, $2, $3, 'failed', $4, $5)`,
      [
        ...[house.company.companyId, accountId, providerId, at()],
        JSON.stringify({ failure: { reason: 'not_reachable', code: '551', detail: '' } }),
      ],
    )
    await sweepJob.run(house.session(), {})
    expect(await message(messageId)).toMatchObject({ state: 'failed', reason: 'not_reachable' })
    expect(await early(providerId)).toEqual([])
  })

  it('is heard with the id that another report of the same moment brought', async () => {
    const { messageId } = await chat.talk('messenger', 'أمل', someone())
    await unanswered(messageId, 'sending')
    const ids = [newId()]
    await tell(house.session(), [
      await told({ state: 'sent', ids, ours: messageId }),
      await told({ state: 'read', ids }),
    ])
    expect((await message(messageId)).state).toBe('read')
    expect(await early(ids[0])).toEqual([])
  })
})

describe('a message whose answer was lost', () => {
  it('is settled by a vendor that can be asked', async () => {
    const { id: accountId } = await chat.account('unifonic')
    const begun = await begin(house.session(), { accountId, address: '+966500000099' })
    const messageId = await chat.say(begun?.id ?? '', 'رصيدكم')
    await house.drain()
    const { provider_id: providerId } = await message(messageId)
    expect(providerId).not.toBeNull()
    await unanswered(messageId, 'unknown')
    await askStatusJob.run(house.session(), { messageId })
    expect(await message(messageId)).toMatchObject({ provider_id: providerId })
    expect((await message(messageId)).state).not.toBe('unknown')
    expect(await chat.told('messaging.message_sent', messageId)).toBe(1)
  })
})
