import { ltr } from '#core/arabic/direction.ts'
import { currencySymbol, formatDay, formatHijri, formatMoney } from '#core/format.ts'
import { buckets } from '#core/ledger/aging.ts'
import type { Statement, StatementSection } from '#core/ledger/api.ts'
import { digitsOf, type Money } from '#core/money.ts'
import type { CompanyProfile, Language } from '#core/people/identity.ts'
import type { Bilingual, PartyBlock } from '#platform/documents/paper.ts'
import type { SheetToWrite } from '#platform/sheets.ts'
import type {
  OpenItemRow,
  StatementSection as PaperSection,
  StatementDocument,
} from './documents/statement-document.ts'
import { both, documentWord, tell } from './messages/index.ts'
import type { PartyCard } from './parties.ts'

const arabic = { lang: 'ar', isolate: true } as const
const dateOf = (day: string): string => formatDay(day, { lang: 'ar' })
const inBoth = (day: string) => ({
  gregorian: dateOf(day),
  hijri: formatHijri(day, { lang: 'ar' }) ?? null,
})
const figure = (money: Money): string => formatMoney(money, { ...arabic, currency: false })
const orDash = (money: Money): string => (money.minor === 0 ? '—' : figure(money))

type AddressLike = Readonly<Record<string, string | null | undefined>> | null | undefined

function addressLine(address: AddressLike): Bilingual | null {
  if (!address) return null
  const parts = ['building', 'street', 'district', 'city', 'postalCode'].flatMap(
    (part) => address[part] ?? [],
  )
  return parts.length === 0 ? null : { ar: parts.join('، '), en: null }
}

const sellerBlock = (seller: CompanyProfile): PartyBlock => ({
  name: { ar: seller.name, en: seller.nameEn ?? null },
  address: addressLine(seller.address),
  vatNumber: seller.vatNumber ?? null,
  registration: seller.registration ?? null,
  registrationLabel: null,
  contact: seller.phone ? ltr(seller.phone) : (seller.email ?? null),
})

const customerBlock = (card: PartyCard): PartyBlock => ({
  name: { ar: card.name, en: card.nameEn },
  address: addressLine(card.address),
  vatNumber: card.vatNumber,
  registration: card.registration,
  registrationLabel: null,
  contact: card.phone ? ltr(card.phone) : null,
})

function described(documentKind: string, reversal: boolean, memo: string | null): Bilingual {
  const named = both(documentWord(documentKind))
  const said = reversal
    ? {
        ar: tell('ar', 'reversed', { document: named.ar }),
        en: tell('en', 'reversed', { document: named.en }),
      }
    : named
  return memo === null ? said : { ar: `${said.ar}، ${memo}`, en: said.en }
}

function openItem(row: StatementSection['openItems'][number]): OpenItemRow {
  const { currency } = row.amount
  return {
    document: row.number,
    date: dateOf(row.postedOn),
    due: dateOf(row.dueOn),
    late:
      row.daysLate > 0 && row.balance.minor > 0 ? tell('ar', 'late', { days: row.daysLate }) : null,
    bucket: buckets.indexOf(row.bucket) as OpenItemRow['bucket'],
    description: both(documentWord(row.documentKind)),
    amount: figure(row.amount),
    paid: orDash({ minor: row.amount.minor - row.balance.minor, currency }),
    remaining: figure(row.balance),
  }
}

