import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '#core/people/identity.ts'

export type MessageValues = Readonly<Record<string, string | number>>

/** Latin digits are stated, for without it each version of ICU has its own idea of Arabic ones. */
const locales: Readonly<Record<Language, string>> = { ar: 'ar-u-nu-latn', en: 'en-u-nu-latn' }

/** Compiling a message costs about a hundred times as much as saying it. */
const compiled = new Map<string, IntlMessageFormat>()
const mostCompiled = 5_000

function compile(message: string, language: Language): IntlMessageFormat {
  const key = `${language}:${message}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const fresh = new IntlMessageFormat(message, locales[language], undefined, { ignoreTag: true })
  // Companies write messages of their own, so the cache must not grow for ever.
  if (compiled.size >= mostCompiled) compiled.clear()
  compiled.set(key, fresh)
  return fresh
}

/** Says an ICU message in a language, with Arabic's six plural classes; a missing value throws. */
export function say<Key extends string>(
  messages: Readonly<Record<Key, string>>,
  key: Key,
  values: MessageValues,
  language: Language,
): string {
  return String(compile(messages[key], language).format(values))
}
