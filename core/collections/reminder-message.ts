import { ltr } from '#core/arabic/direction.ts'
import { type Day, daysBetween } from '#core/day.ts'
import { formatDay, formatMoney } from '#core/format.ts'
import type { MessageLanguage } from '#core/messaging/texts.ts'
import { type Currency, type Money, total } from '#core/money.ts'
import type { MessageValues } from '#core/words.ts'

/** An invoice as a reminder names it. */
export type NamedItem = Readonly<{ number: string; dueOn: Day; balance: Money }>

export type ReminderFacts = Readonly<{
  language: MessageLanguage
  name: string
  company: string
  link: string
  currency: Currency
  today: Day
  /** The day before which the firm steps ask to be answered. */
  deadline: Day
  collector: string
  manager: string
  phone: string
  /** Oldest first. */
  items: readonly NamedItem[]
}>

/** How long after a firm message its deadline lies. */
export const deadlineDays = 7

/** Every place that a reminder's text may have, in the customer's language and ready to print. */
export function reminderValues(facts: ReminderFacts): MessageValues {
  const { items, language: lang, today, currency } = facts
  const reader = { lang, isolate: true }
  const [oldest] = items
  const sum = total(
    items.map(({ balance }) => balance),
    currency,
  )
  return {
    name: facts.name,
    company: facts.company,
    link: facts.link,
    collector: facts.collector,
    manager: facts.manager,
    phone: ltr(facts.phone),
    total: formatMoney(sum, reader),
    remaining: formatMoney(sum, reader),
    invoices: items.length,
    number: items.map(({ number }) => ltr(number)).join(lang === 'ar' ? '، ' : ', '),
    dueDay: oldest ? formatDay(oldest.dueOn, { ...reader, today, weekday: true }) : '',
    oldest_days: oldest ? Math.max(0, daysBetween(oldest.dueOn, today)) : 0,
    deadline: formatDay(facts.deadline, { ...reader, today, weekday: true }),
  }
}

/** A message about several invoices ends with the list of them; about one, its text says all. */
export function withItemList(body: string, facts: ReminderFacts): string {
  const { items, language: lang, today } = facts
  if (items.length < 2) return body
  const reader = { lang, isolate: true }
  const lines = items.map(({ number, dueOn, balance }) => {
    const day = formatDay(dueOn, { ...reader, today })
    const amount = formatMoney(balance, reader)
    if (lang === 'en') return `• ${number}: ${amount}, due ${day}`
    // Marked: a mail program lays a line out by its first letter, and a number's is Latin.
    return `\u200F• ${ltr(number)}، ${amount}، ${dueOn <= today ? 'استحقت' : 'تستحق'} ${day}`
  })
  return `${body}\n\n${lines.join('\n')}`
}