function sectionOf(section: StatementSection, from: string, kind: Statement['kind']): PaperSection {
  const { currency, aging, closing } = section
  // On the strip only what is owed has a length: a credit takes none of it.
  const owed = buckets.reduce((sum, bucket) => sum + Math.max(0, aging.buckets[bucket].minor), 0)
  const shown = kind === 'open' ? aging.total : closing
  return {
    heading: { ar: currencySymbol(currency, 'ar'), en: currency },
    currency: { ar: currencySymbol(currency, 'ar'), en: currency },
    openingDate: dateOf(from),
    opening: figure(section.opening),
    movements: section.movements.map((row) => ({
      date: dateOf(row.postedOn),
      document: row.number,
      description: described(row.documentKind, row.reversal, row.memo),
      debit: orDash(row.debit),
      credit: orDash(row.credit),
      balance: figure(row.balance),
    })),
    openItems: section.openItems.map(openItem),
    debit: figure(section.debit),
    credit: figure(section.credit),
    closingLabel: both(shown.minor < 0 ? 'we_owe' : 'you_owe'),
    closing: figure(shown.minor < 0 ? { minor: -shown.minor, currency } : shown),
    aging: buckets.map((bucket) => ({
      label: both(bucket),
      amount: orDash(aging.buckets[bucket]),
      share: owed === 0 ? 0 : Math.max(0, aging.buckets[bucket].minor) / owed,
    })),
  }
}

/** Everything a printed statement says, ready to be set. */
export function paperOf(input: {
  statement: Statement
  card: PartyCard
  seller: CompanyProfile
  now: Date
}): StatementDocument {
  const { statement, card, seller, now } = input
  const registered = seller.registration
    ? `، ${tell('ar', 'registration', { number: seller.registration })}`
    : ''
  return {
    createdAt: now.toISOString(),
    seller: sellerBlock(seller),
    mark: null,
    footer: `${seller.name}${registered}`,
    kind: statement.kind === 'open' ? 'open_items' : 'activity',
    customer: customerBlock(card),
    customerCode: card.number,
    period:
      statement.kind === 'open' ? null : { from: inBoth(statement.from), to: inBoth(statement.to) },
    asOf: inBoth(statement.to),
    sections: statement.sections.map((part) => sectionOf(part, statement.from, statement.kind)),
    bank: seller.iban
      ? { name: seller.bankName ?? '', beneficiary: seller.name, iban: seller.iban }
      : null,
    paymentUrl: null,
    notes: null,
  }
}

const decimal = ({ minor, currency }: Money): number => minor / 10 ** digitsOf(currency)

/** The statement as rows of a sheet: an opening row for each currency, then what happened. */
export function sheetOf(statement: Statement, language: Language): SheetToWrite {
  const say = (key: Parameters<typeof tell>[1]) => tell(language, key)
  const decimals = Math.max(2, ...statement.sections.map(({ currency }) => digitsOf(currency)))
  const head = (
    key: Parameters<typeof tell>[1],
    kind: 'text' | 'day' | 'money',
    width: number,
  ) => ({
    head: say(key),
    kind,
    width,
    decimals,
  })
  const shared = [head('date', 'day', 12), head('document', 'text', 20)]
  const name = tell(language, 'statement', { name: statement.customer.number })
  const direction = language === 'ar' ? 'rtl' : 'ltr'
  if (statement.kind === 'open')
    return {
      name,
      direction,
      columns: [
        ...shared,
        head('description', 'text', 24),
        head('due', 'day', 12),
        head('currency', 'text', 8),
        head('amount', 'money', 16),
        head('left', 'money', 16),
      ],
      rows: statement.sections.flatMap(({ openItems, currency }) =>
        openItems.map((row) => [
          { day: row.postedOn },
          row.number,
          say(documentWord(row.documentKind)),
          { day: row.dueOn },
          currency,
          decimal(row.amount),
          decimal(row.balance),
        ]),
      ),
    }
  return {
    name,
    direction,
    columns: [
      ...shared,
      head('description', 'text', 30),
      head('currency', 'text', 8),
      head('debit', 'money', 16),
      head('credit', 'money', 16),
      head('balance', 'money', 16),
    ],
    rows: statement.sections.flatMap(({ opening, movements, currency }) => [
      [
        { day: statement.from },
        null,
        say('opening_balance'),
        currency,
        null,
        null,
        decimal(opening),
      ],
      ...movements.map((row) => [
        { day: row.postedOn },
        row.number,
        described(row.documentKind, row.reversal, row.memo)[language] ?? '',
        currency,
        decimal(row.debit),
        decimal(row.credit),
        decimal(row.balance),
      ]),
    ]),
  }
}
