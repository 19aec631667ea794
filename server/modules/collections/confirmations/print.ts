import type { ConfirmationRecord } from '#core/collections/confirmation-api.ts'
import { currencySymbol, formatDay, formatMoney } from '#core/format.ts'
import type { Money } from '#core/money.ts'
import { findCustomers, partiesOf } from '#modules/contacts/index.ts'
import { picturesOf } from '#modules/customization/index.ts'
import { type Look, look } from '#platform/query.ts'
import { demand, may, type Session } from '#platform/session.ts'
import { dayOf } from '#platform/time.ts'
import { headOf } from '../documents/head.ts'
import { type LetterDocument, printLetter } from './documents/letter-document.ts'
import { moneyList } from './letter.ts'
import { confirmationUrl } from './link.ts'
import { confirmationWord } from './messages/index.ts'
import { confirmationWithin, findConfirmation, recordOf } from './store.ts'
import type { ConfirmationTable } from './tables.ts'

type Words = Parameters<typeof confirmationWord>[0]
type Say = (key: Words, values?: Parameters<typeof confirmationWord>[2]) => string

/** What they answered, in a sentence; null where they have not. */
function answerOf(from: Look, record: ConfirmationRecord, say: Say, lang: 'ar' | 'en') {
  const { answer } = record
  if (!answer) return null
  return say(answer.agrees ? 'letterConfirmed' : 'letterDiffers', {
    by: answer.by,
    position: answer.position,
    answered: formatDay(dayOf(new Date(answer.at), from.zone), { lang, isolate: true, full: true }),
    theirs: moneyList(record.theirs, lang),
    because: answer.because,
  })
}

async function documentOf(from: Look, row: ConfirmationTable): Promise<LetterDocument> {
  const record = await recordOf(from, row)
  const [id = row.customer_id] = await partiesOf(from, row.customer_id)
  const card = (await findCustomers(from, [id])).get(id)
  const lang = card?.language ?? 'ar'
  const say: Say = (key, values = {}) => confirmationWord(key, lang, values)
  const day = (on: string) => formatDay(on, { lang, isolate: true, full: true })
  const short = (on: string) => formatDay(on, { lang, isolate: true })
  const dayOfLetter = { day: day(row.as_of), answerBy: day(row.answer_by) }
  const figure = (money: Money) => formatMoney(money, { lang, currency: false, isolate: true })
  const name = lang === 'en' ? (card?.nameEn ?? card?.name) : card?.name
  return {
    ...headOf(from),
    language: lang,
    title: say('letterTitle'),
    latin: confirmationWord('letterTitle', lang === 'ar' ? 'en' : 'ar'),
    code: row.id.slice(-6).toUpperCase(),
    to: say('letterTo', { customer: name ?? '' }),
    paragraphs: say('letterBody', dayOfLetter).split('\n'),
    link: record.answer
      ? null
      : { label: say('letterLink'), url: confirmationUrl(from.session, row.id) },
    balances: row.balances.map(({ minor, currency }) => ({
      label: say(minor < 0 ? 'letterCredit' : 'letterBalance', dayOfLetter),
      amount: figure({ minor: Math.abs(minor), currency }),
      currency: currencySymbol(currency, lang),
    })),
    itemsTitle: say('letterItems'),
    heads: [say('letterNumber'), say('letterDate'), say('letterDue'), say('letterLeft')],
    items: row.items.map((item) => ({
      number: item.number,
      date: short(item.postedOn),
      due: short(item.dueOn),
      left: figure(item.balance),
    })),
    none: say('letterNone'),
    answer: answerOf(from, record, say, lang),
    form: {
      ...{ agree: say('letterAgree'), differ: say('letterDiffer') },
      ...{ because: say('letterBecause'), name: say('letterName') },
      ...{ position: say('letterPosition'), sign: say('letterSign') },
    },
  }
}

async function printed(session: Session, document: LetterDocument): Promise<Buffer> {
  return printLetter(session.house.pdf, document, await picturesOf(session))
}

/**
 * The letter of a confirmation, with the link for whoever hands it over and the answer once there is
 * one. Only those who may ask get the link. @throws collections.confirmation_not_found
 */
export async function downloadLetter(session: Session, { id }: { id: string }): Promise<File> {
  demand(session, 'collections.read')
  const document = await look(session, async (from) =>
    documentOf(from, await confirmationWithin(from, id, 'collections.read')),
  )
  const asks = may(session, 'collections.confirm_balance')
  const bytes = await printed(session, asks ? document : { ...document, link: null })
  return new File([new Uint8Array(bytes)], `balance-confirmation-${id.slice(-6)}.pdf`, {
    type: 'application/pdf',
  })
}

/** The same as it goes with the message, made when that leaves. */
export async function sentConfirmationPdf(session: Session, id: string) {
  const document = await look(session, async (from) => {
    const row = await findConfirmation(from, id)
    if (!row) throw new Error(`No confirmation was asked as ${id}`)
    return documentOf(from, row)
  })
  const bytes = await printed(session, document)
  return {
    fileName: `balance-confirmation-${id.slice(-6)}.pdf`,
    mime: 'application/pdf',
    bytes,
  }
}
