import type { Listener } from '#platform/events.ts'
import { hearChanged } from './changed-words.ts'
import { hearErased } from './forget.ts'
import { hearMessages } from './received.ts'
import { hearRating } from './satisfaction.ts'
import { hearFailed, hearJoined, hearLinked, hearNamed, hearQueued, hearSent } from './told.ts'

/** What the inbox does when messaging speaks. */
export const inboxReactions: readonly Listener[] = [
  hearMessages,
  hearRating,
  hearQueued,
  hearFailed,
  hearSent,
  hearLinked,
  hearJoined,
  hearNamed,
  hearChanged,
  hearErased,
]
