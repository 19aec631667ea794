import { expect, test } from 'vitest'
import type { ChatEvent } from '#core/messaging/incoming.ts'
import { delivered } from '#integrations/meta/recorder.ts'
import { whatsapp } from './whatsapp.ts'

const provider = whatsapp({ fetch: () => Promise.reject(new Error('nothing is called here')) })
const number = { channel: 'whatsapp', address: '106540352242922' }

const change = (field: string, value: object, time = 1763701100) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '102290129340398', time, changes: [{ field, value }] }],
})
const inbound = (messages: readonly object[], more: object = {}) =>
  change('messages', {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550783881', phone_number_id: number.address },
    messages,
    ...more,
  })
const only = (body: unknown): ChatEvent => {
  const events = provider.parse(delivered(body))
  expect(events).toHaveLength(1)
  const [event] = events
  if (!event) throw new Error('no event')
  return event
}
const message = { from: '966501234567', id: 'wamid.1', timestamp: '1763700000' }

test.each<[string, object, object]>([
  [
    'a voice message',
    { type: 'audio', audio: { id: '7', mime_type: 'audio/ogg; codecs=opus', voice: true } },
    { kind: 'audio', voice: true, media: { id: '7', mime: 'audio/ogg; codecs=opus' } },
  ],
  [
    'a press on a button',
    {
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: 'paid', title: 'دفعت' } },
    },
    { kind: 'choice', of: 'button', payload: 'paid', title: 'دفعت' },
  ],
  [
    'a press on a button of a template',
    { type: 'button', button: { payload: 'later', text: 'لاحقًا' } },
    { kind: 'choice', of: 'template', payload: 'later', title: 'لاحقًا' },
  ],
  [
    'a form',
    {
      type: 'interactive',
      interactive: {
        type: 'nfm_reply',
        nfm_reply: {
          name: 'flow',
          body: 'Sent',
          response_json: '{"flow_token":"t1","amount":"500"}',
        },
      },
    },
    {
      kind: 'choice',
      of: 'form',
      payload: 't1',
      title: 'Sent',
      answers: { flow_token: 't1', amount: '500' },
    },
  ],
  [
    'a form whose answers are broken',
    {
      type: 'interactive',
      interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', response_json: '{' } },
    },
    { kind: 'choice', of: 'form', title: 'flow', answers: { response: '{' } },
  ],
  [
    'a type of tomorrow',
    { type: 'hologram', hologram: { body: 'بعد غد' } },
    { kind: 'unsupported', type: 'hologram', text: 'بعد غد' },
  ],
  [
    'a type named like a part of every object',
    { type: 'constructor' },
    { kind: 'unsupported', type: 'constructor' },
  ],
  [
    'an answer of tomorrow',
    { type: 'interactive', interactive: { type: 'call_permission_reply' } },
    { kind: 'unsupported', type: 'interactive:call_permission_reply' },
  ],
  [
    'a picture without a file',
    { type: 'image', image: {} },
    { kind: 'unsupported', type: 'image' },
  ],
  ['a welcome', { type: 'request_welcome' }, { kind: 'unsupported', type: 'request_welcome' }],
])('%s is read', (_what, parts, content) => {
  expect(only(inbound([{ ...message, ...parts }]))).toMatchObject({ kind: 'message', content })
})

test('a message of a group names the group, a forwarded one says so', () => {
  const text = {
    ...message,
    type: 'text',
    text: { body: 'x' },
    group_id: 'G1',
    context: { frequently_forwarded: true },
  }
  expect(only(inbound([text]))).toMatchObject({ context: { group: 'G1', forwarded: true } })
})

test('a reaction without a sign was taken back', () => {
  const body = inbound([{ ...message, type: 'reaction', reaction: { message_id: 'wamid.0' } }])
  expect(only(body)).toMatchObject({ kind: 'reaction', to: 'wamid.0', emoji: null })
})

