import { describe, expect, it } from 'vitest'
import type { ConversationsInput } from '#core/inbox/api.ts'
import { InboxSettings } from '#core/inbox/settings.ts'
import type { Session } from '#platform/session.ts'
import { newId, openHouse } from '#test/house.ts'
import { noon, playInbox } from '#test/inbox.ts'
import { customerOf } from '#test/invoicing.ts'
import { employ } from '#test/matrix/staff.ts'
import { changeMany } from './bulk.ts'
import { saveCanned } from './canned.ts'
import { assignConversation, setCustomer, takeConversation } from './change.ts'
import { saveDraft } from './drafts.ts'
import { listConversations } from './list.ts'
import { addNote } from './notes.ts'
import { beginConversation, sendMessage } from './send.ts'
import { saveSettings } from './settings.ts'
import { showConversation } from './show.ts'
import { sweepInbox } from './sweep.ts'

const house = openHouse({ now: noon })
const { whatsapp, wrote, talkWith, colleague, settle } = playInbox(house)

const seller = (more: object = {}) =>
  colleague({ 'inbox.read': 'team', 'inbox.answer': 'team', 'contacts.read': 'own', ...more })
const say = (text: string) => ({ kind: 'text', text }) as const
const link = (session: Session, id: string, customerId: string | null) =>
  setCustomer(session, { id, customerId })

describe('whose thread it is', () => {
  it('is not said anew by who does not see the customer whose it is', async () => {
    await wrote('سلمى', 'متى موعد السداد؟')
    const { id } = await talkWith('سلمى')
    const theirs = await customerOf(house)
    await link(house.session(), id, theirs)
    await settle()
    const sales = await seller()
    const own = await customerOf(house, { ownerId: sales.actor.id })
    const shown = await showConversation(sales, { id })
    expect(shown.customer).toBeNull()
    await expect(link(sales, id, own)).rejects.toThrow('inbox.not_yours_to_link')
    await expect(link(sales, id, null)).rejects.toThrow('inbox.not_yours_to_link')
    expect((await talkWith('سلمى')).customer_id).toBe(theirs)
  })

  it('is said by who sees both, and taken back', async () => {
    await wrote('جواهر', 'مرحبا')
    const { id } = await talkWith('جواهر')
    const sales = await seller()
    const own = await customerOf(house, { ownerId: sales.actor.id })
    expect((await link(sales, id, own)).customer?.id).toBe(own)
    expect((await link(sales, id, null)).customer).toBeNull()
  })
})

describe('a conversation begun by an address', () => {
  const begin = (session: Session, accountId: string, address: string) =>
    beginConversation(session, {
      id: newId(),
      conversationId: newId(),
      say: say('أهلًا بك'),
      to: { accountId, address, customerId: null },
    })

  it('does not speak into a colleague’s open one', async () => {
    const phone = await wrote('نجلاء', 'أريد الأسعار')
    const { id } = await talkWith('نجلاء')
    await takeConversation(house.session(), { id })
    const account = await whatsapp()
    const other = await colleague({ 'inbox.read': 'own', 'inbox.answer': 'own' })
    await expect(begin(other, account.id, phone.number)).rejects.toThrow('inbox.begun_by_another')
    expect((await talkWith('نجلاء')).waiting_since).not.toBeNull()
    expect((await begin(house.session(), account.id, phone.number)).conversationId).toBe(id)
  })
})

