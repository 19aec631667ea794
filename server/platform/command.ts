import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { z } from 'zod'
import type { Day } from '#core/day.ts'
import type { Event } from '#core/event.ts'
import type { Currency } from '#core/money.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { crashPoint } from './crash.ts'
import { type Client, type Db, onClient, runNamed, transact } from './db.ts'
import { uuidv7 } from './ids.ts'
import { jsonOf } from './json.ts'
import { type Actor, demand, type Session } from './session.ts'
import { dayOf } from './time.ts'

/** What an audit line is about. `before` is null when it is made, `after` when it is removed. */
export type AuditLine = Readonly<{
  kind: string
  id: string
  before: unknown
  after: unknown
}>
export type About = Readonly<{ kind: string; id: string; customerId?: string | undefined }>

/** One unit of work: everything done through it is committed together, or not at all. */
export type Work = Readonly<{
  session: Session
  db: Db
  /** For the few hot statements that are written by hand. Values are always bound. */
  run: <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]) => Promise<Row[]>
  companyId: string
  actor: Actor
  /** One instant for the whole transaction: the database's, plus the house's offset. */
  now: Date
  zone: string
  today: Day
  baseCurrency: Currency
  /** The company's own row as it stood when the transaction began. */
  company: Opened['company']
  /** A new id of version 7, for rows that the server makes itself. */
  newId: () => string
  audit: (action: string, line: AuditLine) => void
  publish: <Facts extends z.ZodType>(
    event: Event<string, Facts>,
    about: About,
    facts: z.input<Facts>,
  ) => void
  /** A job that exists if, and only if, this transaction commits. */
  enqueue: (
    task: string,
    payload: object,
    options?: {
      key?: string
      runAt?: Date
      queue?: string
      /** Before all that nobody waits for at a screen. */
      first?: boolean
    },
  ) => void
  /** Tells open screens what is not worth a line in the books: who types, a tick that turned blue. */
  whisper: (name: string, about: About) => void
}>

/** What the first message of a transaction learns. */
export type Opened = {
  now: Date
  zone: string
  base_currency: Currency
  /** The company's own row, as `people` keeps it. */
  company: { name: string; profile: Record<string, unknown> }
  /** Whether this request is carried out for the first time; null for what cannot be repeated. */
  fresh: boolean | null
}
type Told = { audits: object[]; events: object[]; jobs: object[]; whispers: string[] }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const opened = `select now() as now, zone, base_currency,
  json_build_object('name', name, 'profile', profile) as company`

/** The first message of a transaction. The company is a literal: set_config() does not reach shards. */
export function opening(companyId: string, mode: 'write' | 'read'): string {
  if (!uuid.test(companyId)) throw new Error('A company id is a uuid')
  const begin = mode === 'read' ? 'begin isolation level repeatable read, read only' : 'begin'
  return `${begin}; set local app.company_id = '${companyId}'; ${opened}, null as fresh from company where id = '${companyId}'`
}

/** The same for a request that must not be carried out twice: its twin waits here for the first. */
function openingOnce(session: Session, { command: name, id, hash }: Repeat): string {
  const { companyId, house } = session
  if (!uuid.test(companyId) || !uuid.test(id)) throw new Error('A request is known by a uuid')
  if (!/^[a-z0-9_.:]+$/.test(name)) throw new Error('A command has a plain name')
  // Its statements are of single documents: planning each anew would cost more than running it.
  return `begin; set local plan_cache_mode = force_generic_plan;
    set local app.company_id = '${companyId}';
    with first as (
      insert into request (company_id, command, id, hash, at)
      values ('${companyId}', '${name}', '${id}', '\\x${hash.toString('hex')}',
        now() + interval '${Math.round(house.clock.offsetMs)} milliseconds')
      on conflict do nothing returning id)
    ${opened}, exists (select 1 from first) as fresh from company where id = '${companyId}'`
}

function workOn(session: Session, client: Client, at: Opened): { work: Work; told: Told } {
  const now = new Date(at.now.getTime() + session.house.clock.offsetMs)
  const told: Told = { audits: [], events: [], jobs: [], whispers: [] }
  const newId = () => uuidv7(now.getTime())
  // The queue goes by the database's own clock, which nobody moves.
  const queueTime = (at: Date) =>
    new Date(at.getTime() - session.house.clock.offsetMs).toISOString()
  const work: Work = {
    session,
    db: onClient(client),
    run: async (text, values) => (await runNamed<never>(client, text, values)).rows,
    companyId: session.companyId,
    actor: session.actor,
    now,
    zone: at.zone,
    today: dayOf(now, at.zone),
    baseCurrency: at.base_currency,
    company: at.company,
    newId,
    audit: (action, line) => {
      told.audits.push({ action, ...line, salt: randomBytes(16).toString('hex') })
    },
    publish: (event, about, facts) => {
      told.events.push({
        id: newId(),
        name: event.name,
        kind: about.kind,
        about: about.id,
        customer: about.customerId ?? null,
        facts: event.facts.parse(facts),
        listeners: (session.house.listeners.get(event.name) ?? []).map(({ name }) => name),
      })
    },
    enqueue: (task, payload, options = {}) => {
      told.jobs.push({
        task,
        payload: { companyId: session.companyId, ...payload },
        key: options.key ?? null,
        runAt: options.runAt ? queueTime(options.runAt) : null,
        queue: options.queue ?? null,
        priority: options.first ? -1 : 0,
      })
    },
    whisper: (name, { kind, id, customerId }) => {
      const notice = { c: session.companyId, s: 0, n: name, k: kind, i: id, u: customerId ?? null }
      told.whispers.push(JSON.stringify(notice))
    },
  }
  return { work, told }
}

