import { ChoiceMade, MessagesReceived } from '#core/messaging/events.ts'
import type { ChatEvent } from '#core/messaging/incoming.ts'
import type { Work } from '#platform/command.ts'
import { applyStatuses, type StatusTold } from '../statuses/apply-statuses.ts'
import { applyAccountWords, applyTemplateWords } from './account-words.ts'
import { applyChanges } from './apply-changes.ts'
import { type Arrival, claimThreads, type ThreadName } from './claim-threads.ts'
import { applyConsents } from './consent-words.ts'
import { applyIdentities } from './identity-words.ts'
import { type Heard, type Kept, keepMessages } from './keep-messages.ts'

/** An event with the account of this company that it is for. */
export type Placed<Event extends ChatEvent = ChatEvent> = Readonly<{
  accountId: string
  event: Event
}>
export type Of<Kind extends ChatEvent['kind']> = Extract<ChatEvent, { kind: Kind }>

const only = <Kind extends ChatEvent['kind']>(placed: readonly Placed[], kind: Kind) =>
  placed.filter((each): each is Placed<Of<Kind>> => each.event.kind === kind)

/** What is said in a group has the group as its person: nobody's window opens by it. */
function namesOf(event: Of<'message' | 'echo'>): readonly ThreadName[] {
  if (event.context.group) return [{ kind: 'other', value: `group:${event.context.group}` }]
  return event.kind === 'message' ? event.from : event.to
}

async function hear(work: Work, placed: readonly Placed[]): Promise<Kept[]> {
  const spoken = [...only(placed, 'message'), ...only(placed, 'echo')].filter(
    // Our own sending, come back to us, is a confirmation; applyStatuses takes it.
    ({ event }) => namesOf(event).length > 0 && !(event.kind === 'echo' && event.ours),
  )
  const arrivals = spoken.map(
    ({ accountId, event }): Arrival => ({
      accountId,
      channel: event.account.channel,
      names: namesOf(event),
      profileName: event.kind === 'message' ? event.profileName : undefined,
      attested: !event.context.group,
    }),
  )
  const threads = await claimThreads(work, arrivals)
  const heard = spoken.flatMap(({ event }, index): Heard[] => {
    const thread = threads[index]
    if (!thread) return []
    const incoming = event.kind === 'message'
    return [
      {
        thread,
        channel: event.account.channel,
        direction: incoming ? 'in' : 'out',
        vendorId: event.id,
        part: event.part ?? 0,
        said: event.content,
        context: event.context,
        at: new Date(event.at),
        by: (incoming ? event.profileName : undefined) ?? thread.name,
        address: namesOf(event)[0]?.value ?? thread.address,
      },
    ]
  })
  return keepMessages(work, heard)
}

/** Says once a thread what came, and each press by itself. */
export function tellReceived(work: Work, kept: readonly Kept[], automatic: ReadonlySet<string>) {
  const byThread = new Map<string, Kept[]>()
  for (const each of kept) {
    const { thread, direction } = each.heard
    if (direction === 'out') work.whisper('messaging.progress', { kind: 'thread', id: thread.id })
    else byThread.set(thread.id, [...(byThread.get(thread.id) ?? []), each])
  }
  for (const [threadId, all] of byThread) {
    const [first] = all
    if (!first) continue
    const { thread, channel } = first.heard
    const customerId = thread.customer_id
    const about = { kind: 'thread', id: threadId, customerId: customerId ?? undefined }
    work.publish(MessagesReceived, about, {
      threadId,
      accountId: thread.account_id,
      channel,
      customerId,
      messageIds: all.map(({ id }) => id),
      automatic: all.every(({ id }) => automatic.has(id)),
    })
    for (const { id: messageId, heard } of all)
      if (heard.said.kind === 'choice' && heard.said.payload)
        work.publish(ChoiceMade, about, {
          threadId,
          messageId,
          customerId,
          payload: heard.said.payload,
        })
  }
}

const statusesIn = (placed: readonly Placed[]): StatusTold[] => [
  ...only(placed, 'status').map(
    ({ accountId, event }): StatusTold => ({
      accountId,
      at: new Date(event.at),
      ids: event.ids,
      ...(event.watermark && { watermark: new Date(event.watermark) }),
      recipient: event.recipient,
      state: event.state === 'played' ? 'read' : event.state,
      ...(event.ours && { ours: event.ours }),
      ...(event.failure && { failure: event.failure }),
      ...(event.pricing && { pricing: event.pricing }),
    }),
  ),
  ...only(placed, 'echo').flatMap(({ accountId, event }): StatusTold[] =>
    event.ours
      ? [
          {
            accountId,
            at: new Date(event.at),
            ids: [event.id],
            recipient: event.to,
            state: 'sent',
            ours: event.ours,
          },
        ]
      : [],
  ),
]

/**
 * Takes in everything that a vendor told, whatever its order: people first, then what they said,
 * then what was told about it. Each part finds out by itself what it has heard before.
 */
export async function applyEvents(work: Work, placed: readonly Placed[]): Promise<void> {
  await applyIdentities(work, only(placed, 'identity'))
  const kept = await hear(work, placed)
  await applyChanges(work, {
    edits: only(placed, 'edit'),
    unsends: only(placed, 'unsend'),
    reactions: only(placed, 'reaction'),
  })
  await applyStatuses(work, statusesIn(placed))
  await applyConsents(work, only(placed, 'consent'))
  await applyTemplateWords(work, only(placed, 'template'))
  await applyAccountWords(work, only(placed, 'account'))
  tellReceived(work, kept, new Set())
}