describe('who is named in a note', () => {
  it('sees the conversation and notes in it, and neither answers nor takes it', async () => {
    await wrote('وفاء', 'أين طلبي؟')
    const { id } = await talkWith('وفاء')
    await takeConversation(house.session(), { id })
    const own = {
      'inbox.read': 'own',
      'inbox.answer': 'own',
      'inbox.assign': 'own',
      'contacts.read': 'all',
    } as const
    const named = await colleague(own)
    const note = { conversationId: id, text: 'ما رأيك؟' }
    await addNote(house.session(), { id: newId(), ...note, mentions: [named.actor.id] })
    expect(await showConversation(named, { id })).toMatchObject({
      mayAnswer: false,
      mayAssign: false,
    })
    const answer = { id: newId(), conversationId: id, say: say('أهلًا'), anyway: true }
    await expect(sendMessage(named, { ...answer, afterwards: 'stay' })).rejects.toThrow(
      'inbox.conversation_not_found',
    )
    await expect(takeConversation(named, { id })).rejects.toThrow('inbox.conversation_not_found')
    await expect(assignConversation(named, { id, userId: null })).rejects.toThrow(
      'inbox.conversation_not_found',
    )
    await addNote(named, { id: newId(), ...note, mentions: [] })
  })
})

describe('who is given a conversation', () => {
  it('must be able to answer it, one or many at once', async () => {
    await wrote('بسمة', 'السلام عليكم')
    const { id } = await talkWith('بسمة')
    const auditor = await employ(house, house.company, 'auditor')
    const userId = auditor.ownerId
    const assign = assignConversation(house.session(), { id, userId })
    await expect(assign).rejects.toThrow('inbox.user_not_found')
    const many = changeMany(house.session(), { ids: [id], change: { kind: 'assignee', userId } })
    await expect(many).rejects.toThrow('inbox.user_not_found')
    const support = await employ(house, house.company, 'support')
    await assignConversation(house.session(), { id, userId: support.ownerId })
    await saveSettings(house.session(), { ...InboxSettings.parse({}), absenceMinutes: null })
    await sweepInbox.run(house.session(), {})
    expect((await talkWith('بسمة')).assignee_id).toBe(support.ownerId)
  })
})

describe('a key', () => {
  const key = (): Session => ({
    ...house.session(),
    actor: { kind: 'key', id: newId(), name: 'مفتاح' },
  })

  it('has no drafts and no replies of its own, and is told so', async () => {
    await wrote('عبير', 'مرحبا')
    const { id } = await talkWith('عبير')
    const empty = { threadId: null, answers: null, subject: null, note: false }
    await expect(saveDraft(key(), { id, text: 'أهلًا', ...empty })).rejects.toThrow(
      'access.forbidden',
    )
    const reply = {
      ...{ id: newId(), shortcut: 'سلام', title: 'سلام', text: 'وعليكم السلام' },
      ...{ language: 'ar' as const, typeIds: [], channels: [], shared: true },
    }
    await expect(saveCanned(key(), reply)).rejects.toThrow('access.forbidden')
    await expect(takeConversation(key(), { id })).rejects.toThrow('inbox.user_not_found')
  })
})

describe('a place in a list', () => {
  const cursor = (value: string) =>
    Buffer.from(JSON.stringify([value, newId()])).toString('base64url')
  const page = (sort: ConversationsInput['sort'], value: string) =>
    listConversations(house.session(), { folder: 'all', sort, limit: 1, cursor: cursor(value) })

  it.each([
    ['newest', 'yesterday'],
    ['newest', '2 2026-03-01T09:00:00.000Z'],
    ['priority', '2026-03-01T09:00:00.000Z'],
    ['waiting', '0000-01-01T00:00:00.000Z'],
  ] as const)('of the order «%s» that no page gave is refused: %s', async (sort, value) => {
    await expect(page(sort, value)).rejects.toThrow('request.invalid')
  })

  it.each(['newest', 'oldest', 'waiting', 'priority'] as const)(
    'leads through the order «%s» to the last row, each once',
    async (sort) => {
      for (const folder of ['all', 'waiting'] as const) {
        const asked = { folder, sort, limit: 200 }
        const whole = (await listConversations(house.session(), asked)).rows.map(({ id }) => id)
        const met: string[] = []
        let at: string | undefined
        do {
          const next = await listConversations(house.session(), { ...asked, limit: 2, cursor: at })
          met.push(...next.rows.map(({ id }) => id))
          at = next.nextCursor ?? undefined
        } while (at !== undefined)
        expect(met).toEqual(whole)
        expect(met.length).toBeGreaterThan(3)
      }
    },
  )
})
