import { type Choice, choices, type StandingText } from '#core/messaging/channel-template.ts'
import type { MessageCategory } from '#core/messaging/message.ts'
import type { ReachWhy } from '#core/messaging/reach.ts'
import { shortText } from '#core/messaging/short-texts.ts'
import { choiceWords } from '#core/messaging/template-proposals.ts'
import type { Said } from '#core/messaging/thread.ts'
import type { Language } from '#core/people/identity.ts'
import type { MessageValues } from '#core/words.ts'
import type { House } from '#platform/house.ts'
import type { MessageToQueue } from '../queue.ts'
import { textLength } from '../text-length.ts'
import { sealChoice } from './choices.ts'
import type { Place, Ways } from './ways.ts'

/** A message before anyone knows by which way it goes: all its words, and what they are made of. */
export type Letter = Readonly<{
  customerId: string
  /** How the customer is addressed. */
  name: string
  language: Language
  category: MessageCategory
  text: StandingText
  values: MessageValues
  /** Where the customer pays. */
  link?: string | undefined
  subject: string
  body: string
  /** Another address of mail than the customer's own; then it goes by mail. */
  email?: string | undefined
  /** A person wrote these words: no template and no short form stands for them. */
  ownWords?: boolean | undefined
  attachments: readonly Readonly<{ maker: string; id: string }>[]
  /** Choices that are offered where the channel can. */
  choices?: readonly Choice[] | undefined
  about: Readonly<{ kind: string; id: string }>
  once: string
}>

/** The longest words that stand above buttons or under a file, by the vendors' figures. */
const mostBeside = 1024

const payloadsOf = (house: House, companyId: string, { customerId, about }: Letter) =>
  Object.fromEntries(
    choices.map((choice) => [
      choice,
      sealChoice(house, companyId, { choice, customerId, aboutId: about.id }),
    ]),
  )

const fits = (text: string, { abilities }: Place): boolean =>
  !abilities || textLength(text, abilities) <= abilities.text.most

/** All of it, in the richest form that the channel carries. */
function fullSaid(letter: Letter, place: Place, payloads: Readonly<Record<string, string>>): Said {
  const { language, choices: offered = [] } = letter
  const short = letter.ownWords ? undefined : shortText(letter.text, language, letter.values)
  const text = fits(letter.body, place) ? letter.body : (short ?? letter.body)
  const { abilities } = place
  const beside = text.length <= mostBeside
  if (letter.attachments.length > 0 && abilities?.captions && beside)
    return { kind: 'document', media: {}, caption: text }
  const most = abilities?.kinds.includes('buttons') ? abilities.buttons : 0
  // Where there is room for few, the link in the words stands for the choice to pay.
  const room = most > 3 ? offered : offered.filter((choice) => choice !== 'pay')
  const buttons = room.slice(0, most).map((choice) => ({
    payload: payloads[choice] ?? choice,
    title: choiceWords[language][choice],
  }))
  if (buttons.length > 0 && beside) return { kind: 'buttons', text, buttons }
  return { kind: 'text', text }
}

type Form = Pick<MessageToQueue, 'said' | 'subject' | 'body' | 'attachments' | 'papers'>

function formOf(
  house: House,
  companyId: string,
  letter: Letter,
  why: ReachWhy,
  place: Place,
  { templates }: Ways,
): Form | undefined {
  const { attachments, subject, body, language } = letter
  if (why.channel === 'email') return { subject, body, attachments }
  if (why.form === 'short') {
    const text = letter.ownWords ? body : (shortText(letter.text, language, letter.values) ?? body)
    return { said: { kind: 'text', text }, subject: '', body: text, attachments: [] }
  }
  const payloads = payloadsOf(house, companyId, letter)
  if (why.form === 'full') {
    const said = fullSaid(letter, place, payloads)
    const words = said.kind === 'document' ? (said.caption ?? '') : 'text' in said ? said.text : ''
    const full = { said, subject: '', body: words ?? '' }
    // Where words and a file do not fit into one message, the file follows its words.
    return said.kind === 'document'
      ? { ...full, attachments }
      : { ...full, attachments: [], papers: attachments }
  }
  const { values, link } = letter
  const found = templates.fill(place.accountId ?? '', letter.text, language, {
    values,
    link,
    payloads,
    attachments,
  })
  if (!found) return undefined
  return { said: found.fill, subject: '', body: found.words, attachments: found.attachments }
}

/** A letter in the form of the way that was taken; nothing when a template lacks a value. */
export function messageBy(
  house: House,
  companyId: string,
  letter: Letter,
  why: ReachWhy,
  place: Place,
  ways: Ways,
): MessageToQueue | undefined {
  const form = formOf(house, companyId, letter, why, place, ways)
  if (!form || why.channel === null) return undefined
  return {
    ...form,
    customerId: letter.customerId,
    to: { name: letter.name, address: place.address },
    channel: why.channel,
    ...(why.channel !== 'email' && { accountId: place.accountId, threadId: place.threadId }),
    category: letter.category,
    language: letter.language,
    about: letter.about,
    once: letter.once,
    why,
  }
}
