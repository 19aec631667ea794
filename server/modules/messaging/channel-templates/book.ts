import { houseLanguage, linkEnd, type StandingText } from '#core/messaging/channel-template.ts'
import type { MessageLanguage } from '#core/messaging/texts.ts'
import type { TemplateFill } from '#core/messaging/thread.ts'
import type { MessageValues } from '#core/words.ts'
import type { From } from '../store.ts'
import { valueInWords } from '../texts.ts'
import type { TemplateRow } from './row.ts'

/** What a template is filled with. */
export type Filling = Readonly<{
  values: MessageValues
  /** Where the customer pays; a button takes the end of it. */
  link?: string | undefined
  /** What comes back with the press of each choice. */
  payloads: Readonly<Partial<Record<string, string>>>
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
  ) => Readonly<{ fill: TemplateFill; words: string }> | undefined
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
  const usable = rows.filter(({ variables }) => variables.every(({ means }) => means !== null))
  const find = (accountId: string, text: StandingText, language: MessageLanguage) =>
    usable
      .filter(
        (row) =>
          row.account_id === accountId &&
          row.stands_for === text &&
          houseLanguage(row.language) === language,
      )
      .toSorted(better)[0]
  return {
    stands: (accountId, text, language) => find(accountId, text, language) !== undefined,
    fill: (accountId, text, language, filling) => {
      const row = find(accountId, text, language)
      return row && filled(row, language, filling)
    },
  }
}

/** The end of a pay link, which is all that may vary in the address of a button. */
const endOf = (link: string | undefined) => /\/pay\/([\w-]+)$/.exec(link ?? '')?.[1]

function filled(row: TemplateRow, language: MessageLanguage, filling: Filling) {
  const { values, link, payloads } = filling
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
  const headerText = row.variables.find(({ part }) => part === 'header')
  const fill: TemplateFill = {
    kind: 'template',
    name: row.name,
    language: row.language,
    ...(headerText && { header: { text: said.get(`header ${headerText.name}`) ?? '' } }),
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
  return { fill, words }
}
