import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  cleanParameter,
  problemsOf,
  type TemplateDraft,
  type TemplateProblem,
  withValues,
} from '#core/messaging/template-draft.ts'
import { fields, items, readJson } from '#integrations/meta/read.ts'
import { accountAt, openRecorder, sample } from '#integrations/meta/recorder.ts'
import { draftBody, whatsappTemplates } from './templates.ts'

let recorder: Awaited<ReturnType<typeof openRecorder>>
beforeAll(async () => {
  recorder = await openRecorder()
})
afterAll(() => recorder.close())
const templates = whatsappTemplates({ fetch: (url, init) => fetch(url, init) })
const account = () => accountAt(recorder.origin)
const officials = fields(
  readJson(sample('whatsapp/send/meta-openapi.message-templates.json').toString()),
)

/** A draft out of an official example, for those whose parts we know. */
function draftFrom(example: Readonly<Record<string, unknown>>): TemplateDraft {
  const parts = items(example['components']).map(fields)
  const part = (type: string) => fields(parts.find((each) => each['type'] === type))
  const header = part('HEADER')
  const exampleOf = (each: Readonly<Record<string, unknown>>, key: string) =>
    items(fields(each['example'])[key])
  const format = String(header['format']).toLowerCase()
  return {
    name: String(example['name']),
    language: String(example['language']),
    category: String(example['category']).toLowerCase() as TemplateDraft['category'],
    ...(format === 'text' && {
      header: {
        format,
        text: String(header['text']),
        ...(exampleOf(header, 'header_text')[0] !== undefined && {
          example: String(exampleOf(header, 'header_text')[0]),
        }),
      },
    }),
    ...((format === 'image' || format === 'document') && {
      header: { format, handle: String(exampleOf(header, 'header_handle')[0]) },
    }),
    ...(format === 'location' && { header: { format } }),
    body: String(part('BODY')['text']),
    examples: items(exampleOf(part('BODY'), 'body_text')[0]).map(String),
    ...(part('FOOTER')['text'] !== undefined && { footer: String(part('FOOTER')['text']) }),
    buttons: items(part('BUTTONS')['buttons'])
      .map(fields)
      .map((button) => {
        const text = String(button['text'])
        if (button['type'] === 'PHONE_NUMBER')
          return { kind: 'phone', text, phone: String(button['phone_number']) }
        if (button['type'] === 'URL')
          return {
            kind: 'url',
            text,
            url: String(button['url']),
            ...(button['example'] !== undefined && {
              example: String(items(button['example'])[0]),
            }),
          }
        return { kind: 'quick_reply', text }
      }),
  }
}

test.each(
  Object.keys(fields(officials['create'])).filter((name) => name.startsWith('Create template')),
)('%s is written as the vendor shows it', async (name) => {
  const example = fields(fields(officials['create'])[name])
  const draft = draftFrom(example)
  expect(problemsOf(draft)).toEqual([])
  recorder.answer(() => ({
    body: fields(fields(officials['create_response'])['Example response']),
  }))
  expect(await templates.create(account(), draft)).toEqual({
    id: '1689556908129832',
    state: 'pending',
    category: 'utility',
  })
  expect(recorder.came[0]).toMatchObject({
    method: 'POST',
    url: { pathname: '/v24.0/102290129340398/message_templates' },
  })
  expect(recorder.came[0]?.body).toEqual(example)
})

test('the official list is read, page after page, without following an address in it', async () => {
  const list = fields(fields(officials['list_response'])['Example response'])
  recorder.answer(({ url }) =>
    url.searchParams.get('after') === null
      ? {
          body: {
            ...list,
            paging: { cursors: { after: 'NEXT' }, next: 'https://evil.example/?access_token=x' },
          },
        }
      : {
          body: {
            data: [
              {
                id: 3,
                name: 'third',
                language: 'ar',
                status: 'WHO_KNOWS',
                category: 'UTILITY',
                components: [{ type: 'body', text: 'x' }],
              },
            ],
          },
        },
  )
  const found = await templates.list(account())
  expect(found).toMatchObject([
    {
      id: '1192339204654487',
      name: 'hello_world',
      state: 'approved',
      category: 'marketing',
      header: { format: 'text', text: 'Hello World' },
      footer: 'WhatsApp Business API Team',
    },
    { name: '2023_april_promo', buttons: [{ kind: 'quick_reply', text: 'Stop promotions' }] },
    { id: '3', name: 'third', category: 'utility', body: 'x' },
  ])
  expect(recorder.came.map(({ url }) => url.searchParams.get('after'))).toEqual([null, 'NEXT'])
})

