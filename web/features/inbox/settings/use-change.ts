import { changing } from '#web/change.ts'
import { api } from '#web/client.ts'

/** Does one change to how the inbox works and reads everything about it again. */
export const useChange = changing(() => [api.inbox.key(), api.people.key()])
