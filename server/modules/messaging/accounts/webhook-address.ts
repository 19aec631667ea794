import type { ChatVendorName } from '#core/messaging/vendors.ts'
import type { Work } from '#platform/command.ts'
import type { House } from '#platform/house.ts'
import { tokenHash } from '#platform/secrets.ts'

/** The token in the address of an account's webhook: made again whenever it is asked for. */
const tokenOf = (house: House, companyId: string, id: string): string =>
  house.safe.tokenFor(`channel|${companyId}|${id}`)

/** Where the vendor of an account tells us what happens. */
export const webhookUrl = (
  house: House,
  companyId: string,
  vendor: ChatVendorName,
  id: string,
): string => `${house.publicUrl}/hooks/${vendor}/${tokenOf(house, companyId, id)}`

/** What a vendor says back when it asks whether the address is ours. */
export const verifyToken = (house: House, companyId: string, id: string): string =>
  house.safe.tokenFor(`channel_verify|${companyId}|${id}`)

/** Opens the address: of its token only the hash is kept. */
export async function addWebhook(work: Work, id: string): Promise<void> {
  const token = tokenOf(work.session.house, work.companyId, id)
  await work.run("select gate.add_public_links(array[$1::bytea], 'channel', array[$2::uuid])", [
    tokenHash(token),
    id,
  ])
}

/** Whose address it is, before anything else of the caller is known. */
export async function findWebhook(
  house: House,
  token: string,
): Promise<Readonly<{ companyId: string; accountId: string }> | undefined> {
  const { rows } = await house.pool.query<{ company_id: string; subject_id: string }>({
    name: 'find_channel',
    text: "select company_id, subject_id from gate.find_public_link($1, 'channel')",
    values: [tokenHash(token)],
  })
  const [found] = rows
  return found && { companyId: found.company_id, accountId: found.subject_id }
}
