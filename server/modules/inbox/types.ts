import type { Skill } from '#core/inbox/assign.ts'
import { shippedTypes } from '#core/inbox/seed-words.ts'
import type { ConversationType, SaveType } from '#core/inbox/settings.ts'
import { typeNames } from '#core/inbox/type-names.ts'
import { Refusal } from '#core/refusal.ts'
import { command, reaction, type Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import { demand, type Session } from '#platform/session.ts'
import type { From } from './scope.ts'
import type { TypeTable } from './tables.ts'

const columns = `id, key, name, name_en, renamed, colour, skill_id, skill_level, department_id, words,
  active, place, lessons`

/** The types that a company has, removed ones aside, in their order. */
export const readTypes = (from: Pick<From, 'run' | 'companyId'>): Promise<TypeTable[]> =>
  from.run<TypeTable>(
    `select ${columns}
     from conversation_type where company_id = $1 and removed_at is null order by place, name, id`,
    [from.companyId],
  )

/** The types, the shipped ones made first where nobody has needed them yet. */
export async function ensureTypes(work: Work): Promise<TypeTable[]> {
  const found = await readTypes(work)
  if (found.some(({ key }) => key !== null)) return found
  await work.run(
    `insert into conversation_type (company_id, id, key, name, place)
     select $1, t.id, t.key, t.name, t.place::int
     from unnest($2::uuid[], $3::text[], $4::text[]) with ordinality as t(id, key, name, place)
     order by t.key on conflict do nothing`,
    [
      work.companyId,
      shippedTypes.map(() => work.newId()),
      [...shippedTypes],
      shippedTypes.map((key) => typeNames[key].ar),
    ],
  )
  return readTypes(work)
}

/** Some types, removed ones too: what carries one keeps it. Without ids all of them. */
export async function typesById(
  from: Pick<From, 'run' | 'companyId'>,
  ids: readonly string[] | null,
): Promise<Map<string, TypeTable>> {
  if (ids?.length === 0) return new Map()
  const rows = await from.run<TypeTable>(
    `select ${columns}
     from conversation_type where company_id = $1 and ($2::uuid[] is null or id = any($2))`,
    [from.companyId, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

type Called = Pick<TypeTable, 'key' | 'renamed' | 'name' | 'name_en'>

/** What a type is called in each language. */
const ownNames = ({ key, renamed, name, name_en: nameEn }: Called): ConversationType['own'] =>
  key !== null && !renamed ? typeNames[key] : { ar: name, en: nameEn }

/** What a type is called for this reader. */
export function typeName(session: Session, type: Called): string {
  const { ar, en } = ownNames(type)
  return session.language === 'en' ? (en ?? ar) : ar
}

/** What types are called for this reader, removed ones too. */
export async function typeNamesOf(
  from: Pick<From, 'run' | 'companyId' | 'session'>,
  ids: readonly string[] | null,
): Promise<Map<string, string>> {
  const types = await typesById(from, ids)
  return new Map([...types].map(([id, type]) => [id, typeName(from.session, type)]))
}

const shown = (session: Session, row: TypeTable): ConversationType => ({
  id: row.id,
  key: row.key,
  name: typeName(session, row),
  own: ownNames(row),
  colour: row.colour,
  skill: row.skill_level === null ? null : { typeId: row.skill_id, level: row.skill_level },
  departmentId: row.department_id,
  words: row.words,
  active: row.active,
  lessons: row.lessons,
})

/** The skill that each type asks for, of those that ask for one. */
export const skillsAsked = (types: readonly TypeTable[]): ReadonlyMap<string, Skill> =>
  new Map(
    types.flatMap(({ id, skill_id: typeId, skill_level: level }) =>
      level === null ? [] : [[id, { typeId: typeId ?? id, level }] as const],
    ),
  )

const shipTypes = reaction('inbox.ship_types', ensureTypes)

/** Every type of the company, the shipped ones first. */
export async function listTypes(session: Session): Promise<{ rows: ConversationType[] }> {
  demand(session, 'inbox.read')
  const found = await look(session, readTypes)
  const rows = found.some(({ key }) => key !== null) ? found : await shipTypes(session, undefined)
  return { rows: rows.map((row) => shown(session, row)) }
}

async function lockType(work: Work, id: string): Promise<TypeTable | undefined> {
  const [row] = await work.run<TypeTable>(
    `select ${columns}
     from conversation_type where company_id = $1 and id = $2 and removed_at is null for no key update`,
    [work.companyId, id],
  )
  return row
}

/** A name in either language belongs to one type. @throws inbox.name_taken, inbox.type_not_found */
function assertFits(types: readonly TypeTable[], { id, name, nameEn, skill }: SaveType): void {
  const others = types.filter((type) => type.id !== id).map(ownNames)
  const taken = others.some(({ ar, en }) => ar === name || (nameEn !== null && en === nameEn))
  if (taken) throw new Refusal('inbox.name_taken', { name })
  const of = skill?.typeId ?? null
  if (of !== null && of !== id && !types.some((type) => type.id === of))
    throw new Refusal('inbox.type_not_found', { id: of })
}

function isRenamed(before: TypeTable | undefined, { name, nameEn }: SaveType): boolean {
  if (!before || before.renamed) return true
  const { ar, en } = ownNames(before)
  // Who says nothing of the other language leaves a shipped type as it is called there.
  return name !== ar || (nameEn !== null && nameEn !== en)
}

/** Makes a type of conversation or changes one. @throws inbox.name_taken, inbox.type_not_found */
export const saveType = command(
  'inbox.manage',
  async (work, input: SaveType): Promise<ConversationType> => {
    const types = await ensureTypes(work)
    const before = await lockType(work, input.id)
    assertFits(types, input)
    const { name, nameEn, colour, skill } = input
    const place = before?.place ?? Math.max(0, ...types.map((type) => type.place)) + 1
    const written = await work.run(
      `insert into conversation_type as t (company_id, id, name, name_en, renamed, colour, skill_id,
         skill_level, department_id, words, active, place)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (company_id, id) do update
       set name = case when excluded.renamed then excluded.name else t.name end,
         name_en = case when excluded.renamed then excluded.name_en else t.name_en end,
         renamed = excluded.renamed, colour = excluded.colour, skill_id = excluded.skill_id,
         skill_level = excluded.skill_level, department_id = excluded.department_id,
         words = excluded.words, active = excluded.active where t.removed_at is null returning id`,
      [
        ...[work.companyId, input.id, name, nameEn, isRenamed(before, input), colour],
        ...[skill && skill.typeId !== input.id ? skill.typeId : null, skill?.level ?? null],
        ...[input.departmentId, input.words, input.active, place],
      ],
    )
    if (written.length === 0) throw new Refusal('inbox.type_not_found', { id: input.id })
    const after = await lockType(work, input.id)
    if (!after) throw new Refusal('inbox.type_not_found', { id: input.id })
    work.audit('inbox.type_saved', {
      kind: 'conversation_type',
      id: input.id,
      before: before ? shown(work.session, before) : null,
      after: shown(work.session, after),
    })
    return shown(work.session, after)
  },
  { name: 'inbox.save_type' },
)

/** Ends a type of the company's own; what carries it keeps it. @throws inbox.type_not_found, inbox.shipped_type */
export const removeType = command(
  'inbox.manage',
  async (work, { id }: { id: string }) => {
    const before = await lockType(work, id)
    if (!before) throw new Refusal('inbox.type_not_found', { id })
    if (before.key !== null) throw new Refusal('inbox.shipped_type', { id })
    await work.run(
      'update conversation_type set removed_at = $3 where company_id = $1 and id = $2',
      [work.companyId, id, work.now],
    )
    await work.run(
      `update conversation_type set skill_id = null, skill_level = null
       where company_id = $1 and skill_id = $2`,
      [work.companyId, id],
    )
    await work.run('delete from classifier_word where company_id = $1 and type_id = $2', [
      work.companyId,
      id,
    ])
    work.audit('inbox.type_removed', {
      kind: 'conversation_type',
      id,
      before: shown(work.session, before),
      after: null,
    })
    return { done: true as const }
  },
  { name: 'inbox.remove_type' },
)