test('edits and revocations speak of the message before, whether of the customer or of us', () => {
  const edit = {
    ...message,
    type: 'edit',
    edit: {
      original_message_id: 'wamid.0',
      message: { type: 'image', image: { id: '1', caption: 'أحدث' } },
    },
  }
  const revoke = { ...message, type: 'revoke', revoke: { original_message_id: 'wamid.0' } }
  expect(only(inbound([edit]))).toMatchObject({ kind: 'edit', id: 'wamid.0', text: 'أحدث' })
  expect(only(inbound([revoke]))).toMatchObject({ kind: 'unsend', id: 'wamid.0' })
  const metadata = { phone_number_id: number.address }
  const echoes = change('smb_message_echoes', { metadata, message_echoes: [revoke] })
  expect(only(echoes)).toMatchObject({ kind: 'unsend', id: 'wamid.0', account: number })
})

test('a customer whose number or id changed is the same person', () => {
  const system = {
    type: 'user_changed_number',
    body: 'changed',
    wa_id: '966502222222',
    user_id: 'SA.NEW',
  }
  const event = only(inbound([{ ...message, from_user_id: 'SA.OLD', type: 'system', system }]))
  expect(event).toMatchObject({
    kind: 'identity',
    before: [{ value: '+966501234567' }, { value: 'SA.OLD' }],
    after: [{ value: '+966502222222' }, { value: 'SA.NEW' }],
  })
  const update = {
    user_id_update: [
      {
        wa_id: '966501234567',
        user_id: { previous: 'SA.OLD', current: 'SA.NEW' },
        timestamp: 1763700000,
      },
    ],
  }
  expect(only(change('user_id_update', update))).toMatchObject({
    kind: 'identity',
    before: [{}, { value: 'SA.OLD' }],
    after: [{}, { value: 'SA.NEW' }],
  })
  expect(
    only(
      inbound([
        { ...message, type: 'system', system: { body: 'x', type: 'customer_identity_changed' } },
      ]),
    ),
  ).toMatchObject({
    kind: 'message',
    content: { kind: 'unsupported', type: 'system:customer_identity_changed', text: 'x' },
  })
})

test('what the owner wrote on the telephone of the business is an echo', () => {
  const metadata = { phone_number_id: number.address }
  const echo = {
    from: '15550783881',
    to: '966501234567',
    id: 'wamid.E',
    timestamp: '1763700000',
    type: 'text',
    text: { body: 'وصلت' },
  }
  expect(only(change('smb_message_echoes', { metadata, message_echoes: [echo] }))).toMatchObject({
    kind: 'echo',
    id: 'wamid.E',
    to: [{ kind: 'phone', value: '+966501234567' }],
    content: { kind: 'text', text: 'وصلت' },
  })
})

test('a status brings back what we hung on the message', () => {
  const statuses = [
    {
      id: 'wamid.1',
      status: 'played',
      timestamp: '1763700000',
      recipient_id: '966501234567',
      biz_opaque_callback_data: 'm-1',
    },
  ]
  expect(only(inbound([], { messages: undefined, statuses }))).toMatchObject({
    kind: 'status',
    state: 'played',
    ours: 'm-1',
  })
})

