import {
  classify,
  type LearnedRow,
  learnedFrom,
  lessonOf,
  unlearning,
  type Verdict,
} from '#core/inbox/classifier.ts'
import type { ConversationRow } from '#core/inbox/conversation.ts'
import { isGreeting } from '#core/inbox/greeting.ts'
import { wordsOf } from '#core/inbox/words.ts'
import { Refusal } from '#core/refusal.ts'
import { messagesOf } from '#modules/messaging/index.ts'
import { command, type Work } from '#platform/command.ts'
import { changed } from './change.ts'
import { countLessons, keepLesson } from './keep-lesson.ts'
import { lockConversation } from './scope.ts'
import type { ConversationTable, TypeTable } from './tables.ts'
import { ensureTypes, typeName } from './types.ts'

/** Of which type a text is, a bare greeting of none, by the shipped words and by what this company corrected. */
export async function guessType(
  work: Work,
  text: string,
  types: readonly TypeTable[],
): Promise<Verdict> {
  if (isGreeting(text)) return { type: null, certainty: 0, ranking: [], reasons: [] }
  const active = types.filter((type) => type.active)
  const keys = ['', ...new Set(wordsOf(text).map(({ key }) => key))]
  const learned = await work.run<LearnedRow>(
    `select type_id as type, word, count from classifier_word
     where company_id = $1 and word = any($2)`,
    [work.companyId, keys],
  )
  const known = active.map(({ id, key, words }) => ({
    id,
    ...(key !== null && { shipped: key }),
    ...(words.length > 0 && { words }),
  }))
  return classify(text, known, learnedFrom(learned))
}

/** Adds lessons to what is known, or takes them away again to the last count. */
export async function teach(work: Work, rows: readonly LearnedRow[]): Promise<void> {
  if (rows.length === 0) return
  const sums = new Map<string, LearnedRow>()
  for (const row of rows) {
    const key = `${row.type} ${row.word}`
    sums.set(key, { ...row, count: (sums.get(key)?.count ?? 0) + row.count })
  }
  // In one order for everyone, so that two corrections take turns.
  const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  await work.run(
    `insert into classifier_word as w (company_id, type_id, word, count)
     select $1, l.type, l.word, l.count
     from jsonb_to_recordset($2::jsonb) as l(type uuid, word text, count int)
     on conflict (company_id, type_id, word) do update set count = w.count + excluded.count`,
    [work.companyId, JSON.stringify(sorted)],
  )
}

const longestWord = 200

/** What the customer said of late, which is what a correction is about. */
async function textOf(work: Work, { thread_id: threadId }: ConversationTable): Promise<string> {
  const said = await messagesOf(work, [threadId], { limit: 10 })
  return said
    .filter(({ direction }) => direction === 'in')
    .map(({ subject, text }) => `${subject ?? ''} ${text}`)
    .reverse()
    .join('\n')
    .slice(0, 4000)
}

/**
 * A person says of which type a conversation is. The classifier learns it, and forgets exactly what
 * an earlier correction of the same conversation had taught. @throws inbox.type_not_found
 */
export const setType = command(
  'inbox.answer',
  async (work, input: { id: string; typeId: string | null }): Promise<ConversationRow> => {
    const conversation = await lockConversation(work, input.id, 'inbox.answer')
    const types = await ensureTypes(work)
    const type = types.find(({ id }) => id === input.typeId)
    const old = types.find(({ id }) => id === conversation.type_id)
    if (input.typeId !== null && !type)
      throw new Refusal('inbox.type_not_found', { id: input.typeId })
    const lesson = type
      ? lessonOf(await textOf(work, conversation), type.id).filter(
          ({ word }) => word.length <= longestWord,
        )
      : []
    await teach(work, [...unlearning(conversation.lesson ?? []), ...lesson])
    await work.run(
      `update conversation set type_id = $3, type_by = case when $3::uuid is null then null else 'person' end,
         type_certainty = null, type_words = '[]', lesson = $4,
         department_id = coalesce($5, department_id) where company_id = $1 and id = $2`,
      [
        ...[work.companyId, input.id, type?.id ?? null],
        ...[type ? JSON.stringify(lesson) : null, type?.department_id ?? null],
      ],
    )
    const before = await keepLesson(work, conversation, type?.id ?? null)
    await countLessons(work, [
      ...(type ? [{ id: type.id, change: 1 }] : []),
      ...(before === undefined ? [] : [{ id: before, change: -1 }]),
    ])
    const after = type ? typeName(work.session, type) : null
    work.audit('inbox.typed', {
      kind: 'conversation',
      id: input.id,
      before: { type: old ? typeName(work.session, old) : null },
      after: { type: after },
    })
    return changed(work, conversation, [{ conversation, what: 'typed', facts: { after } }])
  },
  { name: 'inbox.set_type' },
)
