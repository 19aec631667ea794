import type { Timeline } from '#core/inbox/api.ts'
import type { TimelineItem } from '#core/inbox/conversation.ts'
import type { ThreadMessage } from '#core/messaging/thread.ts'

/** What a screen holds of a timeline: one piece without gaps, the oldest first. */
export type Held = Readonly<{
  items: readonly TimelineItem[]
  /** For what is older; null where nothing is. */
  older: string | null
  /** For what is newer; null at the newest. */
  newer: string | null
}>

const inOrder = (a: TimelineItem, b: TimelineItem) =>
  a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1

/** The first page, or any page that stands alone. */
export const alone = ({ rows, older, newer }: Timeline): Held => ({
  items: rows.toSorted(inOrder),
  older,
  newer,
})

/** Puts older ones before what is held. */
export function withOlder(held: Held, page: Timeline): Held {
  const known = new Set(page.rows.map(({ id }) => id))
  const kept = held.items.filter(({ id }) => !known.has(id))
  return { ...held, items: [...page.rows, ...kept].toSorted(inOrder), older: page.older }
}

/** Puts newer ones after what is held. */
export function withNewer(held: Held, page: Timeline): Held {
  const known = new Set(page.rows.map(({ id }) => id))
  const kept = held.items.filter(({ id }) => !known.has(id))
  return { ...held, items: [...kept, ...page.rows].toSorted(inOrder), newer: page.newer }
}

/**
 * Takes the newest page in. What it covers is as it says, so that what was taken back is gone;
 * what is older stays. When so much came that the page no longer reaches what is held, the page
 * stands alone: a timeline never has a hole.
 */
export function withNewest(held: Held, page: Timeline): Held {
  const first = page.rows.toSorted(inOrder).at(0)
  const last = held.items.at(-1)
  if (!first || !last || page.older === null || last.at < first.at) return alone(page)
  const known = new Set(page.rows.map(({ id }) => id))
  const kept = held.items.filter((item) => !known.has(item.id) && inOrder(item, first) < 0)
  return { items: [...kept, ...page.rows].toSorted(inOrder), older: held.older, newer: null }
}

/** The same with messages as they are now; those that are new come to their place. */
export function withMessages(
  held: Held,
  conversationId: string,
  messages: readonly ThreadMessage[],
): Held {
  const fresh = messages.map(
    (message): TimelineItem => ({
      kind: 'message',
      id: message.id,
      at: message.at,
      conversationId,
      message,
    }),
  )
  const known = new Map(fresh.map((item) => [item.id, item]))
  const items = held.items.map((item) => {
    const now = known.get(item.id)
    known.delete(item.id)
    return now ?? item
  })
  if (held.newer !== null) return { ...held, items }
  return { ...held, items: [...items, ...known.values()].toSorted(inOrder) }
}
