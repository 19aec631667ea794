/** What a colleague says of themselves; whoever is not signed in is `off`. */
export type Presence = 'online' | 'busy' | 'away' | 'off'

/** A colleague who may answer, as things stand at this moment. */
export type Candidate = Readonly<{
  id: string
  departments: readonly string[]
  /** How well they know each type: 1 a beginner, 3 an expert; absent is not at all. */
  skills: Readonly<Record<string, number>>
  presence: Presence
  onShift: boolean
  /** How many conversations they may hold at once, and how many they hold. */
  capacity: number
  load: number
  /** The number of the last turn that they were given, of one counter for the company; 0 for never. */
  lastTurn: number
}>

export type Skill = Readonly<{ typeId: string; level: number }>

/** What the conversation asks for. */
export type Need = Readonly<{
  typeId: string | null
  /** What the type asks for: at least so well this skill, which is that of a type. */
  skill?: Skill | undefined
  departmentId: string | null
  /** The customer's own colleague. */
  ownerId: string | null
  /** Who last spoke with the customer. */
  lastAgentId: string | null
  /** Who had it and did not answer: not again. */
  except?: string
}>

/** Why a colleague could not be given it at all. */
export type Barrier =
  | 'had_it'
  | 'off'
  | 'off_shift'
  | 'away'
  | 'busy'
  | 'full'
  | 'other_department'
  | 'unskilled'
/** Why it was another, though this one could have been. */
export type Preference =
  | 'less_skilled'
  | 'more_loaded'
  | 'had_a_turn_later'
  | 'not_the_owner'
  | 'did_not_speak_last'
/** Why it was this one. */
export type Choice =
  | 'spoke_last'
  | 'owner'
  | 'most_skilled'
  | 'least_loaded'
  | 'their_turn'
  | 'only_one'

type Figures = Readonly<{ level: number; load: number; capacity: number; lastTurn: number }>
type Passed<Code> = Readonly<{ id: string; because: Code; figures: Figures }>

/** «لماذا هذا الموظف»: who it is and why, and of each other colleague why not. */
export type Assignment = Readonly<{
  chosen: Passed<Choice> | null
  /** Why nobody: there is no colleague, none in the department, none who knows it, or none free. */
  nobody: 'nobody_there' | 'nobody_in_department' | 'nobody_skilled' | 'nobody_free' | null
  others: readonly Passed<Barrier | Preference>[]
}>

/**
 * Who gets the conversation. Whoever spoke with the customer last, then the customer's owner, if
 * they are there and have room, of whatever department and skill; else the department's best in this
 * type who knows it as well as it asks for, of these the one with most room, of these the one whose
 * turn is longest ago. The same facts always choose the same one.
 */
export function assign(need: Need, candidates: readonly Candidate[]): Assignment {
  const barred = new Map(candidates.map((each) => [each.id, barrierOf(need, each)]))
  const present = candidates.filter(({ id }) => barred.get(id) === undefined)
  const personal = [need.lastAgentId, need.ownerId]
    .flatMap((id) => present.filter((each) => each.id === id))
    .at(0)
  const inside = present
    .filter((each) => outside(need, each) === undefined)
    .toSorted((a, b) => better(need, a, b))
  const chosen = personal ?? inside.at(0)
  const told = candidates.filter((each) => each !== chosen)
  if (!chosen) {
    const others = told.map((each) =>
      passed(need, each, barred.get(each.id) ?? outside(need, each) ?? 'full'),
    )
    return { chosen: null, nobody: whyNobody(need, candidates), others }
  }
  const because = personal ? personalChoice(need, personal) : choiceOf(need, inside)
  return {
    chosen: passed(need, chosen, because),
    nobody: null,
    others: told.map((each): Passed<Barrier | Preference> => {
      const barrier = barred.get(each.id)
      if (barrier) return passed(need, each, barrier)
      if (personal)
        return passed(need, each, because === 'owner' ? 'not_the_owner' : 'did_not_speak_last')
      const out = outside(need, each)
      if (out) return passed(need, each, out)
      return passed(need, each, preferenceOf(need, chosen, each))
    }),
  }
}

