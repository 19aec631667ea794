import type { Work } from '#platform/command.ts'
import type { ConversationTable } from './tables.ts'

/**
 * Keeps what a person said of a held conversation beside what the house had said of it before
 * anyone spoke; without a type the lesson is taken back.
 */
export async function keepLesson(
  work: Work,
  before: ConversationTable,
  typeId: string | null,
): Promise<void> {
  if (typeId === null) {
    await work.run('delete from classifier_lesson where company_id = $1 and conversation_id = $2', [
      work.companyId,
      before.id,
    ])
    return
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
}
