import { type ReachChannel, reachChannels } from '#core/contacts/customer.ts'
import { stillWrong } from '#core/contacts/wrong-number.ts'
import type { StandingText } from '#core/messaging/channel-template.ts'
import type { MessageCategory } from '#core/messaging/message.ts'
import type { Way } from '#core/messaging/reach.ts'
import type { MessageLanguage } from '#core/messaging/texts.ts'
import { type WindowHours, windowAt } from '#core/messaging/window.ts'
import { type CustomerCard, whatsappNumbers, wrongNumbers } from '#modules/contacts/index.ts'
import { providerOf } from '../accounts/opened.ts'
import { allAccounts } from '../accounts/row.ts'
import { emailReady } from '../accounts/sender.ts'
import { type TemplateBook, templateBook } from '../channel-templates/book.ts'
import type { ChatAbilities } from '../chat-channel.ts'
import { declinedBy } from '../consents.ts'
import type { From } from '../store.ts'
import type { AccountTable, ThreadTable } from '../tables.ts'
import { threadNumbers } from '../threads/number-answers.ts'
import { unreachableAmong } from '../unreachable/unreachable.ts'

/** Someone to reach: the record that answers for them, and all that were merged into it. */
export type Reachable = Readonly<{
  id: string
  parties: readonly string[]
  card: Pick<CustomerCard, 'email' | 'phone' | 'language'>
}>

/** Where a message of one channel goes: through which account, on which thread, to which address. */
export type Place = Readonly<{
  accountId: string | undefined
  threadId: string | undefined
  address: string
  abilities: ChatAbilities | undefined
}>

/** Every way to some customers at one moment, read in a fixed number of statements. */
export type Ways = Readonly<{
  of: (who: Reachable, text: StandingText) => Way[]
  placeOf: (who: Reachable, channel: ReachChannel) => Place | undefined
  templates: TemplateBook
}>

type Chosen = Readonly<{ id: string; abilities: ChatAbilities | undefined }>

/** A played account where nobody plays it carries nothing, nor does one whose vendor refuses us. */
const works = (from: From, row: AccountTable): boolean =>
  row.chosen_at !== null &&
  row.provider !== null &&
  row.check_outcome !== 'failed' &&
  (!row.played || from.session.house.simulators)

/** The account that each channel of conversations is carried by. */
async function chosenAccounts(from: From): Promise<Map<ReachChannel, Chosen>> {
  const found = new Map<ReachChannel, Chosen>()
  for (const row of await allAccounts(from))
    if (works(from, row) && row.provider !== null && !found.has(row.channel))
      found.set(row.channel, {
        id: row.id,
        abilities: providerOf(from.session.house, { provider: row.provider }).abilities,
      })
  return found
}

/** The channels on which this company can send anything at all. */
export async function waysReady(from: From): Promise<ReachChannel[]> {
  const accounts = await chosenAccounts(from)
  const email = await emailReady(from)
  return reachChannels.filter((channel) => (channel === 'email' ? email : accounts.has(channel)))
}

/** The channels on which a number is the address. */
const byNumber: ReadonlySet<ReachChannel> = new Set(['whatsapp', 'sms'])

type Last = { customer_id: string; channel: ReachChannel; state: string }

/** How our last message of each way ended, in the last three months. */
async function lastOf(from: From, ids: readonly string[]): Promise<Map<string, Way['last']>> {
  const rows = await from.run<Last>(
    `select distinct on (customer_id, channel) customer_id, channel, state from message
     where company_id = $1 and customer_id = any($2) and direction = 'out' and queued_at > $3
       and state in ('sent', 'delivered', 'read', 'failed')
     order by customer_id, channel, queued_at desc, id desc`,
    [from.companyId, ids, new Date(from.now.getTime() - 90 * 86_400_000)],
  )
  return new Map(
    rows.flatMap((row): [string, Way['last']][] => {
      if (row.state === 'sent') return []
      return [[`${row.customer_id} ${row.channel}`, row.state === 'failed' ? 'failed' : 'arrived']]
    }),
  )
}

type Facts = Readonly<{
  email: boolean
  accounts: ReadonlyMap<ReachChannel, Chosen>
  declined: ReadonlySet<string>
  /** Addresses of mail that return what we send. */
  unreachable: ReadonlySet<string>
  last: ReadonlyMap<string, Way['last']>
  threads: ReadonlyMap<string, ThreadTable>
  numbers: ReadonlyMap<string, string>
  /** Numbers that were found wrong, by the record that they are of. */
  wrong: Awaited<ReturnType<typeof wrongNumbers>>
  templates: TemplateBook
}>

type Met = ThreadTable & { numbers: string[] }

/**
 * The threads of customers on the chosen accounts; of several, that on which they wrote last. None
 * with a number that was found wrong.
 */
