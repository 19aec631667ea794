import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { delivered, sample } from '#integrations/meta/recorder.ts'
import { whatsapp } from './whatsapp.ts'

const provider = whatsapp({ fetch: () => Promise.reject(new Error('nothing is called here')) })
const folder = 'whatsapp/webhooks'
const names = readdirSync(new URL(`../../../test/fixtures/${folder}`, import.meta.url))
const parseSample = (name: string) => provider.parse(delivered(sample(`${folder}/${name}`)))

const number = { channel: 'whatsapp', address: '106540352242922' }
const sara = [
  { kind: 'phone', value: '+966501234567' },
  { kind: 'wa_bsuid', value: 'SA.13491208655302741918' },
]
const sheena = {
  account: number,
  from: [{ kind: 'phone', value: '+16505551234' }],
  profileName: 'Sheena Nelson',
}
const sha256 = '30fe529af021e59b77c1f58f48b33b80184f161d10f31bcbdafd6a96966dde65'
const wamid = 'wamid.HBgMOTY2NTAxMjM0NTY3FQIAEhgUM0E'

/** What must come out of each sample, in order. */
const expected: Readonly<Record<string, readonly object[]>> = {
  'doc-shaped.account-level-errors.json': [
    {
      kind: 'account',
      about: 'error',
      state: '130429',
      detail: 'Cloud API message throughput has been reached.',
    },
  ],
  'doc-shaped.batch-two-senders.json': [
    {
      kind: 'message',
      id: `${wamid}12AA==`,
      from: sara,
      profileName: 'A',
      content: { kind: 'text', text: 'أول' },
      at: '2025-11-21T04:47:24.000Z',
    },
    {
      kind: 'message',
      id: 'wamid.BATCH2',
      from: [{ kind: 'phone', value: '+966555555555' }],
      profileName: 'B',
      content: { kind: 'text', text: 'ثاني' },
    },
  ],
  'doc-shaped.dashboard-test-sample.json': [
    {
      kind: 'message',
      account: { channel: 'whatsapp', address: '123456123' },
      id: 'ABGGFlA5Fpa',
      profileName: 'test user name',
      content: { kind: 'text', text: 'this is a text message' },
    },
  ],
  'doc-shaped.document.json': [
    {
      kind: 'message',
      from: sara,
      content: {
        kind: 'document',
        caption: 'مرفق',
        media: {
          id: '1376223850470843',
          mime: 'application/pdf',
          fileName: 'كشف حساب.pdf',
          sha256,
        },
      },
    },
  ],
  'doc-shaped.image-caption.json': [
    {
      kind: 'message',
      content: {
        kind: 'image',
        caption: 'إيصال التحويل',
        media: {
          id: '1003383421387256',
          mime: 'image/jpeg',
          sha256,
          url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1003383421387256',
        },
      },
    },
  ],
  'doc-shaped.location.json': [
    {
      kind: 'message',
      content: {
        kind: 'location',
        latitude: 24.7136,
        longitude: 46.6753,
        name: 'الرياض',
        address: 'طريق الملك فهد',
      },
    },
  ],
  'doc-shaped.message-errors-media-unavailable.json': [
    {
      kind: 'message',
      id: 'wamid.ERR01',
      content: {
        kind: 'unsupported',
        type: 'unsupported',
        text: "Failed to download the media from the sender. Reason: 'media expired'",
      },
    },
  ],
  'doc-shaped.reply-context-forwarded.json': [
    {
      kind: 'message',
      content: { kind: 'text', text: 'نعم' },
      context: { answers: 'wamid.OUR-OUTBOUND-01' },
    },
  ],
  'doc-shaped.status-delivered.json': [
    {
      kind: 'status',
      ids: ['wamid.OUR-OUTBOUND-01'],
      state: 'delivered',
      at: '2025-11-21T04:56:43.000Z',
      recipient: sara,
      pricing: { category: 'service', type: 'free_customer_service', billable: false },
    },
  ],
  'doc-shaped.status-failed-131026-bsuid.json': [
    {
      kind: 'status',
      ids: ['wamid.OUR-OUTBOUND-02'],
      state: 'failed',
      recipient: [sara[1]],
      failure: { reason: 'not_reachable', code: '131026', detail: 'Message Undeliverable.' },
    },
  ],
  'doc-shaped.status-failed-131047.json': [
    {
      kind: 'status',
      ids: ['wamid.OUR-OUTBOUND-01'],
      state: 'failed',
      recipient: [sara[0]],
      failure: { reason: 'window_closed', code: '131047' },
    },
  ],
  'doc-shaped.status-read-without-delivered.json': [
    { kind: 'status', ids: ['wamid.OUR-OUTBOUND-01'], state: 'read', recipient: [sara[0]] },
  ],
  'doc-shaped.status-sent-v24.json': [
    {
      kind: 'status',
      ids: ['wamid.OUR-OUTBOUND-01'],
      state: 'sent',
      recipient: sara,
      pricing: { category: 'utility', type: 'regular', billable: true },
    },
  ],
  'doc-shaped.sticker.json': [
    {
      kind: 'message',
      content: {
        kind: 'sticker',
        animated: false,
        media: { id: '798882015472548', mime: 'image/webp', sha256 },
      },
    },
  ],
  'doc-shaped.template-status-rejected.json': [
    {
      kind: 'template',
      account: { channel: 'whatsapp', address: '102290129340398', whole: true },
      id: '1689556908129832',
      name: 'invoice_due_ar',
      language: 'ar',
      state: 'rejected',
      reason: 'INVALID_FORMAT',
      at: '2025-11-21T04:58:20.000Z',
    },
  ],
  'doc-shaped.text-arabic-emoji.json': [
    {
      kind: 'message',
      account: number,
      id: `${wamid}01AA==`,
      from: sara,
      profileName: 'سارة العتيبي',
      content: { kind: 'text', text: 'السلام عليكم 👋 أبغى أسدد الفاتورة رقم INV-2026/001' },
      context: {},
    },
  ],
  'doc-shaped.text-bsuid-only-no-phone.json': [
    {
      kind: 'message',
      id: 'wamid.BSUIDONLY01',
      from: [sara[1], { kind: 'wa_username', value: '@realsara' }],
      profileName: 'Sara',
      content: { kind: 'text', text: 'هل المنتج متوفر؟' },
    },
  ],
  'doc-shaped.user-preferences-stop.json': [
    {
      kind: 'consent',
      account: number,
      from: sara,
      category: 'marketing',
      optedOut: true,
      at: '2025-11-21T04:48:20.000Z',
    },
  ],
  'doc-shaped.video.json': [
    {
      kind: 'message',
      content: { kind: 'video', media: { id: '1166846181421424', mime: 'video/mp4', sha256 } },
    },
  ],
  'meta-openapi.contact-sharing-message.json': [
    {
      kind: 'message',
      ...sheena,
      content: {
        kind: 'contacts',
        contacts: [
          {
            name: 'Lucía Gómez',
            organisation: 'Google',
            phones: ['+1 (983) 555-2319'],
            emails: [],
          },
        ],
      },
    },
  ],
  'meta-openapi.group-remove-participants.json': [
    { kind: 'unknown', account: number, field: 'group_participants_update' },
  ],
  'meta-openapi.group-settings-update.json': [
    { kind: 'unknown', account: number, field: 'group_settings_update' },
  ],
  'meta-openapi.image-message.json': [
    {
      kind: 'message',
      ...sheena,
      content: {
        kind: 'image',
        caption: 'Taj Mahal',
        media: {
          id: '1003383421387256',
          mime: 'image/jpeg',
          sha256: expect.stringMatching(/^49f22763[0-9a-f]{56}$/),
        },
      },
    },
  ],
  'meta-openapi.interactive-list-reply-message.json': [
    {
      kind: 'message',
      ...sheena,
      content: {
        kind: 'choice',
        of: 'list',
        payload: 'priority_express',
        title: 'Priority Mail Express',
        description: 'Next Day to 2 Days',
      },
      context: { answers: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBJGMzEyNzhENTZDMzNGODlDRDgA' },
    },
  ],
  'meta-openapi.order-message.json': [
    {
      kind: 'message',
      ...sheena,
      content: {
        kind: 'order',
        catalog: '194836987003835',
        items: [
          { product: 'di9ozbzfi4', quantity: 2, price: '30', currency: 'USD' },
          { product: 'nqryix03ez', quantity: 1, price: '25', currency: 'USD' },
        ],
      },
    },
  ],
  'meta-openapi.reaction-message.json': [
    {
      kind: 'reaction',
      account: number,
      from: sheena.from,
      to: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI0RTJEOTc2ODVERUY5RDlGNkYA',
      emoji: '👍',
    },
  ],
  'meta-openapi.text-message-from-click-to-whatsapp-ad.json': [
    {
      kind: 'message',
      ...sheena,
      content: { kind: 'text', text: 'Hello! Can I get more info on this?' },
      context: {
        referral: {
          source_type: 'ad',
          source_id: '120226305854810726',
          headline: 'Chat with us',
          'welcome_message.text': 'Hi there! Let us know how we can help!',
          ctwa_clid: expect.stringMatching(/^Aff-/),
        },
      },
    },
  ],
  'meta-openapi.text-message.json': [
    {
      kind: 'message',
      ...sheena,
      at: '2025-06-08T20:59:43.000Z',
      content: { kind: 'text', text: 'Does it come in another color?' },
    },
  ],
  'meta-openapi.unsupported-message.json': [
    {
      kind: 'message',
      ...sheena,
      content: {
        kind: 'unsupported',
        type: 'unsupported',
        text: 'Message type is currently not supported.',
      },
    },
  ],
}

test('there is an expectation for every sample, and a sample for every expectation', () => {
  expect(names.toSorted()).toEqual(Object.keys(expected).toSorted())
})

test.each(Object.entries(expected))('%s says what it says', (name, events) => {
  const found = parseSample(name)
  expect(found).toHaveLength(events.length)
  expect(found).toMatchObject([...events])
})
