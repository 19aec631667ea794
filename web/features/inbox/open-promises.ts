import { api } from '#web/client.ts'

/** The words that a customer has given and that are still open; asked for once for a whole thread. */
export const openPromisesOf = (customerId: string) =>
  api.collections.promises.queryOptions({
    input: { customerId, state: ['open'], sort: 'due_on', direction: 'asc', limit: 5 },
  })
