import { changing } from '#web/change.ts'
import { api } from '#web/client.ts'

/** Changes something of conversations; the list, the counts and what is open are read again. */
export const useChange = changing(() => [
  api.inbox.conversations.key(),
  api.inbox.counts.key(),
  api.inbox.conversation.key(),
])
