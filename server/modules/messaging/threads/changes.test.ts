import { expect, it } from 'vitest'
import { openChat } from '#test/chat.ts'

const chat = openChat()
const { house } = chat

const lastOf = (threadId: string) =>
  chat.one<{ last_text: string; words: string }>(
    'select last_text, words from conversation where thread_id = $1',
    [threadId],
  )

it('changed words stand in the list as they are now, and old ones are found no more', async () => {
  const phone = await chat.person('whatsapp_cloud', 'مها', '966500000401')
  const id = phone.write('المبلغ ٥٠٠')
  await chat.settle()
  const thread = await chat.threadBy('+966500000401')
  expect((await lastOf(thread.id)).last_text).toBe('المبلغ ٥٠٠')
  phone.edit(id, 'المبلغ ٦٠٠')
  await chat.settle()
  expect((await lastOf(thread.id)).last_text).toBe('المبلغ ٦٠٠')
})

it('words that were taken back stand nowhere', async () => {
  const phone = await chat.person('whatsapp_cloud', 'رهف', '966500000402')
  const id = phone.write('كلمة سر')
  await chat.settle()
  const thread = await chat.threadBy('+966500000402')
  phone.unsend(id)
  await chat.settle()
  const { last_text: text, words } = await lastOf(thread.id)
  expect(text).toBe('')
  expect(words).not.toContain('كلمه')
})

it('a file that was taken back is gone, row and bytes', async () => {
  const phone = await chat.person('whatsapp_cloud', 'غادة', '966500000403')
  const id = phone.document({
    ...{ bytes: new Uint8Array(Buffer.from('%PDF-1.7 secret')), mime: 'application/pdf' },
    fileName: 'سر.pdf',
  })
  await chat.settle()
  const file = await chat.one<{ id: string; key: string }>(
    `select f.id, f.key from file f join message_media d on d.file_id = f.id
     join message m on m.id = d.message_id where m.provider_id = $1`,
    [id],
  )
  expect(await house.house.files.get(file.key)).toBeDefined()
  phone.unsend(id)
  await chat.settle()
  expect(await house.sql('select 1 from file where id = $1', [file.id])).toEqual([])
  expect(await house.house.files.get(file.key)).toBeUndefined()
})
