import type { Work } from '#platform/command.ts'
import type { ConversationTable } from './tables.ts'

/** Counts lessons that a type has learned from, or learns from no more. */
export async function countLessons(
  work: Work,
  changes: readonly Readonly<{ id: string; change: number }>[],
): Promise<void> {
  for (const { id, change } of changes.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    await work.run(
      `update conversation_type set lessons = greatest(0, lessons + $3)
       where company_id = $1 and id = $2`,
      [work.companyId, id, change],
    )
}

/**
 * Keeps what a person said of a held conversation beside what the house had said of it before
 * anyone spoke; without a type the lesson is taken back.
 * @returns the type that had learned from an earlier lesson on it, which is no more
 */
export async function keepLesson(
  work: Work,
  before: ConversationTable,
  typeId: string | null,
): Promise<string | undefined> {
  const [earlier] = await work.run<{ made_id: string }>(
    `select made_id from classifier_lesson
     where company_id = $1 and conversation_id = $2 and forgotten_at is null`,
    [work.companyId, before.id],
  )
  if (typeId === null) {
    await work.run('delete from classifier_lesson where company_id = $1 and conversation_id = $2', [
      work.companyId,
      before.id,
    ])
    return earlier?.made_id
  }
  const byHouse = before.type_by === 'rule' || before.type_by === 'guess'
  await work.run(
    `insert into classifier_lesson (company_id, conversation_id, said_id, said_by, certainty, words,
       made_id, by_name, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (company_id, conversation_id) do update
     set made_id = excluded.made_id, by_name = excluded.by_name, at = excluded.at, forgotten_at = null`,
    [
      ...[work.companyId, before.id, byHouse ? before.type_id : null],
      ...[byHouse ? before.type_by : null, byHouse ? before.type_certainty : null],
      ...[JSON.stringify(byHouse ? before.type_words : []), typeId, work.actor.name, work.now],
    ],
  )
  return earlier?.made_id
}
