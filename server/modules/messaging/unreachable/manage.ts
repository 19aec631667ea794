import type { UnreachableAddress } from '#core/messaging/api.ts'
import { emailsOf, lockCustomer, masked, partiesOf } from '#modules/contacts/index.ts'
import { command } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { seesAddresses } from '../shown-name.ts'
import type { From } from '../store.ts'

type Row = { id: string; address: string; code: string; detail: string; since: Date }

/** Of a customer's addresses those at which nothing arrives; the server's words may name them. */
async function rowsOf(from: From, parties: readonly string[]): Promise<UnreachableAddress[]> {
  const rows = await from.run<Row>(
    `select id, address, code, detail, since from unreachable_address
     where company_id = $1 and address = any($2) order by since desc, id`,
    [from.companyId, await emailsOf(from, parties)],
  )
  const sees = seesAddresses(from)
  return rows.map(({ id, address, code, detail, since }) => ({
    id,
    address: sees ? address : masked(address),
    code,
    detail: sees ? detail : '',
    since: since.toISOString(),
  }))
}

/** @throws contacts.customer_not_found */
export const listUnreachable = query('messaging.read', async (from, { id }: { id: string }) => ({
  rows: await rowsOf(from, await partiesOf(from, id, 'messaging.read')),
}))

/**
 * A person knows that the address works again, or wants to try: mails go there as before.
 * @throws contacts.customer_not_found
 */
export const liftUnreachable = command(
  'messaging.send',
  async (work, input: { customerId: string; id: string }) => {
    const { id: customerId, parties } = await lockCustomer(work, input.customerId, 'messaging.send')
    const [lifted] = await work.run<Pick<Row, 'address' | 'code'>>(
      `delete from unreachable_address where company_id = $1 and id = $2 and address = any($3)
       returning address, code`,
      [work.companyId, input.id, await emailsOf(work, parties)],
    )
    if (lifted)
      work.audit('messaging.address_lifted', {
        kind: 'customer',
        id: customerId,
        before: { address: masked(lifted.address), code: lifted.code },
        after: null,
      })
    return { rows: await rowsOf(work, parties) }
  },
  { name: 'messaging.lift_unreachable' },
)
