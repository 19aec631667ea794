import { daysBetween } from '#core/day.ts'
import type { ListInvoices } from '#core/invoicing/api.ts'
import { toDecimalText } from '#core/money.ts'
import type { Cell } from '#core/sheet.ts'
import { query } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { writeSheet } from '#platform/sheets.ts'
import { sourcesOf } from './filter.ts'
import { rowsOf } from './list.ts'
import { words } from './messages/index.ts'

/** More rows than anyone reads, and few enough to hold. */
const mostRows = 50_000

type Asked = Omit<ListInvoices, 'cursor' | 'limit'>

const collect = query('invoicing.export', async (look, input: Asked) => {
  const { language } = look.session
  const sources = await sourcesOf(look, { ...input })
  const rows: Cell[][] = []
  let cursor: string | undefined
  do {
    const page = await rowsOf(look, sources, { ...input, limit: 200, ...(cursor && { cursor }) })
    for (const row of page.rows) {
      const late = row.state.timing?.kind === 'overdue' ? daysBetween(row.dueOn, look.today) : null
      rows.push([
        row.number,
        words(language, row.kind),
        row.customer.name,
        row.customer.number,
        { day: row.issuedOn },
        { day: row.dueOn },
        row.gross.currency,
        Number(toDecimalText(row.gross)),
        Number(toDecimalText(row.balance)),
        words(language, row.state.settlement),
        words(language, row.state.document),
        late,
        row.sentAt && { day: row.sentAt.slice(0, 10) },
      ])
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor && rows.length < mostRows)
  return { rows, today: look.today, language }
})

const columnKinds = [
  ...['text', 'text', 'text', 'text', 'day', 'day', 'text', 'money', 'money'],
  ...['text', 'text', 'number', 'day'],
] as const

/** The list as a workbook: every row that matches, amounts as numbers. */
export async function exportInvoices(session: Session, input: Asked): Promise<File> {
  const { rows, today, language } = await collect(session, input)
  const bytes = await writeSheet({
    name: words(language, 'sheet'),
    columns: words(language, 'columns')
      .split('|')
      .map((head, index) => ({
        head,
        kind: columnKinds[index] ?? 'text',
        width: index === 2 ? 40 : 16,
      })),
    rows,
    direction: language === 'ar' ? 'rtl' : 'ltr',
  })
  return new File([new Uint8Array(bytes)], `invoices-${today}.xlsx`, {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
}
