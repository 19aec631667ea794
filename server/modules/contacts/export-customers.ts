import type { CustomerRow, ExportCustomers } from '#core/contacts/api.ts'
import { formatMoney } from '#core/format.ts'
import { type Currency, toDecimalText } from '#core/money.ts'
import { formatPhone } from '#core/phone.ts'
import type { Cell } from '#core/sheet.ts'
import { command } from '#platform/command.ts'
import { may, type Session } from '#platform/session.ts'
import { type SheetColumn, type SheetToWrite, writeCsv, writeSheet } from '#platform/sheets.ts'
import { dayOf } from '#platform/time.ts'
import { readRows } from './list-customers.ts'
import { ar } from './messages/ar.ts'
import { en } from './messages/en.ts'

const mostRows = 50_000
const words = { ar, en }

type Column = SheetColumn & Readonly<{ cell: (row: CustomerRow) => Cell }>

/** What the file holds: a field that the reader may not see has no column at all. */
function columnsOf(
  session: Session,
  language: 'ar' | 'en',
  { zone, base }: { zone: string; base: Currency },
): Column[] {
  const say = words[language]
  // A number that is nobody's to be called leaves the house with the word beside it, or not at all.
  const numberOf = ({ phone, wrongPhone }: CustomerRow) =>
    phone === null
      ? wrongPhone && `${formatPhone(wrongPhone)} (${say.wrongPhone})`
      : formatPhone(phone)
  const identities: Column[] = [
    { head: say.phone, width: 18, cell: numberOf },
    { head: say.email, width: 28, cell: (row) => row.email },
  ]
  const owed = (of: 'balance' | 'overdue') => (row: CustomerRow) => {
    const own = row.standing?.find(({ balance }) => balance.currency === base)
    return own ? Number(toDecimalText(own[of])) : null
  }
  const others = (row: CustomerRow) =>
    (row.standing ?? [])
      .filter(({ balance }) => balance.currency !== base)
      .map(({ balance }) => formatMoney(balance, { lang: language }))
      .join('، ')
  const debts: Column[] = [
    { head: `${say.balance} (${base})`, kind: 'money', width: 16, cell: owed('balance') },
    { head: `${say.overdue} (${base})`, kind: 'money', width: 16, cell: owed('overdue') },
    { head: say.otherCurrencies, width: 20, cell: others },
  ]
  const taxes: Column[] = [{ head: say.vatNumber, width: 18, cell: (row) => row.vatNumber }]
  return [
    { head: say.number, cell: (row) => row.number },
    { head: say.name, width: 40, cell: (row) => row.name },
    { head: say.nameEn, width: 32, cell: (row) => row.nameEn },
    { head: say.kind, cell: (row) => say[row.kind] },
    { head: say.stage, cell: (row) => say[row.stage] },
    { head: say.city, cell: (row) => row.city },
    { head: say.contactName, width: 24, cell: (row) => row.contactName },
    ...(may(session, 'contacts.see_identities') ? identities : []),
    ...(may(session, 'contacts.see_tax_numbers') ? taxes : []),
    ...(may(session, 'ledger.statement') ? debts : []),
    { head: say.tags, width: 24, cell: (row) => row.tags.join('، ') },
    {
      head: say.createdAt,
      kind: 'day',
      cell: (row) => ({ day: dayOf(new Date(row.createdAt), zone) }),
    },
  ]
}

/** Reads what leaves the house, and notes in the audit log that it left. */
const takeOut = command('contacts.export', async (work, input: ExportCustomers) => {
  const rows = await readRows(work, { ...input, limit: mostRows }, 'contacts.export')
  work.audit('contacts.exported', {
    kind: 'export',
    id: work.newId(),
    before: null,
    after: { rows: rows.length, format: input.format },
  })
  return { rows, zone: work.zone, base: work.baseCurrency, today: work.today }
})

/**
 * The list of customers as a file, with the columns that the reader may see, and a line in the
 * audit log. @throws access.field_hidden
 */
export async function exportCustomers(session: Session, input: ExportCustomers) {
  const language = input.language ?? session.language
  const { rows, today, ...books } = await takeOut(session, input)
  const columns = columnsOf(session, language, books)
  const sheet: SheetToWrite = {
    name: words[language].file,
    columns,
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
    direction: language === 'ar' ? 'rtl' : 'ltr',
  }
  const name = `${words[language].file} ${today}.${input.format}`
  const [bytes, type] =
    input.format === 'csv'
      ? [writeCsv(sheet), 'text/csv;charset=utf-8']
      : [
          await writeSheet(sheet),
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        ]
  return {
    headers: {
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    },
    body: new File([new Uint8Array(bytes)], name, { type }),
  }
}