/** How a conversation that somebody has stands, in minutes of work. */
export type Held = Readonly<{
  assignee: Candidate | undefined
  /** Whether the customer waits for an answer. */
  waiting: boolean
  waitedMinutes: number
  /** How long they have been away, busy or off; 0 when they are there. */
  absentMinutes: number
}>
export type Patience = Readonly<{ answerMinutes: number | null; absenceMinutes: number | null }>

/** Why a conversation must go to another: nobody has it now, they are absent, or it waited too long. */
export function takeAway(held: Held, patience: Patience): 'gone' | 'absent' | 'timed_out' | null {
  if (!held.assignee) return 'gone'
  if (!held.waiting) return null
  const { assignee } = held
  const here = assignee.onShift && (assignee.presence === 'online' || assignee.presence === 'busy')
  if (!here && patience.absenceMinutes !== null && held.absentMinutes >= patience.absenceMinutes)
    return 'absent'
  const late = patience.answerMinutes !== null && held.waitedMinutes >= patience.answerMinutes
  return late ? 'timed_out' : null
}

function barrierOf(
  { except }: Need,
  each: Candidate,
): Exclude<Barrier, 'other_department' | 'unskilled'> | undefined {
  if (each.id === except) return 'had_it'
  if (each.presence === 'off') return 'off'
  if (!each.onShift) return 'off_shift'
  if (each.presence !== 'online') return each.presence
  return each.load >= each.capacity ? 'full' : undefined
}

const belongs = ({ departmentId }: Need, { departments }: Candidate): boolean =>
  departmentId === null || departments.includes(departmentId)

const levelOf = ({ typeId, skill }: Need, { skills }: Candidate): number => {
  const asked = skill?.typeId ?? typeId
  return asked === null ? 0 : (skills[asked] ?? 0)
}

/** What keeps a colleague who is there and has room from it all the same. */
function outside(need: Need, each: Candidate): 'other_department' | 'unskilled' | undefined {
  if (!belongs(need, each)) return 'other_department'
  return levelOf(need, each) < (need.skill?.level ?? 0) ? 'unskilled' : undefined
}

/** Shares of capacity compared as whole products, so that no rounding decides. */
const loads = (a: Candidate, b: Candidate): number => a.load * b.capacity - b.load * a.capacity

const better = (need: Need, a: Candidate, b: Candidate): number =>
  levelOf(need, b) - levelOf(need, a) ||
  loads(a, b) ||
  a.lastTurn - b.lastTurn ||
  (a.id < b.id ? -1 : 1)

const personalChoice = (need: Need, { id }: Candidate): Choice =>
  id === need.lastAgentId ? 'spoke_last' : 'owner'

function choiceOf(need: Need, [best, second]: readonly Candidate[]): Choice {
  if (!best || !second) return 'only_one'
  if (levelOf(need, best) > levelOf(need, second)) return 'most_skilled'
  return loads(best, second) < 0 ? 'least_loaded' : 'their_turn'
}

function preferenceOf(need: Need, chosen: Candidate, each: Candidate): Preference {
  if (levelOf(need, each) < levelOf(need, chosen)) return 'less_skilled'
  return loads(each, chosen) > 0 ? 'more_loaded' : 'had_a_turn_later'
}

function whyNobody(need: Need, candidates: readonly Candidate[]): Assignment['nobody'] {
  if (candidates.length === 0) return 'nobody_there'
  const inside = candidates.filter((each) => belongs(need, each))
  if (inside.length === 0) return 'nobody_in_department'
  return inside.every((each) => outside(need, each)) ? 'nobody_skilled' : 'nobody_free'
}

const passed = <Code extends string>(need: Need, each: Candidate, because: Code): Passed<Code> => {
  const { id, load, capacity, lastTurn } = each
  return { id, because, figures: { level: levelOf(need, each), load, capacity, lastTurn } }
}
