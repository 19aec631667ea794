import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { z } from 'zod'
import { type FieldProblem, type Refused, refusalOf } from '#web/refusal.ts'
import { problemsOf } from './problems.ts'

type Values = Readonly<Record<string, unknown>>

/** A form, described: what it starts from, what the contract demands, what saving does. */
export type FormOptions<Schema extends z.ZodType> = Readonly<{
  /** The contract's own schema; what it gives is what `save` gets. */
  schema: Schema
  /** What the fields show at first; may be incomplete. */
  initial: Values
  save: (values: z.output<Schema>) => Promise<unknown>
  /** Names the draft kept in this browser until it is closed; leave it out where secrets are typed. */
  draft?: string
  /** Where these values stand in what the server gets: its `owner.email` is this form's `email`. */
  under?: string
}>

/** What the fields of a form share. */
export type Form = Readonly<{
  get: (path: string) => unknown
  set: (path: string, value: unknown) => void
  problemOf: (path: string) => FieldProblem | undefined
  /** Checks one field, when it is left. */
  check: (path: string) => void
  /** A pointer goes down somewhere in the form: nothing under it may move until it is up. */
  press: () => void
  submit: () => Promise<void>
  fieldId: (path: string) => string
  problems: readonly FieldProblem[]
  /** Saving was asked for: only then the whole is summed up, which moves everything under it. */
  asked: boolean
  /** By path, what says better than the schema's words what is wrong with a field. */
  wrongs: Map<string, (value: unknown) => string | undefined>
  /** Why the server declined the whole, when no field is to blame. */
  refused: Refused | null
  busy: boolean
  dirty: boolean
  /** What was typed was found again. */
  restored: boolean
  reset: () => void
}>

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Reads `lines.0.price` out of nested values. */
export function getAt(values: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, name) => (isObject(at) ? Reflect.get(at, name) : undefined), values)
}

/** A copy of the values with one of them changed. */
export function setAt(values: unknown, path: string, value: unknown): unknown {
  const [name = '', ...rest] = path.split('.')
  const inner = rest.length === 0 ? value : setAt(getAt(values, name), rest.join('.'), value)
  if (Array.isArray(values)) return values.with(Number(name), inner)
  return { ...(isObject(values) ? values : {}), [name]: inner }
}

/** An empty optional field is absent on the wire, not an empty text. */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== '' && inner !== undefined)
      .map(([name, inner]) => [name, withoutEmpty(inner)]),
  )
}

/** A problem as this form names its fields. */
export const withoutPrefix = (problem: FieldProblem, under: string | undefined): FieldProblem =>
  under && problem.path.startsWith(`${under}.`)
    ? { ...problem, path: problem.path.slice(under.length + 1) }
    : problem

const Kept = z.record(z.string(), z.unknown())

function keptDraft(draft: string | undefined): Values | null {
  if (!draft) return null
  try {
    return Kept.nullable().parse(
      JSON.parse(sessionStorage.getItem(`wasl.draft.${draft}`) ?? 'null'),
    )
  } catch {
    return null
  }
}

function useDraft(draft: string | undefined, values: Values, dirty: boolean) {
  useEffect(() => {
    if (draft && dirty) sessionStorage.setItem(`wasl.draft.${draft}`, JSON.stringify(values))
  }, [draft, values, dirty])
  return useCallback(() => {
    if (draft) sessionStorage.removeItem(`wasl.draft.${draft}`)
  }, [draft])
}

/**
 * A field that is left by a press on the button would show its problem at once and push the button
 * from under the pointer, whose click then lands nowhere: what was left waits until the click is done.
 */
function useUnhurried(judge: (path: string) => void) {
  const left = useRef<string[] | null>(null)
  const latest = useRef(judge)
  latest.current = judge
  const check = (path: string) => {
    if (left.current) left.current.push(path)
    else judge(path)
  }
  const release = () => {
    const paths = left.current ?? []
    left.current = null
    for (const path of paths) latest.current(path)
  }
  const press = () => {
    if (left.current) return
    left.current = []
    const up = () => {
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', up)
      setTimeout(release)
    }
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', up)
  }
  return { check, press }
}

/** Holds what is typed, checks it by the contract's schema, saves it, and never loses it. */
export function useForm<Schema extends z.ZodType>(options: FormOptions<Schema>): Form {
  const { schema, initial, save, draft, under } = options
  const kept = useMemo(() => keptDraft(draft), [draft])
  const [values, setValues] = useState<Values>(kept ?? initial)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [refused, setRefused] = useState<Refused | null>(null)
  const [busy, setBusy] = useState(false)
  const [dirty, setDirty] = useState(kept !== null)
  const dropDraft = useDraft(draft, values, dirty)
  const [asked, setAsked] = useState(false)
  const [wrongs] = useState<Form['wrongs']>(() => new Map())
  const prefix = useId()
  const latest = useRef(values)
  latest.current = values

  const set = (path: string, value: unknown) => {
    const next = setAt(latest.current, path, value)
    latest.current = isObject(next) ? next : {}
    setValues(latest.current)
    setDirty(true)
    setProblems((old) => old.filter((problem) => problem.path !== path))
  }
  const parse = () => schema.safeParse(withoutEmpty(latest.current), { reportInput: true })
  const judge = (path: string) => {
    const parsed = parse()
    const found = parsed.success ? [] : problemsOf(parsed.error.issues)
    const mine = (problem: FieldProblem) =>
      problem.path === path || problem.path.startsWith(`${path}.`)
    // An empty field is not yet wrong when one only passes through it.
    if ((getAt(latest.current, path) ?? '') === '') return
    setProblems((old) => [...old.filter((problem) => !mine(problem)), ...found.filter(mine)])
  }
  const { check, press } = useUnhurried(judge)
  const submit = async () => {
    setAsked(true)
    setRefused(null)
    const parsed = parse()
    if (!parsed.success) return setProblems(problemsOf(parsed.error.issues))
    setProblems([])
    setBusy(true)
    try {
      await save(parsed.data)
      dropDraft()
      setDirty(false)
    } catch (error) {
      const answer = refusalOf(error)
      setProblems(answer.fields.map((field) => withoutPrefix(field, under)))
      setRefused(answer.fields.length > 0 ? null : answer)
    } finally {
      setBusy(false)
    }
  }
  const reset = () => {
    dropDraft()
    latest.current = initial
    setValues(initial)
    setDirty(false)
    setAsked(false)
    setProblems([])
  }
  return {
    get: (path) => getAt(values, path),
    set,
    check,
    press,
    submit,
    reset,
    problems,
    asked,
    wrongs,
    refused,
    busy,
    dirty,
    restored: kept !== null && dirty,
    problemOf: (path) =>
      problems.find((problem) => problem.path === path || problem.path.startsWith(`${path}.`)),
    fieldId: (path) => `${prefix}${path}`,
  }
}
