import { changing } from '#web/change.ts'
import { api } from '#web/client.ts'

/** Does one change to credit and reads everything about it, and about customers, again. */
export const useChange = changing(() => [api.credit.key(), api.contacts.key()])
