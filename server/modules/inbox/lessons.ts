import { unlearning } from '#core/inbox/classifier.ts'
import type { ClassifierShown, Lesson, LessonsInput } from '#core/inbox/teaching.ts'
import { Refusal } from '#core/refusal.ts'
import { latestOf, shownName } from '#modules/messaging/index.ts'
import { command } from '#platform/command.ts'
import { type Look, query } from '#platform/query.ts'
import { teach } from './classify.ts'
import { cursorAt, readTimeCursor } from './cursor.ts'
import { tellChanged } from './happen.ts'
import { countLessons } from './keep-lesson.ts'
import type { ConversationTable } from './tables.ts'
import { readTypes, typeName, typeNamesOf } from './types.ts'

type Row = {
  conversation_id: string
  writer: string
  channel: Lesson['channel']
  thread_id: string
  said_id: string | null
  said_by: Lesson['saidBy']
  certainty: number | null
  words: { word: string; learned: boolean }[]
  made_id: string
  by_name: string
  at: Date
  forgotten_at: Date | null
}

const lessonsSql = `
  select l.conversation_id, c.writer, c.channel, c.thread_id, l.said_id, l.said_by, l.certainty,
    l.words, l.made_id, l.by_name, l.at, l.forgotten_at
  from classifier_lesson l
  join conversation c on c.company_id = l.company_id and c.id = l.conversation_id
  where l.company_id = $1
    and ($2::timestamptz is null or (l.at, l.conversation_id) < ($2, $3::uuid))
    and ($4::text is null or ($4 = 'none' and l.said_id is null) or l.said_id::text = $4)
    and ($5::uuid is null or l.made_id = $5)
  order by l.at desc, l.conversation_id desc limit $6`

/** What people said of conversations, the latest first: who may teach the house sees them all. */
export const listLessons = query('inbox.manage', async (from, input: LessonsInput) => {
  const place = input.cursor === undefined ? undefined : readTimeCursor(input.cursor)
  const narrowed = [input.said ?? null, input.made ?? null]
  const rows = await from.run<Row>(lessonsSql, [
    ...[from.companyId, place?.at ?? null, place?.id ?? null],
    ...[...narrowed, input.limit + 1],
  ])
  const [all] = await from.run<{ count: number }>(
    `select count(*) as count from classifier_lesson l where l.company_id = $1
       and ($2::text is null or ($2 = 'none' and l.said_id is null) or l.said_id::text = $2)
       and ($3::uuid is null or l.made_id = $3)`,
    [from.companyId, ...narrowed],
  )
  // A lesson still speaks of types that were removed.
  const names = await typeNamesOf(from, null)
  const shown = rows.slice(0, input.limit)
  const heard = await heardOn(from, shown)
  const last = shown.at(-1)
  return {
    rows: shown.map(
      (row): Lesson => ({
        conversationId: row.conversation_id,
        name: shownName(from, row.writer),
        channel: row.channel,
        lastText: heard.get(row.thread_id) ?? '',
        saidId: row.said_id,
        said: row.said_id === null ? null : (names.get(row.said_id) ?? ''),
        saidBy: row.said_by,
        certainty: row.certainty === null ? null : row.certainty / 1000,
        words: row.words,
        madeId: row.made_id,
        made: names.get(row.made_id) ?? '',
        by: row.by_name,
        at: row.at.toISOString(),
        forgottenAt: row.forgotten_at?.toISOString() ?? null,
      }),
    ),
    nextCursor: rows.length > input.limit && last ? cursorAt(last.at, last.conversation_id) : null,
    total: all?.count ?? 0,
  }
})

/** What the customer said last on each thread, as far as it is still kept. */
async function heardOn(from: Look, rows: readonly Row[]): Promise<Map<string, string>> {
  const said = await latestOf(from, [...new Set(rows.map((row) => row.thread_id))], 'in')
  return new Map(
    said.map(({ threadId, subject, text }) => [
      threadId,
      `${subject} ${text}`.trim().slice(0, 300),
    ]),
  )
}

const keptDays = 90

/** How the classifier does: what it said of ninety days, and what people made of it. */
export const showClassifier = query('inbox.manage', async (from): Promise<ClassifierShown> => {
  const since = new Date(from.now.getTime() - keptDays * 86_400_000)
  const types = await readTypes(from)
  const guessed = await from.run<{ type_id: string | null; count: number }>(
    `select case when c.type_by = 'guess' then c.type_id end as type_id, count(*) as count
     from conversation c
     where c.company_id = $1 and c.opened_at >= $2 and coalesce(c.type_by, 'guess') = 'guess'
     group by 1`,
    [from.companyId, since],
  )
  const cells = await from.run<{ said_id: string | null; made_id: string; count: number }>(
    `select said_id, made_id, count(*) as count from classifier_lesson
     where company_id = $1 and at >= $2 and coalesce(said_by, 'guess') = 'guess'
     group by said_id, made_id order by said_id nulls last, made_id`,
    [from.companyId, since],
  )
  const corrected = (id: string | null) =>
    cells.filter((cell) => cell.said_id === id).reduce((sum, { count }) => sum + count, 0)
  const standing = (id: string | null) => guessed.find(({ type_id }) => type_id === id)?.count ?? 0
  return {
    types: types.map((type) => ({
      id: type.id,
      name: typeName(from.session, type),
      guessed: standing(type.id) + corrected(type.id),
      corrected: cells
        .filter((cell) => cell.said_id === type.id && cell.made_id !== type.id)
        .reduce((sum, { count }) => sum + count, 0),
    })),
    unsure: standing(null) + corrected(null),
    cells: cells.map(({ said_id, made_id, count }) => ({
      saidId: said_id,
      madeId: made_id,
      count,
    })),
  }
})

/**
 * Takes a lesson back to the last word, as if nobody had ever spoken; the conversation keeps its
 * type. @throws inbox.lesson_not_found
 */
export const forgetLesson = command(
  'inbox.manage',
  async (work, { conversationId }: { conversationId: string }) => {
    const [held] = await work.run<ConversationTable>(
      'select * from conversation where company_id = $1 and id = $2 for no key update',
      [work.companyId, conversationId],
    )
    const forgotten =
      held &&
      (await work.run<{ made_id: string }>(
        `update classifier_lesson set forgotten_at = $3
         where company_id = $1 and conversation_id = $2 and forgotten_at is null returning made_id`,
        [work.companyId, conversationId, work.now],
      ))
    if (!held || !forgotten?.[0])
      throw new Refusal('inbox.lesson_not_found', { id: conversationId })
    await teach(work, unlearning(held.lesson ?? []))
    await work.run('update conversation set lesson = null where company_id = $1 and id = $2', [
      work.companyId,
      conversationId,
    ])
    const { made_id: typeId } = forgotten[0]
    await countLessons(work, [{ id: typeId, change: -1 }])
    const type = (await readTypes(work)).find(({ id }) => id === typeId)
    work.audit('inbox.lesson_forgotten', {
      kind: 'conversation',
      id: conversationId,
      before: { type: type ? typeName(work.session, type) : null },
      after: null,
    })
    tellChanged(work, held)
    return { done: true as const }
  },
  { name: 'inbox.forget_lesson' },
)
