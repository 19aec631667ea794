import type { Listener } from '#platform/events.ts'
import { forgetReactions } from './forget.ts'
import { blockedReactions } from './threads/blocked.ts'
import { marketingReactions } from './threads/marketing-stop.ts'
import { numberReactions } from './threads/number-answers.ts'

/** What messaging does when its own parts speak. */
export const messagingReactions: readonly Listener[] = [
  ...blockedReactions,
  ...marketingReactions,
  ...numberReactions,
  ...forgetReactions,
]
