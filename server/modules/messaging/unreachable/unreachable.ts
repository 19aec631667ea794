import type { BouncedRecipient } from '#core/messaging/mail-bounce.ts'
import { masked } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import type { From } from '../store.ts'

/** Those of some addresses of mail at which nothing arrives, in small letters. */
export async function unreachableAmong(
  from: Pick<From, 'run' | 'companyId'>,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  if (addresses.length === 0) return new Set()
  const rows = await from.run<{ address: string }>(
    'select address from unreachable_address where company_id = $1 and address = any($2)',
    [from.companyId, addresses.map((address) => address.toLowerCase())],
  )
  return new Set(rows.map(({ address }) => address))
}

export const isUnreachable = async (
  from: Pick<From, 'run' | 'companyId'>,
  address: string,
): Promise<boolean> => (await unreachableAmong(from, [address])).size > 0

/** Notes that a mail came back from an address for good: nothing is sent there until a person says so. */
export async function noteUnreachable(
  work: Work,
  messageId: string,
  { address, status, diagnostic }: BouncedRecipient,
): Promise<void> {
  const code = status ?? 'bounce'
  const made = await work.run(
    `insert into unreachable_address (company_id, id, address, message_id, code, detail, since)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (company_id, address) do nothing returning id`,
    [
      ...[work.companyId, work.newId(), address, messageId, code],
      ...[diagnostic.replaceAll('\u0000', '').slice(0, 300), work.now],
    ],
  )
  if (made.length === 0) return
  const after = { address: masked(address), code }
  work.audit('messaging.address_unreachable', {
    kind: 'message',
    id: messageId,
    before: null,
    after,
  })
}
