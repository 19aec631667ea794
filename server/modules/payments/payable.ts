import type { Currency } from '#core/money.ts'
import type { PayableItem } from '#core/payments/api.ts'
import { partiesOf } from '#modules/contacts/index.ts'
import { query } from '#platform/query.ts'
import { promisedBy } from './promised.ts'

type ItemRow = {
  id: string
  document_kind: string
  document_id: string
  document_number: string
  due_on: string
  currency: Currency
  left_over: number
}

/** What a customer owes, item by item, and what already lies on their account. */
export const listPayable = query(
  'payments.read',
  async (look, input: { customerId: string; currency?: Currency | undefined }) => {
    const parties = await partiesOf(look, input.customerId, 'payments.read')
    const values = [look.companyId, parties, input.currency ?? null]
    const rows = await look.run<ItemRow>(
      `select id, document_kind, document_id, document_number, due_on, currency, left_over
       from party_line_view
       where company_id = $1 and party_id = any($2) and left_over > 0 and amount > 0
         and ($3::text is null or currency = $3)
       order by due_on, id`,
      values,
    )
    const credits = await look.run<{ currency: Currency; left_over: number }>(
      `select currency, sum(left_over)::bigint as left_over from party_line_view
       where company_id = $1 and party_id = any($2) and left_over > 0 and amount < 0
         and ($3::text is null or currency = $3)
       group by currency order by currency`,
      values,
    )
    return {
      rows: rows.map(
        (row): PayableItem => ({
          id: row.id,
          documentKind: row.document_kind,
          documentId: row.document_id,
          number: row.document_number,
          dueOn: row.due_on,
          balance: { minor: row.left_over, currency: row.currency },
        }),
      ),
      credits: credits.map((row) => ({ minor: row.left_over, currency: row.currency })),
      promised: [...(await look.session.house.plugs.get(promisedBy)(look, parties))],
    }
  },
)
