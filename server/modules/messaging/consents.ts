import type { Consent, SaveConsent } from '#core/messaging/api.ts'
import { ConsentChanged } from '#core/messaging/events.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import { lockCustomer, partiesOf } from '#modules/contacts/index.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { type From, tables } from './store.ts'

/** Those of the customers who declined to hear what is not owed to them, by their latest word. */
export async function optedOut(
  from: Pick<From, 'run' | 'companyId'>,
  customerIds: readonly string[],
  channel: MessageChannel,
): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set()
  const rows = await from.run<{ customer_id: string; opted_out: boolean }>(
    `select distinct on (customer_id) customer_id, opted_out from consent
     where company_id = $1 and customer_id = any($2) and channel = $3
     order by customer_id, at desc, id desc`,
    [from.companyId, customerIds, channel],
  )
  return new Set(rows.flatMap((row) => (row.opted_out ? [row.customer_id] : [])))
}

type Word = SaveConsent & { source: Consent['source'] }

/** Written for every record that stands for the customer, so that it holds after an un-merge too. */
async function writeConsent(work: Work, word: Word, parties: readonly string[]): Promise<Consent> {
  const { id, customerId, channel, optedOut: out, source, evidence } = word
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
        evidence,
        at: work.now,
        actor_id: work.actor.id,
        actor_name: work.actor.name,
      })),
    )
    .execute()
  const after = { channel, optedOut: out, source, evidence }
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

/** The customer's own word, from the link in a mail. A second click changes nothing more. */
export const optOutByLink = reaction(
  'messaging.opt_out',
  async (work, input: { customerId: string; evidence: string }): Promise<void> => {
    const { id: customerId, parties } = await lockCustomer(work, input.customerId)
    if ((await optedOut(work, [customerId], 'email')).has(customerId)) return
    const word = { id: work.newId(), customerId, channel: 'email', optedOut: true } as const
    const { evidence } = input
    await writeConsent(work, { ...word, evidence, source: 'customer_link' }, parties)
  },
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
        evidence: row.evidence,
        at: row.at.toISOString(),
        by: row.actor_name,
      })),
    }
  },
)
