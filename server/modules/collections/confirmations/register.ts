import { confirmedShare } from '#core/collections/confirmation.ts'
import type { ConfirmationFilter, ConfirmationRow } from '#core/collections/confirmation-api.ts'
import { toCsv } from '#core/collections/csv.ts'
import { formatDay, formatMoney } from '#core/format.ts'
import { type Money, toDecimalText } from '#core/money.ts'
import { type Look, look, query } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import { dayOf } from '#platform/time.ts'
import { headOf } from '../documents/head.ts'
import {
  printSheet,
  type SheetColumn,
  type SheetDocument,
  type SheetSection,
} from '../documents/sheet-document.ts'
import { allOf, totalsOf } from './queries.ts'
import { headWords, stateWords } from './register-words.ts'

const heads = [
  ...(['customer', 'number', 'as_of', 'state', 'currency', 'balance', 'theirs'] as const),
  ...(['difference', 'sent', 'answered', 'by', 'settled'] as const),
] as const

const dayIn = (from: Look, instant: string | null): string =>
  instant === null ? '' : dayOf(new Date(instant), from.zone)

type Line = Readonly<{ ours: Money; theirs: Money | null; difference: Money | null }>

/** A line a currency: of what they named and we do not have, our side is zero. */
function linesOf({ balances, theirs }: ConfirmationRow): Line[] {
  const foreign = theirs.filter(
    ({ currency }) => !balances.some((each) => each.currency === currency),
  )
  const ours = [...balances, ...foreign.map(({ currency }) => ({ minor: 0, currency }))]
  return ours.map((money) => {
    const said = theirs.find(({ currency }) => currency === money.currency) ?? null
    const difference = said && { minor: money.minor - said.minor, currency: money.currency }
    return { ours: money, theirs: said, difference }
  })
}

/** The auditor's list as a file for spreadsheets, a row for each customer and currency. */
export const confirmationsFile = query(
  'collections.read',
  async (from, filter: ConfirmationFilter): Promise<File> => {
    const { language } = from.session
    const rows = await allOf(from, filter)
    const lines = rows.flatMap((row) =>
      linesOf(row).map(({ ours, theirs, difference }) => [
        ...[row.customerName ?? '', row.customerNumber, row.asOf, stateWords[row.state][language]],
        ...[ours.currency, toDecimalText(ours), theirs ? toDecimalText(theirs) : ''],
        ...[difference ? toDecimalText(difference) : '', dayIn(from, row.sentAt)],
        ...[dayIn(from, row.answeredAt), row.answeredBy ?? '', dayIn(from, row.settledAt)],
      ]),
    )
    const csv = toCsv([heads.map((key) => headWords[key][language]), ...lines])
    return new File([csv], `balance-confirmations-${from.today}.csv`, {
      type: 'text/csv; charset=utf-8',
    })
  },
)

const figure = (money: Money | null): string =>
  money ? formatMoney(money, { lang: 'ar', currency: false, isolate: true }) : '—'

const column = (
  label: keyof typeof headWords,
  kind: SheetColumn['kind'],
  width: SheetColumn['width'] = 'fit',
): SheetColumn => ({ label: headWords[label], kind, width })

async function totalsSection(from: Look, filter: ConfirmationFilter): Promise<SheetSection> {
  const totals = await totalsOf(from, filter)
  const lines = totals.flatMap(({ state, sums }) => sums.map((sum) => ({ state, ...sum })))
  const currencies = [...new Set(lines.map(({ currency }) => currency))].toSorted()
  return {
    title: headWords.totals,
    columns: [
      ...[column('state', 'text', 'wide'), column('count', 'num')],
      ...[column('currency', 'code'), column('balance', 'num')],
    ],
    rows: totals.flatMap(({ state, count, sums }) =>
      sums.map((sum, place) => {
        const counted = place === 0 ? String(count) : ''
        return [stateWords[state].ar, counted, sum.currency, figure(sum)]
      }),
    ),
    sums: currencies.flatMap((currency) => {
      const share = confirmedShare(lines, currency)
      if (share === null) return []
      const { ar, en } = headWords.share
      return [
        { label: { ar: `${ar}، ${currency}`, en: `${en}, ${currency}` }, amount: `${share}%` },
      ]
    }),
    none: headWords.none,
  }
}

async function documentOf(from: Look, filter: ConfirmationFilter): Promise<SheetDocument> {
  const rows = await allOf(from, filter)
  const day = (on: string) => (on === '' ? '—' : formatDay(on, { lang: 'ar' }))
  return {
    ...headOf(from),
    title: headWords.register,
    running: day(from.today),
    facts: [{ label: headWords.made, value: day(from.today) }],
    sections: [
      await totalsSection(from, filter),
      {
        title: headWords.answers,
        columns: [
          ...[column('customer', 'text', 'wide'), column('as_of', 'text'), column('state', 'text')],
          ...[column('currency', 'code'), column('balance', 'num'), column('theirs', 'num')],
          ...[column('difference', 'num'), column('answered', 'text'), column('by', 'text')],
        ],
        rows: rows.flatMap((row) =>
          linesOf(row).map(({ ours, theirs, difference }) => [
            ...[row.customerName ?? '', day(row.asOf), stateWords[row.state].ar, ours.currency],
            ...[figure(ours), figure(theirs), figure(difference)],
            ...[day(dayIn(from, row.answeredAt)), row.answeredBy ?? '—'],
          ]),
        ),
        sums: [],
        none: headWords.none,
      },
    ],
  }
}

/** The auditor's list on paper, with the totals by state. */
export async function confirmationsPaper(
  session: Session,
  filter: ConfirmationFilter,
): Promise<File> {
  demand(session, 'collections.read')
  const document = await look(session, (from) => documentOf(from, filter))
  const bytes = await printSheet(session, document)
  return new File([new Uint8Array(bytes)], 'balance-confirmations.pdf', {
    type: 'application/pdf',
  })
}
