import type { Statement, StatementInput } from '#core/ledger/api.ts'
import type { CompanyProfile } from '#core/people/identity.ts'
import { picturesOf } from '#modules/customization/index.ts'
import { readProfile } from '#modules/people/index.ts'
import { type Look, query } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { writeSheet } from '#platform/sheets.ts'
import { printStatement } from './documents/statement-document.ts'
import { customerOf, type PartyCard, partyView } from './parties.ts'
import { statementOf, usualPeriod } from './statement.ts'
import { paperOf, sheetOf } from './statement-paper.ts'

async function statementFor(
  from: Look,
  input: StatementInput,
): Promise<{ statement: Statement; card: PartyCard }> {
  const { card, parties } = await customerOf(from, input.id)
  const usual = usualPeriod(from.today)
  const to = input.to ?? usual.to
  const first = input.from ?? (usual.from < to ? usual.from : to)
  const sections = await statementOf(from, { parties, from: first, to, kind: input.kind })
  const { kind } = input
  return { card, statement: { customer: partyView(card), kind, from: first, to, sections } }
}

/** A customer's statement (كشف حساب عميل). @throws ledger.customer_not_found */
export const showStatement = query('ledger.statement', async (from, input: StatementInput) => {
  return (await statementFor(from, input)).statement
})

type Prepared = {
  statement: Statement
  card: PartyCard
  seller: CompanyProfile
  now: Date
}

const prepare = query(
  'ledger.statement',
  async (from, input: StatementInput): Promise<Prepared> => ({
    ...(await statementFor(from, input)),
    seller: readProfile(from),
    now: from.now,
  }),
)

const fileName = ({ statement }: Prepared, ending: string): string =>
  `statement-${statement.customer.number}-${statement.to}.${ending}`

/** The statement on paper, in both languages as the document is. */
export async function statementPdf(session: Session, input: StatementInput) {
  const prepared = await prepare(session, input)
  const bytes = await printStatement(
    session.house.pdf,
    paperOf(prepared),
    await picturesOf(session),
  )
  return { fileName: fileName(prepared, 'pdf'), mime: 'application/pdf', bytes }
}

/** The statement as a workbook, its amounts as numbers. */
export async function statementXlsx(session: Session, input: StatementInput) {
  const prepared = await prepare(session, input)
  const bytes = await writeSheet(sheetOf(prepared.statement, prepared.card.language))
  const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { fileName: fileName(prepared, 'xlsx'), mime, bytes }
}
