import { Refusal } from '#core/refusal.ts'
import { setAway } from '#modules/people/index.ts'
import { command } from '#platform/command.ts'
import { collectorsOf, handOver } from './build.ts'

/**
 * Marks a collector as absent, or as back: colleagues stand in for them at once, until they say
 * themselves that they are there or a lead does.
 * @throws people.user_not_found for somebody who does not work at the desk
 */
export const markAbsence = command(
  'collections.lead',
  async (work, { userId, away }: { userId: string; away: boolean }) => {
    if (!(await collectorsOf(work)).some(({ id }) => id === userId))
      throw new Refusal('people.user_not_found', { id: userId })
    if (await setAway(work, userId, away)) {
      work.audit('collections.absence_marked', {
        ...{ kind: 'user', id: userId, before: { absent: !away }, after: { absent: away } },
      })
      await handOver(work)
      work.whisper('collections.desk', { kind: 'desk', id: work.companyId })
    }
    return { done: true as const }
  },
  { name: 'collections.mark_absence' },
)
