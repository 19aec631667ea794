import { changing } from '#web/change.ts'
import { api } from '#web/client.ts'

/** Does one change to customers and reads everything about it again. */
export const useChange = changing(() => [api.contacts.key()])
