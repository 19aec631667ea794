import type { Consent, SaveConsent } from '#core/messaging/api.ts'
import { ConsentChanged } from '#core/messaging/events.ts'
import { declinable, type MessageCategory, type MessageChannel } from '#core/messaging/message.ts'
import { lockCustomer, partiesOf } from '#modules/contacts/index.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { type From, tables } from './store.ts'

type Declined = { customer_id: string; channel: MessageChannel; reach: Consent['reach'] }

/** Who declined on which channel, by the latest word of each: `customer channel`. */
export async function declinedBy(
  from: Pick<From, 'run' | 'companyId'>,
  customerIds: readonly string[],
  category: MessageCategory,
): Promise<Set<string>> {
  if (customerIds.length === 0 || !declinable.includes(category)) return new Set()
  const rows = await from.run<Declined>(
    `select customer_id, channel, reach from (
       select distinct on (customer_id, channel, reach) customer_id, channel, reach, opted_out
       from consent where company_id = $1 and customer_id = any($2)
       order by customer_id, channel, reach, at desc, id desc) latest
     where opted_out`,
    [from.companyId, customerIds],
  )
  // Whoever declined marketing alone still hears of what they owe.
  const heard = rows.filter(({ reach }) => reach === 'all' || category === 'other')
  return new Set(heard.map(({ customer_id: id, channel }) => `${id} ${channel}`))
}

/** Those of the customers who declined to hear what is not owed to them, by their latest word. */
export async function optedOut(
  from: Pick<From, 'run' | 'companyId'>,
  customerIds: readonly string[],
  channel: MessageChannel,
  category: MessageCategory = 'reminder',
): Promise<Set<string>> {
  const declined = await declinedBy(from, customerIds, category)
  return new Set(customerIds.filter((id) => declined.has(`${id} ${channel}`)))
}

type Word = Omit<SaveConsent, 'channel'> &
  Pick<Consent, 'channel' | 'source'> & { reach?: Consent['reach'] }

/** Written for every record that stands for the customer, so that it holds after an un-merge too. */
async function writeConsent(work: Work, word: Word, parties: readonly string[]): Promise<Consent> {
  const { id, customerId, channel, optedOut: out, source, evidence, reach = 'all' } = word
  await tables(work)
    .insertInto('consent')
    .values(
      parties.map((party) => ({
        company_id: work.companyId,
        id: party === customerId ? id : work.newId(),
        customer_id: party,
        channel,
        opted_out: out,
        source,
        reach,
        evidence,
        at: work.now,
        actor_id: work.actor.id,
        actor_name: work.actor.name,
      })),
    )
    .execute()
  const after = { channel, optedOut: out, source, reach, evidence }
  work.audit('messaging.consent_changed', { kind: 'customer', id: customerId, before: null, after })
  work.publish(
    ConsentChanged,
    { kind: 'customer', id: customerId, customerId },
    { customerId, channel, optedOut: out },
  )
  return { id, ...after, at: work.now.toISOString(), by: work.actor.name }
}

/** Keeps what a customer told a colleague, with how it was said. */
export const saveConsent = command(
  'messaging.send',
  async (work, input: SaveConsent): Promise<Consent> => {
    const { id: customerId, parties } = await lockCustomer(work, input.customerId, 'messaging.send')
    return writeConsent(work, { ...input, customerId, source: 'person' }, parties)
  },
  { name: 'messaging.save_consent', once: ({ id }) => id },
)

type OwnWord = Readonly<{
  customerId: string
  channel: MessageChannel
  optedOut: boolean
  source: 'customer_link' | 'customer_word' | 'vendor'
  reach?: Consent['reach']
  evidence: string
}>

/** The latest word of each reach; the same word again changes nothing. */
async function standing(work: Work, word: OwnWord): Promise<boolean> {
  const [row] = await work.run<{ opted_out: boolean }>(
    `select opted_out from consent where company_id = $1 and customer_id = $2 and channel = $3
       and reach = $4 order by at desc, id desc limit 1`,
    [work.companyId, word.customerId, word.channel, word.reach ?? 'all'],
  )
  return row?.opted_out ?? false
}

/** The customer's own word, from a link, a message or the vendor's switch. Twice is once. */
export async function takeConsent(work: Work, word: OwnWord): Promise<void> {
  const { id: customerId, parties } = await lockCustomer(work, word.customerId)
  if ((await standing(work, { ...word, customerId })) === word.optedOut) return
  await writeConsent(work, { ...word, id: work.newId(), customerId }, parties)
}

/** From the link in a mail. A second click changes nothing more. */
export const optOutByLink = reaction(
  'messaging.opt_out',
  (work, { customerId, evidence }: { customerId: string; evidence: string }): Promise<void> =>
    takeConsent(work, {
      customerId,
      channel: 'email',
      optedOut: true,
      source: 'customer_link',
      evidence,
    }),
)

/** What a customer agreed to or declined, the newest first. @throws contacts.customer_not_found */
export const listConsents = query(
  'messaging.read',
  async (from, { id }: { id: string }): Promise<{ rows: Consent[] }> => {
    const [survivor = id] = await partiesOf(from, id, 'messaging.read')
    const rows = await tables(from)
      .selectFrom('consent')
      .selectAll()
      .where('company_id', '=', from.companyId)
      .where('customer_id', '=', survivor)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(100)
      .execute()
    return {
      rows: rows.map((row) => ({
        id: row.id,
        channel: row.channel,
        optedOut: row.opted_out,
        source: row.source,
        reach: row.reach,
        evidence: row.evidence,
        at: row.at.toISOString(),
        by: row.actor_name,
      })),
    }
  },
)