async function threadsWith(
  from: From,
  people: readonly Reachable[],
  accounts: readonly string[],
  wrong: Facts['wrong'],
) {
  const rows = await from.run<Met>(
    `select t.*, ${threadNumbers} as numbers from thread t
     where t.company_id = $1 and t.customer_id = any($2) and t.account_id = any($3)
     order by t.last_in_at nulls first, t.id`,
    [from.companyId, people.flatMap(({ parties }) => parties), accounts],
  )
  const marksOf = new Map(
    people.flatMap(({ parties }) => {
      const marks = parties.flatMap((party) => [...(wrong.get(party) ?? [])])
      return parties.map((party) => [party, new Map(marks)] as const)
    }),
  )
  const usable = rows.filter(({ customer_id: id, numbers, last_in_at: lastIn }) =>
    numbers.every((number) => {
      const found = marksOf.get(id ?? '')?.get(number)
      return !stillWrong(found?.getTime(), lastIn?.getTime() ?? null)
    }),
  )
  return new Map(usable.map((row) => [`${row.customer_id} ${row.account_id}`, row]))
}

/** A company that has nothing but mail pays for nothing else. */
async function factsOf(
  from: From,
  people: readonly Reachable[],
  category: MessageCategory,
): Promise<Facts> {
  const ids = people.flatMap(({ parties }) => parties)
  const accounts = await chosenAccounts(from)
  const chosen = [...accounts.values()].map(({ id }) => id)
  const chats = accounts.size > 0 && ids.length > 0
  const whatsapp = accounts.get('whatsapp')
  const wrong = chats ? await wrongNumbers(from, ids) : new Map()
  return {
    email: await emailReady(from),
    accounts,
    declined: await declinedBy(from, ids, category),
    unreachable: await unreachableAmong(
      from,
      people.flatMap(({ card }) => card.email ?? []),
    ),
    last: chats ? await lastOf(from, ids) : new Map(),
    threads: chats ? await threadsWith(from, people, chosen, wrong) : new Map(),
    wrong,
    numbers: whatsapp && chats ? await whatsappNumbers(from, ids) : new Map(),
    templates: await templateBook(from, whatsapp ? [whatsapp.id] : []),
  }
}

const firstOf = <Found>(
  { id, parties }: Reachable,
  find: (party: string) => Found | undefined,
): Found | undefined => {
  for (const party of [id, ...parties]) {
    const found = find(party)
    if (found !== undefined) return found
  }
  return undefined
}

function addressOf(facts: Facts, who: Reachable, channel: ReachChannel): string | undefined {
  const { email, phone } = who.card
  if (channel === 'email') return email ?? undefined
  if (channel === 'sms') return phone ?? undefined
  if (channel !== 'whatsapp') return undefined
  return firstOf(who, (party) => facts.numbers.get(party)) ?? phone ?? undefined
}

function threadOf(facts: Facts, who: Reachable, channel: ReachChannel): ThreadTable | undefined {
  const account = facts.accounts.get(channel)
  return account && firstOf(who, (party) => facts.threads.get(`${party} ${account.id}`))
}

/** Their last word in a chat opens the hours in which one may answer freely. */
const windowOf = (from: From, thread: ThreadTable | undefined, hours: WindowHours | undefined) =>
  windowAt(from.now.getTime(), thread?.last_in_at?.getTime() ?? null, hours).state

function wayOf(
  from: From,
  facts: Facts,
  who: Reachable,
  channel: ReachChannel,
  said: Readonly<{ text: StandingText; language: MessageLanguage }>,
): Way {
  const account = facts.accounts.get(channel)
  const thread = threadOf(facts, who, channel)
  return {
    channel,
    account: channel === 'email' ? facts.email : account !== undefined,
    address: thread !== undefined || addressOf(facts, who, channel) !== undefined,
    numberWrong: byNumber.has(channel) && who.parties.some((party) => facts.wrong.has(party)),
    optedOut: [who.id, ...who.parties].some((party) => facts.declined.has(`${party} ${channel}`)),
    unreachable: channel === 'email' && facts.unreachable.has((who.card.email ?? '').toLowerCase()),
    blocked: thread?.blocked_at != null,
    window: windowOf(from, thread, account?.abilities?.windowHours),
    template: account !== undefined && facts.templates.stands(account.id, said.text, said.language),
    last: firstOf(who, (party) => facts.last.get(`${party} ${channel}`)) ?? null,
  }
}

/** Reads every way to some customers for one category of message. */
export async function waysTo(
  from: From,
  people: readonly Reachable[],
  category: MessageCategory,
): Promise<Ways> {
  const facts = await factsOf(from, people, category)
  return {
    templates: facts.templates,
    of: (who, text) =>
      reachChannels.map((channel) =>
        wayOf(from, facts, who, channel, { text, language: who.card.language }),
      ),
    placeOf: (who, channel) => {
      const account = facts.accounts.get(channel)
      const thread = channel === 'email' ? undefined : threadOf(facts, who, channel)
      const address = thread?.address ?? addressOf(facts, who, channel)
      if (address === undefined) return undefined
      return {
        accountId: account?.id,
        threadId: thread?.id,
        address,
        abilities: account?.abilities,
      }
    },
  }
}
