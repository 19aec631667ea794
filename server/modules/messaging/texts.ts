import { counted } from '#core/arabic/plural.ts'
import { fillTemplate } from '#core/messaging/template.ts'
import {
  defaultTexts,
  type MessageLanguage,
  type MessageText,
  type TextKey,
  textPlaceholders,
} from '#core/messaging/texts.ts'
import { Refusal } from '#core/refusal.ts'
import { type MessageValues, say } from '#core/words.ts'
import { type From, tables } from './store.ts'

/** The words of one message: the company's own, or those that ship. */
export type TextToFill = MessageText &
  Readonly<{ key: TextKey; language: MessageLanguage; own: boolean }>

/** The company's words for a message if it wrote any, else the words as shipped. */
export async function textFor(
  from: Pick<From, 'db' | 'companyId'>,
  key: TextKey,
  language: MessageLanguage,
): Promise<TextToFill> {
  const own = await tables(from)
    .selectFrom('message_template')
    .select(['subject', 'body'])
    .where('company_id', '=', from.companyId)
    .where('key', '=', key)
    .where('language', '=', language)
    .executeTakeFirst()
  return { ...(own ?? defaultTexts[language][key]), key, language, own: own !== undefined }
}

const invoiceForms = {
  one: 'فاتورة واحدة',
  two: 'فاتورتان',
  few: 'فواتير',
  many: 'فاتورة',
  other: 'فاتورة',
}
const dayForms = { one: 'يوم', two: 'يومين', few: 'أيام', many: 'يومًا', other: 'يوم' }

/** A value as a text without plural forms says it; undefined where there is none. */
export const valueInWords = (
  name: string,
  value: MessageValues[string] | undefined,
  language: MessageLanguage,
): string | undefined =>
  typeof value === 'string' || typeof value === 'number'
    ? inWords(name, value, language)
    : undefined

/** A count as a company's own text says it: its words have places, and no plural forms. */
function inWords(name: string, value: string | number, language: MessageLanguage): string {
  if (typeof value === 'string') return value
  if (name === 'invoices')
    return language === 'ar'
      ? counted(value, invoiceForms)
      : `${value} ${value === 1 ? 'invoice' : 'invoices'}`
  if (name === 'oldest_days') {
    if (language === 'ar') return value === 0 ? 'اليوم' : `قبل ${counted(value, dayForms)}`
    return value === 0 ? 'today' : `${value} ${value === 1 ? 'day' : 'days'} ago`
  }
  return String(value)
}

/**
 * Fills a message with its values, `textPlaceholders` of its key, already written in its language.
 * @throws messaging.template_invalid when a value is missing
 */
export function fillText(text: TextToFill, values: MessageValues): MessageText {
  const { key, language } = text
  const fill = (template: string): string => {
    if (!text.own) return say({ text: template }, 'text', values, language)
    const words = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, inWords(name, value, language)]),
    )
    const filled = fillTemplate(template, words, textPlaceholders[key])
    if (filled.kind === 'refused') {
      const [problem] = filled.problems
      throw new Refusal('messaging.template_invalid', {
        problem: problem?.code ?? '',
        ...(problem && 'name' in problem && { name: problem.name }),
      })
    }
    return filled.text
  }
  return { subject: fill(text.subject), body: fill(text.body) }
}

/** The words as shipped, without their plural forms: what a company begins its own from. */
export function startingText(key: TextKey, language: MessageLanguage): MessageText {
  const values: Record<string, string | number> = {}
  for (const name of textPlaceholders[key]) values[name] = `{${name}}`
  // Eleven is a number that no shipped text holds, so its phrase can be found and named.
  for (const name of ['invoices', 'oldest_days']) if (name in values) values[name] = 11
  const open = (template: string) => {
    let text = say({ template }, 'template', values, language)
    for (const name of ['invoices', 'oldest_days'])
      text = text.replaceAll(inWords(name, 11, language), `{${name}}`)
    return text
  }
  const { subject, body } = defaultTexts[language][key]
  return { subject: open(subject), body: open(body) }
}
