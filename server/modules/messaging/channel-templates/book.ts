import {
  documentTexts,
  houseLanguage,
  linkEnd,
  type StandingText,
} from '#core/messaging/channel-template.ts'
import type { MessageLanguage } from '#core/messaging/texts.ts'
import type { TemplateFill } from '#core/messaging/thread.ts'
import type { MessageValues } from '#core/words.ts'
import type { From } from '../store.ts'
import { valueInWords } from '../texts.ts'
import type { TemplateRow } from './row.ts'

type Attachments = readonly Readonly<{ maker: string; id: string }>[]

/** What a template is filled with. */
export type Filling = Readonly<{
  values: MessageValues
  /** Where the customer pays; a button takes the end of it. */
  link?: string | undefined
  /** What comes back with the press of each choice. */
  payloads: Readonly<Partial<Record<string, string>>>
  /** What goes with the message: the first of it stands in a header that holds a document. */
  attachments: Attachments
}>

/** The approved templates of some accounts, read once for however many messages. */
export type TemplateBook = Readonly<{
  /** Whether a text can be said by template; one with a button for paying needs something to pay. */
  stands: (accountId: string, text: StandingText, language: MessageLanguage) => boolean
  fill: (
    accountId: string,
    text: StandingText,
    language: MessageLanguage,
    filling: Filling,
  ) => Readonly<{ fill: TemplateFill; words: string; attachments: Attachments }> | undefined
}>

const quality = { green: 0, unknown: 1, yellow: 2, red: 3 } as const
const category = { utility: 0, marketing: 1, authentication: 2 } as const

const better = (a: TemplateRow, b: TemplateRow): number =>
  category[a.category] - category[b.category] ||
  quality[a.quality ?? 'unknown'] - quality[b.quality ?? 'unknown'] ||
  b.changed_at.getTime() - a.changed_at.getTime()

export async function templateBook(
  from: Pick<From, 'run' | 'companyId'>,
  accountIds: readonly string[],
): Promise<TemplateBook> {
  const rows =
    accountIds.length === 0
      ? []
      : await from.run<TemplateRow>(
          `select * from channel_template where company_id = $1 and account_id = any($2)
             and state = 'approved' and stands_for is not null`,
          [from.companyId, accountIds],
        )
  const usable = rows.filter(
    (row) => row.variables.every(({ means }) => means !== null) && hasHeader(row),
  )
  /** The best first: one that lacks a value gives way to the next. */
  const all = (accountId: string, text: StandingText, language: MessageLanguage) =>
    usable
      .filter(
        (row) =>
          row.account_id === accountId &&
          row.stands_for === text &&
          houseLanguage(row.language) === language,
      )
      .toSorted(better)
  return {
    stands: (accountId, text, language) => all(accountId, text, language).length > 0,
    fill: (accountId, text, language, filling) => {
      for (const row of all(accountId, text, language)) {
        const found = filled(row, language, filling)
        if (found) return found
      }
      return undefined
    },
  }
}

/** Whether we know what to put above the words, if anything stands there. */
function hasHeader({ parts: { header }, stands_for: text }: TemplateRow): boolean {
  if (!header || header.format === 'text') return true
  if (header.format === 'image') return header.fileId !== undefined
  return header.format === 'document' && text !== null && documentTexts.has(text)
}

type Header = Readonly<{ header?: NonNullable<TemplateFill['header']>; attachments: Attachments }>

/** What stands above the words; a file of it is lifted to the vendor when the message leaves. */
function headerOf(
  { parts, variables }: TemplateRow,
  said: ReadonlyMap<string, string>,
  attachments: Attachments,
): Header | undefined {
  const { format, fileId } = parts.header ?? {}
  if (format === 'image')
    return fileId === undefined
      ? undefined
      : { header: { media: {}, as: format }, attachments: [{ maker: 'file', id: fileId }] }
  if (format === 'document') {
    const [document] = attachments
    return document && { header: { media: {}, as: format }, attachments: [document] }
  }
  const text = variables.find(({ part }) => part === 'header')
  if (!text) return { attachments: [] }
  return { header: { text: said.get(`header ${text.name}`) ?? '' }, attachments: [] }
}

/** The end of a pay link, which is all that may vary in the address of a button. */
const endOf = (link: string | undefined) => /\/pay\/([\w-]+)$/.exec(link ?? '')?.[1]

function filled(row: TemplateRow, language: MessageLanguage, filling: Filling) {
  const { values, link, payloads, attachments } = filling
  const said = new Map<string, string>()
  for (const { part, name, button, means } of row.variables) {
    const value =
      part === 'reply'
        ? payloads[means ?? '']
        : means === linkEnd
          ? endOf(link)
          : valueInWords(means ?? '', values[means ?? ''], language)
    if (value === undefined || value === '') return undefined
    said.set(`${part} ${button ?? name}`, value)
  }
  const above = headerOf(row, said, attachments)
  if (!above) return undefined
  const fill: TemplateFill = {
    kind: 'template',
    name: row.name,
    language: row.language,
    ...(above.header && { header: above.header }),
    body: row.variables.flatMap(({ part, name }) => {
      if (part !== 'body') return []
      const text = said.get(`body ${name}`) ?? ''
      return [/^\d+$/.test(name) ? { text } : { name, text }]
    }),
    buttons: row.variables.flatMap(({ part, button = 0 }) =>
      part === 'button' || part === 'reply'
        ? [
            {
              index: button,
              kind: part === 'reply' ? ('quick_reply' as const) : ('url' as const),
              text: said.get(`${part} ${button}`) ?? '',
            },
          ]
        : [],
    ),
  }
  const words = row.parts.body.replaceAll(
    /\{\{\s*(\w+)\s*\}\}/g,
    (whole, name: string) => said.get(`body ${name}`) ?? whole,
  )
  return { fill, words, attachments: above.attachments }
}
