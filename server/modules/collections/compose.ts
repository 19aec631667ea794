import {
  deadlineDays,
  type ReminderFacts,
  reminderValues,
  withItemList,
} from '#core/collections/reminder-message.ts'
import { addDays } from '#core/day.ts'
import type { MessageLanguage, TextKey } from '#core/messaging/texts.ts'
import { salutation } from '#modules/contacts/index.ts'
import {
  fillText,
  type Letter,
  type TextToFill,
  textFor,
  type Voice,
  voiceOf,
} from '#modules/messaging/index.ts'
import { type Considered, stepOf } from './consider.ts'
import type { Dossier } from './dossiers.ts'
import type { Rules } from './settings.ts'
import type { From } from './store.ts'

/** Writes the messages of one run: texts and the company's name are read once. */
export type Writer = Readonly<{
  /** @param id of the reminder, which a press of a choice under it is about */
  write: (considered: Considered, dossier: Dossier, link: string, id: string) => Promise<Letter>
}>

export async function writerFor(from: From, rules: Rules): Promise<Writer> {
  const texts = new Map<string, TextToFill>()
  const voice: Voice = voiceOf(from)
  const textOf = async (key: TextKey, language: MessageLanguage) => {
    const name = `${key}:${language}`
    const known = texts.get(name) ?? (await textFor(from, key, language))
    texts.set(name, known)
    return known
  }
  return {
    write: async (considered, dossier, link, id) => {
      const { language } = dossier.card
      const { decision, currency, items, intention } = considered
      // A message that is held whole has nothing in it: it is shown as it was meant.
      const included = new Map(
        (decision.included.length > 0 ? decision.included : intention.items).map((item) => [
          item.itemId,
          item.balance,
        ]),
      )
      const company = voice.name[language]
      const facts: ReminderFacts = {
        language,
        name: salutation(dossier.card),
        company,
        link: link || voice.phone || voice.email,
        currency,
        today: from.today,
        deadline: addDays(from.today, deadlineDays),
        collector: rules.collector || company,
        manager: rules.manager || company,
        phone: rules.phone || voice.phone || voice.email,
        items: items
          .flatMap(({ itemId, number, dueOn }) => {
            const balance = included.get(itemId)
            return balance ? [{ number, dueOn, balance }] : []
          })
          .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1)),
      }
      const { tone, key } = stepOf(considered)
      const values = reminderValues(facts)
      const { subject, body } = fillText(await textOf(tone, language), values)
      return {
        customerId: considered.customerId,
        name: facts.name,
        language,
        category: 'reminder',
        text: tone,
        values,
        link,
        subject,
        body: withItemList(body, facts),
        attachments: [],
        // Where there is room for three, these are the first: the link in the words is for paying.
        choices: [
          'paid',
          ...(link ? (['promise'] as const) : []),
          'call',
          'statement',
          ...(link ? (['pay'] as const) : []),
        ],
        about: { kind: 'reminder', id },
        once: `reminder:${id}:${key}`,
      }
    },
  }
}
