import type { ListNotices, Notice } from '#core/payments/notice-api.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { customersWithin, partiesOf } from '#modules/contacts/index.ts'
import { type Look, query } from '#platform/query.ts'
import { may } from '#platform/session.ts'
import { fileLink } from '#platform/stored-files.ts'
import { linesForNotice } from '../bank/for-notice.ts'
import { like } from '../store.ts'
import { paymentsForNotice } from './known-payments.ts'
import { getNotice, type NoticeRecord, rowOf } from './store.ts'

const matching = `n.company_id = $1 and ($2::uuid[] is null or n.customer_id = any($2))
  and ($3::uuid[] is null or n.customer_id = any($3))
  and ($4::text[] is null or n.state = any($4)) and ($5::text[] is null or n.source = any($5))
  and ($6::text is null or n.customer_name ilike $6 or n.customer_name_en ilike $6
    or n.reference ilike $6 or n.bank ilike $6)`

/** What customers say that they transferred, the newest first. */
export const listNotices = query('payments.read', async (look, input: ListNotices) => {
  const own = (await customersWithin(look, 'payments.read')) ?? null
  const parties = input.customerId ? await partiesOf(look, input.customerId, 'payments.read') : null
  const values = [
    ...[look.companyId, own, parties, input.state ?? null, input.source ?? null],
    like(input.search),
  ]
  const rows = await look.run<NoticeRecord>(
    `select n.* from payment_notice_view n where ${matching}
       and ($7::uuid is null or (n.opened_at, n.id) < (
         select x.opened_at, x.id from payment_notice x where x.company_id = $1 and x.id = $7))
     order by n.opened_at desc, n.id desc limit $8`,
    [...values, /^[0-9a-f-]{36}$/.test(input.cursor ?? '') ? input.cursor : null, input.limit],
  )
  const [count] = await look.run<{ total: number }>(
    `select count(*) as total from payment_notice_view n where ${matching}`,
    values,
  )
  return {
    rows: rows.map(rowOf),
    nextCursor: rows.length === input.limit ? (rows.at(-1)?.id ?? null) : null,
    total: count?.total ?? 0,
  }
})

/** One notice with its file and the lines of the bank that may be its money. */
export async function noticeOf(look: Look, id: string, within: Permission): Promise<Notice> {
  const row = await getNotice(look, id)
  const own = await customersWithin(look, within)
  if (own && !own.includes(row.customer_id)) throw new Refusal('payments.notice_not_found', { id })
  const seesBank = row.state === 'open' && may(look.session, 'payments.see_bank')
  return {
    ...rowOf(row),
    note: row.note,
    customerNumber: row.customer_number,
    threadId: row.thread_id,
    messageId: row.message_id,
    deposit:
      row.deposit_id === null
        ? null
        : {
            id: row.deposit_id,
            number: row.deposit_number ?? '',
            due: { minor: row.deposit_due ?? 0, currency: row.currency },
            waits: row.deposit_state === 'requested',
          },
    file:
      row.file_id === null
        ? null
        : {
            name: row.file_name ?? '',
            mime: row.file_mime ?? '',
            link: fileLink(look.session.house, look.companyId, row.file_id),
          },
    payments: row.state === 'open' ? await paymentsForNotice(look, row) : [],
    lines: seesBank ? await linesForNotice(look, row) : [],
  }
}

export const showNotice = query('payments.read', (look, { id }: { id: string }) =>
  noticeOf(look, id, 'payments.read'),
)