test('a template is removed in one language or in all', async () => {
  recorder.answer(() => ({ body: { success: true } }))
  expect(await templates.remove(account(), 'due', '7')).toBeUndefined()
  expect(await templates.remove(account(), 'due')).toBeUndefined()
  expect(recorder.came.map(({ method, url }) => [method, url.searchParams.get('hsm_id')])).toEqual([
    ['DELETE', '7'],
    ['DELETE', null],
  ])
  recorder.answer(() => ({ status: 400, body: { error: { code: 132001 } } }))
  expect(await templates.remove(account(), 'due')).toMatchObject({ reason: 'template_missing' })
})

const draft: TemplateDraft = {
  name: 'due',
  language: 'ar',
  category: 'utility',
  body: 'مرحبا {{1}}، عليك {{2}} ريال.',
  examples: ['سارة', '500'],
  buttons: [],
}
test.each<[TemplateProblem, Partial<TemplateDraft>]>([
  ['name', { name: 'Due Invoice' }],
  ['variable_at_edge', { body: '{{1}} و{{2}} ريال.' }],
  ['variable_at_edge', { body: 'عليك {{1}} ريال {{2}}' }],
  ['variables_not_in_order', { body: 'عليك {{1}} و{{3}} ريال.' }],
  ['names_and_numbers_mixed', { body: 'عليك {{1}} و{{name}} ريال.' }],
  ['examples_missing', { examples: ['سارة'] }],
  ['body_too_long', { body: 'x'.repeat(1025), examples: [] }],
  ['footer_too_long', { footer: 'x'.repeat(61) }],
  [
    'button_url',
    { buttons: [{ kind: 'url', text: 'ادفع', url: 'https://x/{{1}}/y', example: 'a' }] },
  ],
])('a draft with the fault %s is refused before the review', async (problem, more) => {
  expect(problemsOf(draft)).toEqual([])
  expect(problemsOf({ ...draft, ...more })).toContain(problem)
  recorder.answer(() => ({ body: { id: '1' } }))
  expect(await templates.create(account(), { ...draft, ...more })).toMatchObject({
    reason: 'template_mismatch',
  })
  expect(recorder.came).toEqual([])
})

test('named variables are declared by their names', () => {
  const named: TemplateDraft = {
    ...draft,
    body: 'عليك {{amount}} يا {{name}}.',
    examples: ['5', 'سارة'],
    header: { format: 'text', text: 'فاتورة {{1}}', example: '7' },
    buttons: [{ kind: 'url', text: 'ادفع', url: 'https://x/{{1}}', example: 'a' }],
  }
  expect(draftBody(named)).toMatchObject({
    parameter_format: 'NAMED',
    components: [
      {},
      {
        example: {
          body_text_named_params: [
            { param_name: 'amount', example: '5' },
            { param_name: 'name', example: 'سارة' },
          ],
        },
      },
      {},
    ],
  })
  expect(withValues(named.body, { amount: '٥', name: 'سارة' })).toBe('عليك ٥ يا سارة.')
  expect(withValues('{{toString}}', {})).toBe('{{toString}}')
})

test('no parameter ever carries a line break, a tab or four spaces, and cleaning twice changes nothing', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('\n', '\r', '\t', ' ', '  ', 'س', '\u2028') }),
      (text) => {
        const clean = cleanParameter(text)
        expect(clean).not.toMatch(/[\r\n\t\u2028]| {4}/)
        expect(cleanParameter(clean)).toBe(clean)
        expect(clean.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
      },
    ),
  )
})
