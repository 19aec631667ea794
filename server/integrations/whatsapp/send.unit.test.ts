import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OutgoingContent } from '#integrations/meta/port.ts'
import { fields, items, readJson } from '#integrations/meta/read.ts'
import { accountAt, openRecorder, sample } from '#integrations/meta/recorder.ts'
import { appSecretProof } from '#integrations/meta/signature.ts'
import { whatsapp } from './whatsapp.ts'

let recorder: Awaited<ReturnType<typeof openRecorder>>
beforeAll(async () => {
  recorder = await openRecorder()
})
afterAll(() => recorder.close())

const provider = whatsapp({ fetch: (url, init) => fetch(url, init) })
const account = () => accountAt(recorder.origin)
const phone = { kind: 'phone', value: '+966501234567' } as const
const accepted = { messaging_product: 'whatsapp', messages: [{ id: 'wamid.OUT' }] }

const officials = readJson(sample('whatsapp/send/meta-openapi.send-requests.json').toString())

/** The official example with its placeholders for the recipient filled in. */
function official(name: string) {
  const text = JSON.stringify(fields(officials)[name])
  return fields(readJson(text.replaceAll('{{Recipient-Phone-Number}}', '966501234567')))
}

const offer = (payload: string, title: string, description?: string) => ({
  payload,
  title,
  ...(description !== undefined && { description }),
})
const list: OutgoingContent = {
  kind: 'list',
  header: '<HEADER_TEXT>',
  text: '<BODY_TEXT>',
  footer: '<FOOTER_TEXT>',
  button: '<BUTTON_TEXT>',
  sections: [1, 2].map((section) => ({
    title: `<LIST_SECTION_${section}_TITLE>`,
    rows: [1, 2].map((row) => {
      const part = `SECTION_${section}_ROW_${row}`
      return offer(`<LIST_${part}_ID>`, `<${part}_TITLE>`, `<${part}_DESC>`)
    }),
  })),
}
const meta: OutgoingContent = {
  kind: 'location',
  latitude: 37.758056,
  longitude: -122.425332,
  name: 'META HQ',
  address: '1 Hacker Way, Menlo Park, CA 94025',
}
const caption = '<VIDEO_CAPTION_TEXT>'
const documentById: OutgoingContent = {
  kind: 'document',
  media: { id: '<DOCUMENT_OBJECT_ID>', fileName: '<DOCUMENT_FILENAME>' },
  caption: '<DOCUMENT_CAPTION_TO_SEND>',
}