async function flush(
  work: Work,
  { whispers, ...told }: Told,
  request: object | undefined,
): Promise<void> {
  if (whispers.length > 0)
    await work.run("select pg_notify('wasl', said) from unnest($1::text[]) as said", [
      [...new Set(whispers)],
    ])
  if (told.audits.length + told.events.length + told.jobs.length === 0 && !request) return
  const { actor, now, session } = work
  const message = {
    ...told,
    at: now.toISOString(),
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    trace: session.trace,
    ...(request && { request }),
  }
  await work.run('select tell($1, $2)', [work.companyId, jsonOf(message)])
}

const retried = new Set(['40001', '40P01'])
const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined

/** Runs again what lost a race inside PostgreSQL: three times, with a little chance between them. */
async function withRetries<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries > 3 || !retried.has(codeOf(error) ?? '')) throw error
      await sleep(10 * tries + Math.random() * 20)
    }
  }
}

type Repeat = Readonly<{ command: string; id: string; hash: Buffer }>

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** The stored reply of a request that was carried out before. @throws request.id_reused */
async function earlierReply(work: Work, { command: name, id, hash }: Repeat): Promise<unknown> {
  const [stored] = await work.run<{ hash: Buffer; reply: unknown }>(
    'select hash, reply from request where company_id = $1 and command = $2 and id = $3',
    [work.companyId, name, id],
  )
  if (!stored?.hash.equals(hash)) throw new Refusal('request.id_reused', { id })
  return stored.reply
}

async function carryOut<Input, Result>(
  session: Session,
  input: Input,
  run: (work: Work, input: Input) => Promise<Result>,
  repeat: Repeat | undefined,
): Promise<Result> {
  const result = await withRetries(() =>
    transact<Opened, Result>(
      session.house.pool,
      repeat ? openingOnce(session, repeat) : opening(session.companyId, 'write'),
      async (client, opened) => {
        const { work, told } = workOn(session, client, opened)
        if (repeat && opened.fresh === false) return (await earlierReply(work, repeat)) as Result
        const reply = await run(work, input)
        await flush(
          work,
          told,
          repeat && { command: repeat.command, id: repeat.id, reply: reply ?? null },
        )
        crashPoint('command.before_commit')
        return reply
      },
    ),
  )
  crashPoint('command.after_commit')
  return result
}

export type CommandOptions<Input> = Readonly<{
  /** The id that makes a repetition harmless: for what creates, the id that the client chose. */
  once?: (input: Input) => string
  /** What of the input makes it the same request; without it, all of it. A paper is kept anew each time. */
  alike?: (input: Input) => unknown
  /** Distinguishes commands that share a permission. */
  name?: string
}>

function repeatOf<Input>(
  command: string,
  input: Input,
  { once, alike }: CommandOptions<Input>,
): Repeat | undefined {
  const id = once?.(input)
  if (!id) return undefined
  const hash = createHash('sha256')
    .update(canonical(alike ? alike(input) : input))
    .digest()
  return { command, id, hash }
}

/**
 * Wraps a use case in its permission check and its transaction: the only place that begins one.
 * The use case reads lock → decide → write → tell, and makes no outside call.
 * @throws access.forbidden, request.id_reused
 */
export function command<Input, Result>(
  permission: Permission,
  run: (work: Work, input: Input) => Promise<Result>,
  options: CommandOptions<Input> = {},
): (session: Session, input: Input) => Promise<Result> {
  return async (session, input) => {
    demand(session, permission)
    return carryOut(session, input, run, repeatOf(options.name ?? permission, input, options))
  }
}

/**
 * A command of the house itself, or of someone on a public page whose right was proved by a token:
 * it has no permission to check. `once` names the work, so that a second delivery finds it done.
 */
export function reaction<Input, Result>(
  name: string,
  run: (work: Work, input: Input) => Promise<Result>,
  options: CommandOptions<Input> = {},
): (session: Session, input: Input) => Promise<Result> {
  return async (session, input) => carryOut(session, input, run, repeatOf(name, input, options))
}
