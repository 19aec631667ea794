import { describe, expect, it } from 'vitest'
import { reaction } from '#platform/command.ts'
import { keepMedia } from '#platform/media-files.ts'
import type { Session } from '#platform/session.ts'
import { type KeptBytes, storeFile } from '#platform/stored-files.ts'
import { openChat } from '#test/chat.ts'
import { newId } from '#test/house.ts'
import { sendMessage } from '../send.ts'
import { tryAgain } from './try-again.ts'

const chat = openChat()
const { house } = chat

const store = reaction('test.store', (work, kept: KeptBytes) => storeFile(work, kept, 'عرض.pdf'))
const again = reaction('test.again', (work, id: string) => tryAgain(work, id))

/** A file that somebody of the company brought. */
async function broughtBy(session: Session): Promise<{ id: string; key: string }> {
  const bytes = Buffer.from(`%PDF-1.7 ${newId()}`)
  const kept = await keepMedia(house.house, session.companyId, bytes, 'application/pdf')
  return { id: await store(session, kept), key: kept.key }
}
const document = { said: { kind: 'document', media: {} } } as const
const colleague = (): Session => ({
  ...house.session(),
  actor: { kind: 'user', id: newId(), name: 'زميل' },
})

describe('a file', () => {
  it('goes with a message of who brought it, and of nobody else who names it', async () => {
    const { phone, thread } = await chat.talk('whatsapp_cloud', 'نايف', '966500000601')
    const { id } = await broughtBy(colleague())
    const taken = chat.say(thread.id, '', { ...document, fileIds: [id] })
    await expect(taken).rejects.toMatchObject({ code: 'file.not_found' })
    const own = await broughtBy(house.session())
    await chat.say(thread.id, '', { ...document, fileIds: [own.id] })
    await house.drain()
    expect(phone.arrived().at(-1)?.type).toBe('document')
  })

  it('is lent at an address that opens to a vendor that takes no uploads', async () => {
    const { phone, thread } = await chat.talk('instagram', 'منيرة', '1784140000093')
    const { id } = await broughtBy(house.session())
    const messageId = await chat.say(thread.id, '', { ...document, fileIds: [id] })
    await house.drain()
    // It stood as «sending» and then as unknown, and nothing had left.
    expect(await house.sql('select state from message where id = $1', [messageId])).toEqual([
      { state: 'sent' },
    ])
    const last = JSON.stringify(phone.arrived().at(-1))
    const url = /"url":"([^"]+)"/.exec(last)?.[1] ?? ''
    expect(url).toMatch(/^http.*\/files\//)
    const answer = await house.http.request(new URL(url).pathname)
    expect(await answer.text()).toMatch(/^%PDF-1.7 /)
  })

  it('that stands on the thread already may be sent on it again', async () => {
    const { phone, thread } = await chat.talk('whatsapp_cloud', 'فهد', '966500000602')
    phone.document({ bytes: new Uint8Array(Buffer.from('%PDF-1.7 x')), mime: 'application/pdf' })
    await chat.settle()
    const message = (await chat.read(thread.id)).find(({ media }) => media.length > 0)
    const { file_id: id } = await chat.one<{ file_id: string }>(
      'select file_id from message_media where message_id = $1',
      [message?.id],
    )
    await chat.say(thread.id, '', { ...document, fileIds: [id] })
    const other = await chat.talk('whatsapp_cloud', 'غير فهد', '966500000603')
    const elsewhere = chat.say(other.thread.id, '', { ...document, fileIds: [id] })
    await expect(elsewhere).rejects.toMatchObject({ code: 'file.not_found' })
  })

  it('that cannot be opened is tried again, and nobody thinks that the message left', async () => {
    const { thread } = await chat.talk('whatsapp_cloud', 'سعد', '966500000604')
    const { id, key } = await broughtBy(house.session())
    const messageId = await chat.say(thread.id, '', { ...document, fileIds: [id] })
    await house.house.files.remove(key)
    await sendMessage(house.session(), messageId)
    expect(await chat.message(messageId)).toMatchObject({
      state: 'queued',
      reason: 'attachment_failed',
      attempts: 1,
    })
  })

  it('is lifted to the vendor once, and once more when the vendor has forgotten it', async () => {
    const { thread } = await chat.talk('whatsapp_cloud', 'تركي', '966500000605')
    const { id } = await broughtBy(house.session())
    const messageId = await chat.say(thread.id, '', { ...document, fileIds: [id] })
    const lifted = async () => {
      const failed = "update message set state = 'failed', reason = 'rejected' where id = $1"
      await sendMessage(house.session(), messageId)
      const row = await chat.one<{ vendor_id: string }>(
        'select vendor_id from message_media where message_id = $1',
        [messageId],
      )
      await house.sql(failed, [messageId])
      await again(house.session(), messageId)
      return row.vendor_id
    }
    const first = await lifted()
    expect(await lifted()).toBe(first)
    await house.sql('update message_media set vendor_until = $2 where message_id = $1', [
      messageId,
      new Date('2026-02-28T00:00:00Z'),
    ])
    expect(await lifted()).not.toBe(first)
  })
})
