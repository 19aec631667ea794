import { ar } from './ar.ts'
import { en } from './en.ts'

export type WordKey = keyof typeof ar
const all: Record<'ar' | 'en', Record<WordKey, string>> = { ar, en }

/** A sentence of a paper, with its places filled. */
export const words = (
  language: 'ar' | 'en',
  key: WordKey,
  values: Readonly<Record<string, string>> = {},
): string => all[language][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

/** The same in both languages, for papers that say everything twice. */
export const inBoth = (
  key: WordKey,
  values?: Readonly<Record<string, { ar: string; en: string }>>,
) => {
  const of = (language: 'ar' | 'en') =>
    words(
      language,
      key,
      Object.fromEntries(
        Object.entries(values ?? {}).map(([name, text]) => [name, text[language]]),
      ),
    )
  return { ar: of('ar'), en: of('en') }
}
