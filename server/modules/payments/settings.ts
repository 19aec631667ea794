import type { PaymentSettings } from '#core/payments/api.ts'
import { command } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from './store.ts'

const shipped: PaymentSettings = {
  linkShowsAllOpen: false,
  partAllowed: true,
  linkDays: 90,
  receiptsByMail: true,
}

/** How the company wants to be paid; as shipped until it says otherwise. */
export async function readSettings(
  from: Pick<From, 'run' | 'companyId'>,
): Promise<PaymentSettings> {
  const [row] = await from.run<{
    link_shows_all_open: boolean
    part_allowed: boolean
    link_days: number
    receipts_by_mail: boolean
  }>(
    `select link_shows_all_open, part_allowed, link_days, receipts_by_mail from payment_settings
     where company_id = $1`,
    [from.companyId],
  )
  if (!row) return shipped
  return {
    linkShowsAllOpen: row.link_shows_all_open,
    partAllowed: row.part_allowed,
    linkDays: row.link_days,
    receiptsByMail: row.receipts_by_mail,
  }
}

export const showSettings = query('payments.read', (look, _: object) => readSettings(look))

export const saveSettings = command(
  'payments.manage_gateways',
  async (work, input: PaymentSettings): Promise<PaymentSettings> => {
    const before = await readSettings(work)
    await work.run(
      `insert into payment_settings (company_id, link_shows_all_open, part_allowed, link_days,
         receipts_by_mail) values ($1, $2, $3, $4, $5)
       on conflict (company_id) do update set link_shows_all_open = $2, part_allowed = $3,
         link_days = $4, receipts_by_mail = $5`,
      [
        work.companyId,
        input.linkShowsAllOpen,
        input.partAllowed,
        input.linkDays,
        input.receiptsByMail,
      ],
    )
    work.audit('payments.settings_changed', {
      kind: 'payment_settings',
      id: work.companyId,
      before,
      after: input,
    })
    return input
  },
  { name: 'payments.save_settings' },
)
