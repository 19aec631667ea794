import type { ChangeMany } from '#core/contacts/api.ts'
import { command } from '#platform/command.ts'
import { assertOwnerReached, lockForChange, writeChange } from './change-customer.ts'
import { matchingIds } from './list-customers.ts'

/**
 * Tags many customers, or gives them an owner, one after the other in the order of locks. Those
 * that were merged away or erased meanwhile are left as they are.
 * @throws contacts.customer_not_found, contacts.owner_out_of_reach
 */
export const changeMany = command(
  'contacts.change',
  async (work, input: ChangeMany): Promise<{ changed: number }> => {
    const { which, ownerId } = input
    if (ownerId !== undefined) await assertOwnerReached(work, ownerId)
    const ids =
      'ids' in which
        ? [...new Set(which.ids)].sort()
        : await matchingIds(work, which.filter, 'contacts.change')
    let changed = 0
    for (const id of ids) {
      const row = await lockForChange(work, id, 'contacts.change')
      const kept = row.tags.filter((tag) => !input.removeTags?.includes(tag))
      const tags = [...new Set([...kept, ...(input.addTags ?? [])])]
      const columns = {
        ...(tags.join() !== row.tags.join() && { tags }),
        ...(ownerId !== undefined && ownerId !== row.owner_id && { owner_id: ownerId }),
      }
      if (Object.keys(columns).length === 0) continue
      await writeChange(work, row, columns)
      changed++
    }
    return { changed }
  },
  { name: 'contacts.change_many' },
)
