import { formatDay, formatHijri, formatMoney } from '#core/format.ts'
import type { Currency } from '#core/money.ts'
import type { Language } from '#core/people/identity.ts'
import { say } from '#core/words.ts'
import { type Instalment, plannedOf } from './payment-plan.ts'

const ar = {
  head: 'نوافق على سداد {amount} لصالح {company} عن: {numbers}، {times, plural, one {دفعة واحدة} two {على قسطين} few {على # أقساط} many {على # قسطًا} other {على # قسط}}:',
  line: '{place}. {amount} يوم {day}',
  rule: 'ما يصل من سداد يُحسب على أقدم قسط. ويُعد القسط فائتًا إذا لم يكتمل خلال {grace, plural, =0 {يوم موعده} one {يوم واحد من موعده} two {يومين من موعده} few {# أيام من موعده} many {# يومًا من موعده} other {# يوم من موعده}}.',
  broken:
    '{after, plural, one {إن فات قسط} two {إن فات قسطان} few {إن فاتت # أقساط} many {إن فات # قسطًا} other {إن فات # قسط}} انتهت الخطة، وعاد المتبقي مستحقًا بمواعيده الأصلية.',
} as const

const en: Record<keyof typeof ar, string> = {
  head: 'We agree to pay {company} {amount} for {numbers} in {times, plural, one {one payment} other {# instalments}}:',
  line: '{place}. {amount} on {day}',
  rule: 'Payments count towards the oldest instalment. An instalment is missed when it is not complete {grace, plural, =0 {on its day} one {within one day of its day} other {within # days of its day}}.',
  broken:
    'Once {after, plural, one {an instalment is} other {# instalments are}} missed, the plan ends and what remains is owed on its original due dates.',
}

export type PlanTerms = Readonly<{
  company: string
  /** The numbers of the invoices that it spreads. */
  numbers: readonly string[]
  currency: Currency
  instalments: readonly Instalment[]
  graceDays: number
  breaksAfter: number
}>

/** What a customer agrees to, in their language: shown before they accept and kept as they saw it. */
export function planTerms(terms: PlanTerms, lang: Language): string {
  const { company, numbers, currency, instalments, graceDays, breaksAfter } = terms
  const words = { ar, en }[lang]
  const money = (minor: number) => formatMoney({ minor, currency }, { lang, isolate: true })
  const day = (on: string) => {
    const hijri = formatHijri(on, { lang, isolate: true })
    const gregorian = formatDay(on, { lang, full: true, isolate: true })
    return hijri === undefined ? gregorian : `${gregorian} (${hijri})`
  }
  const head = say(
    words,
    'head',
    {
      amount: money(plannedOf(instalments)),
      company: `\u2068${company}\u2069`,
      numbers: numbers.map((number) => `\u2066${number}\u2069`).join(lang === 'ar' ? '، ' : ', '),
      times: instalments.length,
    },
    lang,
  )
  const lines = instalments.map(({ dueOn, minor }, place) =>
    say(words, 'line', { place: String(place + 1), amount: money(minor), day: day(dueOn) }, lang),
  )
  return [
    head,
    ...lines,
    say(words, 'rule', { grace: graceDays }, lang),
    say(words, 'broken', { after: breaksAfter }, lang),
  ].join('\n')
}

/** The same words for a screen, where no number of an invoice is broken at its hyphens. */
export const shownTerms = (text: string): string =>
  text.replace(/\u2066[^\u2069]*\u2069/g, (number) => number.replaceAll('-', '\u2011'))