/** The official examples that say what we can say, and the answer's id where there is one. */
const sent: Readonly<Record<string, readonly [OutgoingContent, string?]>> = {
  'Send Audio Message by ID': [{ kind: 'audio', voice: false, media: { id: '<AUDIO_OBJECT_ID>' } }],
  'Send Audio Message by URL': [
    { kind: 'audio', voice: false, media: { url: '<http(s)://audio-url>' } },
  ],
  'Send Document Message by ID': [documentById],
  'Send Document Message by URL': [
    {
      kind: 'document',
      media: { url: '<http(s)://document-url>' },
      caption: '<DOCUMENT-CAPTION-TEXT>',
    },
  ],
  'Send Image Message by ID': [{ kind: 'image', media: { id: '<IMAGE_OBJECT_ID>' } }],
  'Send Image Message by URL': [{ kind: 'image', media: { url: 'http(s)://image-url' } }],
  'Send List Message': [list],
  'Send Location Message': [meta],
  'Send Reply Button': [
    {
      kind: 'buttons',
      text: '<BUTTON_TEXT>',
      buttons: [1, 2].map((each) => offer(`<UNIQUE_BUTTON_ID_${each}>`, `<BUTTON_TITLE_${each}>`)),
    },
  ],
  'Send Reply to Audio Message by ID': [
    { kind: 'audio', voice: false, media: { id: '<AUDIO_OBJECT_ID>' } },
    '<MSGID_OF_MSG_YOU_ARE_REPLYING_TO>',
  ],
  'Send Reply to Audio Message by URL': [
    { kind: 'audio', voice: false, media: { url: 'http(s)://audio-url' } },
    '<MSGID_OF_MSG_YOU_ARE_REPLYING_TO>',
  ],
  'Send Reply to Document Message by ID': [documentById, '<MSGID_OF_MSG_YOU_ARE_REPLYING_TO>'],
  'Send Reply to Document Message by URL': [
    {
      kind: 'document',
      media: { url: '<http(s)://document-url>' },
      caption: '<DOCUMENT_CAPTION_TEXT>',
    },
    '<MSGID_OF_MSG_YOU_ARE_REPLYING_TO>',
  ],
  'Send Reply to Image Message by ID': [
    { kind: 'image', media: { id: '<IMAGE_OBJECT_ID>' } },
    '<MSGID_OF_PREV_MSG>',
  ],
  'Send Reply to Image Message by URL': [
    { kind: 'image', media: { url: 'http(s)://image-url' } },
    '<MSGID_OF_PREV_MSG>',
  ],
  'Send Reply to List Message': [list, '<MSGID_OF_PREV_MSG>'],
  'Send Reply to Location Message': [meta, '<MSGID_OF_PREV_MSG>'],
  'Send Reply to Sticker Message by ID': [
    { kind: 'sticker', animated: false, media: { id: '<MEDIA_OBJECT_ID>' } },
    '<MSGID_OF_MSG_YOU_ARE_REPLYING_TO>',
  ],
  'Send Reply to Sticker Message by URL': [
    { kind: 'sticker', animated: false, media: { url: '<http(s)://sticker-url>' } },
    '<MSGID_OF_MSG_YOU_ARE_REPLYING_TO>',
  ],
  'Send Reply to Text Message': [
    { kind: 'text', text: '<TEXT_MSG_CONTENT>' },
    '<MSGID_OF_PREV_MSG>',
  ],
  'Send Reply to Video Message by ID': [
    { kind: 'video', media: { id: '<VIDEO_OBJECT_ID>' }, caption },
    '<MSGID_OF_MSG_YOU_ARE_REPLYING_TO>',
  ],
  'Send Reply to Video Message by URL': [
    { kind: 'video', media: { url: '<http(s)://video-url>' }, caption },
    '<MSGID_OF_MSG_YOU_ARE_REPLYING_TO>',
  ],
  'Send Reply with Reaction Message': [{ kind: 'reaction', to: 'wamid.HBgLM...', emoji: '😀' }],
  'Send Sticker Message by ID': [
    { kind: 'sticker', animated: false, media: { id: '<MEDIA_OBJECT_ID>' } },
  ],
  'Send Sticker Message by URL': [
    { kind: 'sticker', animated: false, media: { url: '<http(s)://sticker-url>' } },
  ],
  'Send Test Message': [
    { kind: 'template', name: 'hello_world', language: 'en_US', body: [], buttons: [] },
  ],
  'Send Text Message': [{ kind: 'text', text: 'text-message-content' }],
  'Send Text Message with Preview URL': [
    { kind: 'text', text: 'Please visit https://youtu.be/hpltvTEiRrY.' },
  ],
  'Send Video Message by ID': [{ kind: 'video', media: { id: '<VIDEO_OBJECT_ID>' }, caption }],
  'Send Video Message by URL': [
    { kind: 'video', media: { url: '<http(s)://video-url>' }, caption },
  ],
}

/** Those that say what we have no words for, and why; the parts we do have are tested below. */
const beyond: Readonly<Record<string, string>> = {
  'Send Catalog Message': 'a shop window',
  'Send Catalog Template Message': 'a shop window',
  'Send Contact Message': 'addresses, birthdays and labels of a card',
  'Send Draft Flow by ID': 'a form',
  'Send Draft Flow by Name': 'a form',
  'Send Flow Template Message': 'a form',
  'Send Message Template Interactive': 'currency and date as parameters',
  'Send Message Template Media': 'currency and date as parameters',
  'Send Message Template Text': 'currency and date as parameters',
  'Send Multi-Product Message': 'a shop window',
  'Send Order Details Message': 'payment within WhatsApp',
  'Send Order Status Message': 'payment within WhatsApp',
  'Send Published Flow by ID': 'a form',
  'Send Published Flow by Name': 'a form',
  'Send Reply to Contact Message': 'addresses, birthdays and labels of a card',
  'Send Sample Issue Resolution Template': 'its payloads are booleans, which the vendor refuses',
  'Send Sample Shipping Confirmation Template': 'currency and date as parameters',
  'Send Sample Text Message': 'currency and date as parameters',
  'Send Single Product Message': 'a shop window',
  'Send typing indicator and read receipt': 'sent by markRead',
}

test('every official example is either sent or named as beyond us', () => {
  const named = [...Object.keys(sent), ...Object.keys(beyond)]
  expect(named.toSorted()).toEqual(Object.keys(fields(officials)).toSorted())
})

async function sendOne(content: OutgoingContent, answers?: string) {
  recorder.answer(() => ({ body: accepted }))
  const delivery = await provider.send(account(), {
    to: phone,
    content,
    ours: 'message-1',
    byHuman: true,
    ...(answers !== undefined && { answers }),
  })
  const [request] = recorder.came
  if (!request) throw new Error('nothing was sent')
  return { delivery, request, body: fields(request.body) }
}

