import { changing } from '#web/change.ts'
import { api } from '#web/client.ts'

/** Changes something that the timeline shows; it and what it belongs to are read again. */
export const useTimelineChange = changing(() => [
  api.inbox.timeline.key(),
  api.inbox.conversation.key(),
  api.inbox.conversations.key(),
])
