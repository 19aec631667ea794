import { query } from '#platform/query.ts'
import { eventsAbout } from '#platform/timeline.ts'
import { partiesOf } from './lock.ts'

/** Everything that happened with a customer and what was merged into it, newest first. */
export const showTimeline = query(
  'contacts.read',
  async (look, input: { id: string; cursor?: string | undefined; limit: number }) => {
    const customerIds = await partiesOf(look, input.id, 'contacts.read')
    return eventsAbout(look, { customerIds, cursor: input.cursor, limit: input.limit })
  },
)
