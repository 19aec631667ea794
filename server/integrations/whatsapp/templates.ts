import {
  problemsOf,
  type TemplateButton,
  type TemplateDraft,
} from '#core/messaging/template-draft.ts'
import { refusedHere } from '#integrations/meta/errors.ts'
import { failureOf, graph, type MetaParts } from '#integrations/meta/graph.ts'
import type { ChatAccount, HeldTemplate, VendorTemplates } from '#integrations/meta/port.ts'
import { type Fields, fields, idOf, items, known, words } from '#integrations/meta/read.ts'
import { categoryOf, qualityOf, stateOf } from './template-states.ts'

const PAGE = '100'
const MOST_PAGES = 20
const FIELDS = 'id,name,status,category,language,components,quality_score,rejected_reason'

/** The templates of a WhatsApp business account (`waba_id` in the settings). */
export function whatsappTemplates(parts: MetaParts): VendorTemplates {
  return {
    list: async (account) => {
      const found: HeldTemplate[] = []
      let after: string | undefined
      for (let page = 0; page < MOST_PAGES; page++) {
        const query = { fields: FIELDS, limit: PAGE, ...(after !== undefined && { after }) }
        const answer = await graph(parts, account, { method: 'GET', path: pathOf(account), query })
        if (answer.outcome !== 'ok') return failureOf(answer)
        found.push(...items(answer.body['data']).flatMap((each) => readTemplate(each) ?? []))
        const paging = fields(answer.body['paging'])
        // The address of the next page carries our token; only its cursor is believed.
        after = words(fields(paging['cursors'])['after'])
        if (after === undefined || paging['next'] === undefined) return found
      }
      return found
    },
    create: async (account, draft) => {
      const [problem] = problemsOf(draft)
      if (problem) return refusedHere('template_mismatch', problem, '')
      const body = draftBody(draft)
      const answer = await graph(parts, account, { method: 'POST', path: pathOf(account), body })
      if (answer.outcome !== 'ok') return failureOf(answer)
      const id = idOf(answer.body['id'])
      if (!id) return refusedHere('unavailable', 'unreadable_answer', '')
      const state = stateOf(answer.body['status'])
      return known({ id, state, category: categoryOf(answer.body['category']) })
    },
    liftSample: (account, file) => liftSample(parts, account, file),
    remove: async (account, name, id) => {
      const query = { name, ...(id !== undefined && { hsm_id: id }) }
      const answer = await graph(parts, account, { method: 'DELETE', path: pathOf(account), query })
      return answer.outcome === 'ok' ? undefined : failureOf(answer)
    },
  }
}

const LIFT_MS = 60_000

/** Meta's upload in two steps, read 2026-11: a session that says what comes, then the bytes. */
async function liftSample(
  parts: MetaParts,
  account: ChatAccount,
  file: Readonly<{ bytes: Uint8Array; mime: string; fileName: string }>,
): ReturnType<NonNullable<VendorTemplates['liftSample']>> {
  const query = {
    file_name: file.fileName,
    file_length: String(file.bytes.byteLength),
    file_type: file.mime,
  }
  const begun = await graph(parts, account, { method: 'POST', path: 'app/uploads', query })
  if (begun.outcome !== 'ok') return failureOf(begun)
  const [, path, signed = ''] =
    /^(upload:[\w+/=:-]+)(?:\?([\w=&+/%-]*))?$/.exec(words(begun.body['id']) ?? '') ?? []
  if (path === undefined) return refusedHere('unavailable', 'unreadable_answer', '')
  const sent = await graph(parts, account, {
    method: 'POST',
    path,
    query: Object.fromEntries(new URLSearchParams(signed)),
    body: { bytes: file.bytes, contentType: file.mime },
    headers: { authorization: `OAuth ${account.secrets['token'] ?? ''}`, file_offset: '0' },
    totalMs: LIFT_MS,
  })
  if (sent.outcome !== 'ok') return failureOf(sent)
  const handle = words(sent.body['h'])
  return handle ? { handle } : refusedHere('unavailable', 'unreadable_answer', '')
}

