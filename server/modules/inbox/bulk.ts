import type { BulkChange } from '#core/inbox/api.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { demand } from '#platform/session.ts'
import {
  assertAnswers,
  closeHeld,
  handTo,
  labelHeld,
  labelsOf,
  openHeld,
  prioritise,
} from './change.ts'
import { markRead } from './drafts.ts'
import { type Happened, noteHappenings, tellChanged } from './happen.ts'
import { lockConversation } from './scope.ts'
import type { ConversationTable } from './tables.ts'

type Change = BulkChange['change']

async function apply(
  work: Work,
  conversation: ConversationTable,
  change: Change,
): Promise<Happened[]> {
  switch (change.kind) {
    case 'assignee':
      return handTo(work, conversation, change.userId)
    case 'close':
      return closeHeld(work, conversation, undefined)
    case 'open':
      return openHeld(work, conversation)
    case 'priority':
      return prioritise(work, conversation, change.priority)
    case 'read':
      await markRead(work, conversation.id)
      return []
    case 'label': {
      const before = await labelsOf(work, conversation.id)
      const rest = before.filter((id) => id !== change.labelId)
      const after = change.on ? [...rest, change.labelId] : rest
      return after.length === before.length ? [] : labelHeld(work, conversation, after)
    }
  }
}

/** What cannot be changed is passed over and named, so that the rest is not held up by it. */
const passedOver = new Set(['inbox.conversation_not_found', 'inbox.closed'])

/** The same change to many, each as far as the caller may. */
export const changeMany = command(
  'inbox.answer',
  async (work, { ids, change }: BulkChange) => {
    const permission = change.kind === 'assignee' ? 'inbox.assign' : 'inbox.answer'
    demand(work.session, permission)
    if (change.kind === 'assignee') await assertAnswers(work, change.userId)
    const changed: string[] = []
    const skipped: string[] = []
    const happened: Happened[] = []
    // In one order for everyone, so that two who select the same take turns.
    for (const id of [...new Set(ids)].sort())
      try {
        const conversation = await lockConversation(work, id, permission)
        happened.push(...(await apply(work, conversation, change)))
        tellChanged(work, conversation)
        changed.push(id)
      } catch (error) {
        if (!(error instanceof Refusal) || !passedOver.has(error.code)) throw error
        skipped.push(id)
      }
    await noteHappenings(work, happened)
    return { changed, skipped }
  },
  { name: 'inbox.change_many' },
)
