import { customersWithin } from '#modules/contacts/index.ts'
import { command } from '#platform/command.ts'

type Marked = { id: string; customer_id: string; number: string }

/**
 * Notes that invoices reached their customers another way: by hand, by post, on a chat. Those
 * already sent, void or out of reach stay as they are.
 * @returns how many were noted
 */
export const markSent = command(
  'invoicing.send',
  async (work, input: { ids: readonly string[]; note: string }): Promise<{ marked: number }> => {
    const within = await customersWithin(work, 'invoicing.send')
    const marked = await work.run<Marked>(
      `update invoice set sent_at = $3
       where company_id = $1 and id = any($2) and sent_at is null and voided_at is null
         and ($4::uuid[] is null or customer_id = any($4))
       returning id, customer_id, number`,
      [work.companyId, input.ids, work.now, within ?? null],
    )
    for (const row of marked)
      work.audit('invoicing.marked_sent', {
        kind: 'invoice',
        id: row.id,
        before: null,
        after: { note: input.note },
      })
    return { marked: marked.length }
  },
  { name: 'invoicing.mark_sent' },
)