test.each<[string, object, object]>([
  [
    'message_template_status_update',
    {
      event: 'PAUSED',
      message_template_id: 1,
      message_template_name: 'n',
      message_template_language: 'ar',
      reason: 'NONE',
      other_info: { title: 'FIRST_PAUSE' },
    },
    { kind: 'template', state: 'paused', reason: 'FIRST_PAUSE' },
  ],
  [
    'message_template_status_update',
    { event: 'FLAGGED', message_template_name: 'n', message_template_language: 'ar' },
    { kind: 'template', reason: 'FLAGGED' },
  ],
  [
    'message_template_quality_update',
    {
      previous_quality_score: 'GREEN',
      new_quality_score: 'RED',
      message_template_name: 'n',
      message_template_language: 'ar',
    },
    { kind: 'template', quality: 'red' },
  ],
  [
    'template_category_update',
    {
      message_template_name: 'n',
      message_template_language: 'ar',
      previous_category: 'UTILITY',
      new_category: 'MARKETING',
    },
    { kind: 'template', category: 'marketing' },
  ],
  [
    'phone_number_quality_update',
    { display_phone_number: '1', event: 'FLAGGED', current_limit: 'TIER_10K' },
    {
      kind: 'account',
      about: 'quality',
      state: 'FLAGGED',
      detail: 'display_phone_number=1 current_limit=TIER_10K',
    },
  ],
  [
    'account_update',
    { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } },
    {
      kind: 'account',
      about: 'account',
      state: 'DISABLED_UPDATE',
      detail: 'ban_info.waba_ban_state=DISABLE',
    },
  ],
  [
    'account_alerts',
    { alert_info: { alert_type: 'OBA_DENIED', alert_severity: 'INFO' } },
    { kind: 'account', about: 'alert', state: 'OBA_DENIED' },
  ],
  [
    'security',
    { event: 'PIN_CHANGED' },
    { kind: 'account', about: 'security', state: 'PIN_CHANGED' },
  ],
  [
    'message_template_status_update',
    { event: 'APPROVED' },
    { kind: 'unknown', field: 'message_template_status_update' },
  ],
  [
    'a_field_of_tomorrow',
    { x: 1 },
    {
      kind: 'unknown',
      field: 'a_field_of_tomorrow',
      raw: { field: 'a_field_of_tomorrow', value: { x: 1 } },
    },
  ],
])('%s is told', (field, value, event) => {
  expect(only(change(field, value))).toMatchObject({
    ...event,
    account: { whole: true },
    at: '2025-11-21T04:58:20.000Z',
  })
})

test('a state of tomorrow, a message without an id and a foreign object are kept as they came', () => {
  for (const body of [
    inbound([{ type: 'text', text: { body: 'x' } }]),
    inbound([], { messages: undefined, statuses: [{ id: 'wamid.1', status: 'teleported' }] }),
    { object: 'page', entry: [] },
    { object: 'whatsapp_business_account', entry: [{ id: '1' }] },
    inbound([]),
  ])
    expect(only(body)).toMatchObject({ kind: 'unknown' })
})

test('ids that are too large for a number keep every digit', () => {
  const bytes = Buffer.from(
    '{"object":"whatsapp_business_account","entry":[{"id":98765432109876543210,"changes":[{"field":"x"}]}]}',
  )
  expect(provider.parse(delivered(bytes))).toMatchObject([
    { account: { address: '98765432109876543210' } },
  ])
})

test('a person who gives no number is never mixed up with another of the batch', () => {
  const contacts = [
    { profile: { name: 'ب' }, wa_id: '966555555555', user_id: 'SA.B' },
    { profile: { name: 'أ' }, user_id: 'SA.A' },
  ]
  const messages = ['SA.A', 'SA.B', 'SA.C'].map((from_user_id, index) => ({
    from_user_id,
    id: `wamid.${index}`,
    timestamp: '1763700000',
    type: 'text',
    text: { body: 'x' },
  }))
  const events = provider.parse(delivered(inbound(messages, { contacts })))
  expect(events).toMatchObject([
    { profileName: 'أ', from: [{ value: 'SA.A' }] },
    { profileName: 'ب', from: [{ value: '+966555555555' }, { value: 'SA.B' }] },
    { from: [{ value: 'SA.C' }] },
  ])
  expect(events[2]).not.toHaveProperty('profileName')
})

test('a batch of a thousand keeps its order and every one of its messages', () => {
  const messages = Array.from({ length: 1000 }, (_, index) => ({
    ...message,
    id: `wamid.${index}`,
    timestamp: String(1763700000 - index),
    type: 'text',
    text: { body: String(index) },
  }))
  const events = provider.parse(delivered(inbound(messages)))
  expect(events.map((event) => event.kind === 'message' && event.id)).toEqual(
    messages.map(({ id }) => id),
  )
  expect(events.map(({ at }) => at).toSorted()).toEqual(events.map(({ at }) => at).toReversed())
})
