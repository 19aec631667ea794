import { expect, it } from 'vitest'
import type { SaveChannelTemplate } from '#core/messaging/templates-api.ts'
import { reaction } from '#platform/command.ts'
import { openChat } from '#test/chat.ts'
import { newId } from '#test/house.ts'
import type { Letter } from '../reach/compose.ts'
import { reach } from '../reach/reach.ts'
import { listChannelTemplates, saveChannelTemplate, submitTemplate } from './manage.ts'
import { uploadSample } from './samples.ts'

const chat = openChat()
const { house } = chat

const pdf = Buffer.from('%PDF-1.7 a receipt')
const png = Buffer.from('\x89PNG\r\n\x1a\n a picture', 'latin1')

const upload = (bytes: Buffer, name: string, session = house.session()) =>
  uploadSample(session, { id: newId(), name, content: bytes.toString('base64') })

async function draft(header: SaveChannelTemplate['header']): Promise<SaveChannelTemplate> {
  const { id: accountId } = await chat.account('whatsapp_cloud')
  return {
    ...{ id: newId(), accountId, name: `t_${newId().slice(-8)}`, language: 'ar' },
    ...{ category: 'utility', standsFor: 'receipt_sent', header, buttons: [] },
    body: 'السلام عليكم {{name}}، وصلنا سدادكم، شكرًا لكم.',
    variables: [{ part: 'body', name: 'name', example: 'محمد', means: 'name' }],
  }
}

async function reviewed(template: SaveChannelTemplate) {
  await saveChannelTemplate(house.session(), template)
  await submitTemplate(house.session(), { id: template.id })
  await chat.settle()
  house.setNow('2026-03-01T09:00:30Z')
  await chat.settle()
  const { rows } = await listChannelTemplates(house.session(), {})
  return rows.find(({ id }) => id === template.id)
}

const letter = (customerId: string, attachments: Letter['attachments']): Letter => ({
  ...{ customerId, name: 'سعد', language: 'ar', category: 'receipt', text: 'receipt_sent' },
  values: { name: 'سعد' },
  ...{ subject: 'السند', body: 'وصلنا سدادكم', attachments },
  about: { kind: 'payment', id: newId() },
  once: newId(),
})
const send = reaction('test.reach', (work, to: Letter) => reach(work, to, 'whatsapp'))

it('a document above a template is reviewed by its sample, and each message takes its own file', async () => {
  const sample = await upload(pdf, 'sample.pdf')
  expect(sample).toMatchObject({ format: 'document', name: 'sample.pdf' })
  const row = await reviewed(await draft({ format: 'document', fileId: sample.id }))
  expect(row).toMatchObject({
    state: 'approved',
    parts: { header: { format: 'document', fileId: sample.id } },
    headerFile: { name: 'sample.pdf' },
  })
  const { id: customerId } = await chat.customerWith('phone', '+966500000811', 'شركة الملف')
  const bare = await send(house.session(), letter(customerId, []))
  expect(bare).toMatchObject({ state: 'refused', reason: 'no_way' })
  const own = await upload(Buffer.from('%PDF-1.7 their own receipt'), 'RCT-7.pdf')
  await send(house.session(), letter(customerId, [{ maker: 'file', id: own.id }]))
  await chat.settle()
  const [arrived] = (await chat.person('whatsapp_cloud', 'سعد', '966500000811')).arrived()
  expect(arrived).toMatchObject({ type: 'template' })
  expect(JSON.stringify(arrived?.content)).toContain('RCT-7.pdf')
})

it('a header names a file of its writer and of its own kind, and nothing else', async () => {
  const picture = await upload(png, 'logo.png')
  await expect(
    saveChannelTemplate(house.session(), await draft({ format: 'document', fileId: picture.id })),
  ).rejects.toMatchObject({ code: 'file.kind_refused' })
  const here = house.session()
  const other = { ...here, actor: { ...here.actor, id: newId() } }
  await expect(
    saveChannelTemplate(other, await draft({ format: 'image', fileId: picture.id })),
  ).rejects.toMatchObject({ code: 'file.not_found' })
  await expect(upload(Buffer.from('MZ no picture'), 'x.png')).rejects.toMatchObject({
    code: 'file.kind_refused',
  })
})