function pathOf(account: ChatAccount): string {
  const waba = account.settings['waba_id']
  if (!waba) throw new Error('Templates belong to an account, whose id is not set')
  return `${encodeURIComponent(waba)}/message_templates`
}

/** A template out of a list; undefined for what has no id or name. */
export function readTemplate(value: unknown): HeldTemplate | undefined {
  const held = fields(value)
  const id = idOf(held['id'])
  const name = words(held['name'])
  if (!id || !name) return undefined
  const components = items(held['components']).map(fields)
  const part = (type: string) =>
    components.find((each) => words(each['type'])?.toUpperCase() === type)
  const header = part('HEADER')
  const reason = words(held['rejected_reason'])
  const format = header && words(header['format'])
  return known({
    id,
    name,
    language: words(held['language']) ?? '',
    state: stateOf(held['status']),
    category: categoryOf(held['category']),
    quality: qualityOf(fields(held['quality_score'])['score']),
    reason: reason === 'NONE' ? undefined : reason,
    header: format
      ? known({ format: format.toLowerCase(), text: words(header['text']) })
      : undefined,
    body: words(fields(part('BODY'))['text']) ?? '',
    footer: words(fields(part('FOOTER'))['text']),
    buttons: items(fields(part('BUTTONS'))['buttons'])
      .map(fields)
      .map(readButton),
  })
}

const readButton = (button: Fields) =>
  known({
    kind: words(button['type'])?.toLowerCase() ?? 'unknown',
    text: words(button['text']) ?? '',
    url: words(button['url']) ?? words(button['phone_number']),
  })

/** A draft as Meta's review takes it. */
export function draftBody(draft: TemplateDraft): Fields {
  const named = draft.body.match(/\{\{\s*[A-Za-z_]/) !== null
  return {
    name: draft.name,
    language: draft.language,
    category: draft.category.toUpperCase(),
    ...(named && { parameter_format: 'NAMED' }),
    components: [
      ...draftHeader(draft.header),
      { type: 'BODY', text: draft.body, ...bodyExample(draft, named) },
      ...(draft.footer === undefined ? [] : [{ type: 'FOOTER', text: draft.footer }]),
      ...(draft.buttons.length > 0
        ? [{ type: 'BUTTONS', buttons: draft.buttons.map(draftButton) }]
        : []),
    ],
  }
}

function bodyExample({ body, examples }: TemplateDraft, named: boolean): Fields {
  if (examples.length === 0) return {}
  if (!named) return { example: { body_text: [examples] } }
  const names = [...body.matchAll(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g)].map(([, name]) => name)
  const params = [...new Set(names)].map((name, index) => ({
    param_name: name,
    example: examples[index],
  }))
  return { example: { body_text_named_params: params } }
}

function draftHeader(header: TemplateDraft['header']): readonly Fields[] {
  if (!header) return []
  const format = header.format.toUpperCase()
  if (header.format === 'location') return [{ type: 'HEADER', format }]
  if ('handle' in header)
    return [{ type: 'HEADER', format, example: { header_handle: [header.handle] } }]
  const example = header.example === undefined ? undefined : { header_text: [header.example] }
  return [known({ type: 'HEADER', format, text: header.text, example })]
}

function draftButton(button: TemplateButton): Fields {
  switch (button.kind) {
    case 'quick_reply':
      return { type: 'QUICK_REPLY', text: button.text }
    case 'url': {
      const example = button.example === undefined ? undefined : [button.example]
      return known({ type: 'URL', text: button.text, url: button.url, example })
    }
    case 'phone':
      return { type: 'PHONE_NUMBER', text: button.text, phone_number: button.phone }
    case 'copy_code':
      return { type: 'COPY_CODE', example: button.example }
    case 'request_contact':
      return { type: 'REQUEST_CONTACT_INFO' }
  }
}