test.each(Object.entries(sent))(
  '%s leaves as the vendor shows it, field by field',
  async (name, [content, answers]) => {
    const { delivery, request, body } = await sendOne(content, answers)
    expect(delivery).toEqual({ outcome: 'sent', providerId: 'wamid.OUT' })
    const { biz_opaque_callback_data: ours, ...rest } = body
    expect(ours).toBe('message-1')
    // Some examples leave out what the others have.
    const type = Object.keys(official(name)).find(
      (key) => key === content.kind || key === 'interactive',
    )
    expect(rest).toEqual({ recipient_type: 'individual', type, ...official(name) })
    expect(request).toMatchObject({
      method: 'POST',
      url: { pathname: '/v24.0/106540352242922/messages' },
    })
    expect(request.headers).toMatchObject({
      authorization: 'Bearer EAAG',
      'content-type': 'application/json',
    })
    expect(request.url.searchParams.get('appsecret_proof')).toBe(appSecretProof('EAAG', 'shh'))
  },
)

test('a template leaves with its picture, its text parameters and its payloads', async () => {
  const example = official('Send Message Template Interactive')
  const template = fields(example['template'])
  const components = items(template['components'])
    .map(fields)
    .map((component) =>
      component['type'] === 'body'
        ? {
            ...component,
            parameters: items(component['parameters']).filter(
              (each) => fields(each)['type'] === 'text',
            ),
          }
        : component,
    )
  const { body } = await sendOne({
    kind: 'template',
    name: 'template-name',
    language: 'language-and-locale-code',
    header: { media: { url: 'http(s)://the-image-url' }, as: 'image' },
    body: [{ text: 'text-string' }],
    buttons: [
      { index: 0, kind: 'quick_reply', text: 'aGlzIHRoaXMgaXMgY29v' },
      { index: 1, kind: 'quick_reply', text: '9rwnB8RbYmPF5t2Mn09x4h' },
    ],
  })
  expect(body['template']).toEqual({ ...template, components })
})

test('parameters by name, a link to pay and the invoice in the header', async () => {
  const { body } = await sendOne({
    kind: 'template',
    name: 'invoice_due',
    language: 'ar',
    header: { media: { id: '9', fileName: 'INV-1.pdf' }, as: 'document' },
    body: [{ name: 'description', text: 'توريد\r\n\tأنابيب     ومحابس ' }],
    buttons: [{ index: 0, kind: 'url', text: 'pay/abc' }],
  })
  expect(fields(body['template'])['components']).toEqual([
    {
      type: 'header',
      parameters: [{ type: 'document', document: { id: '9', filename: 'INV-1.pdf' } }],
    },
    {
      type: 'body',
      parameters: [{ type: 'text', parameter_name: 'description', text: 'توريد أنابيب ومحابس' }],
    },
    {
      type: 'button',
      sub_type: 'url',
      index: '0',
      parameters: [{ type: 'text', text: 'pay/abc' }],
    },
  ])
})

test('a card, a link to press and a reaction taken back', async () => {
  const card = {
    name: 'John Smith',
    organisation: 'WhatsApp',
    phones: ['+1 (940) 555-1234'],
    emails: ['test@fb.com'],
  }
  expect((await sendOne({ kind: 'contacts', contacts: [card] })).body['contacts']).toEqual([
    {
      name: { formatted_name: 'John Smith', first_name: 'John Smith' },
      org: { company: 'WhatsApp' },
      phones: [{ phone: '+1 (940) 555-1234' }],
      emails: [{ email: 'test@fb.com' }],
    },
  ])
  expect(
    (
      await sendOne({
        kind: 'link',
        text: 'فاتورتك',
        title: 'ادفع',
        url: 'https://wasl.example/p/1',
      })
    ).body['interactive'],
  ).toEqual({
    type: 'cta_url',
    body: { text: 'فاتورتك' },
    action: {
      name: 'cta_url',
      parameters: { display_text: 'ادفع', url: 'https://wasl.example/p/1' },
    },
  })
  expect(
    (await sendOne({ kind: 'reaction', to: 'wamid.1', emoji: null })).body['reaction'],
  ).toEqual({ message_id: 'wamid.1', emoji: '' })
})

test('who has hidden the number is reached by the id that WhatsApp gave', async () => {
  recorder.answer(() => ({ body: accepted }))
  const to = { kind: 'wa_bsuid', value: 'SA.134' } as const
  await provider.send(account(), {
    to,
    content: { kind: 'text', text: 'x' },
    ours: 'm',
    byHuman: true,
  })
  expect(recorder.came[0]?.body).toMatchObject({ recipient: 'SA.134' })
  expect(recorder.came[0]?.body).not.toHaveProperty('to')
})

test('reading is shown as the vendor shows it', async () => {
  recorder.answer(() => ({ body: { success: true } }))
  const example = official('Send typing indicator and read receipt')
  await provider.markRead?.(account(), String(example['message_id']), true)
  await provider.markRead?.(account(), 'wamid.1', false)
  expect(recorder.came.map(({ body }) => body)).toEqual([
    example,
    { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.1' },
  ])
})
