import { randomBytes } from 'node:crypto'
import type { Me, Preferences } from '#core/people/identity.ts'
import { Refusal } from '#core/refusal.ts'
import { reaction, type Work } from '#platform/command.ts'
import type { Context } from '#platform/context.ts'
import { look } from '#platform/query.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import type { Session } from '#platform/session.ts'
import { dayOf, nowOf } from '#platform/time.ts'
import { readProfile } from './company.ts'
import { houseMail } from './mailer.ts'
import { passwordResetMail } from './messages/index.ts'
import { assertUncommon, hashPassword, isPassword } from './passwords.ts'
import { newTotpSecret, openSession, totpPlace, totpStep, totpUri } from './sign-in.ts'

type Person = {
  email: string
  name: string
  password_hash: string
  totp_secret: string | null
  totp_pending: string | null
  preferences: Preferences
  memberships: { companyId: string; userId: string; name: string }[]
}

async function personOf(session: Session): Promise<Person> {
  const { rows } = await session.house.pool.query<Person>('select * from gate.get_person($1)', [
    session.personId ?? null,
  ])
  const [person] = rows
  if (!person) throw new Refusal('access.unauthenticated')
  return person
}

const keyPreferences: Preferences = {
  language: 'en',
  digits: 'latn',
  calendar: 'gregory',
  theme: 'system',
}

/** Who is signed in, where, and what they may do. */
export async function showMe(session: Session): Promise<Me> {
  const person = session.personId ? await personOf(session) : undefined
  const company = await look(session, async (from) => readProfile(from))
  return {
    userId: session.actor.id ?? session.companyId,
    personId: session.personId ?? null,
    name: session.actor.name,
    email: person?.email ?? '',
    totp: Boolean(person?.totp_secret),
    preferences: person?.preferences ?? keyPreferences,
    grants: Object.fromEntries(session.grants),
    company: { ...company, id: session.companyId },
    companies: (person?.memberships ?? []).map(({ companyId, name }) => ({ id: companyId, name })),
    today: dayOf(nowOf(session.house.clock), company.zone),
    simulators: session.house.simulators,
  }
}

const audited = (action: string) =>
  reaction(
    `people.${action}`,
    async (work: Work, subject: { personId: string; after?: unknown }) => {
      work.audit(`people.${action}`, {
        kind: 'user',
        id: work.actor.id ?? subject.personId,
        before: null,
        after: subject.after ?? null,
      })
    },
  )

export async function setPreferences(session: Session, input: Preferences): Promise<Preferences> {
  await personOf(session)
  await session.house.pool.query('select gate.set_preferences($1, $2)', [
    session.personId,
    JSON.stringify(input),
  ])
  return input
}

async function confirmPassword(session: Session, password: string): Promise<Person> {
  const person = await personOf(session)
  if (!(await isPassword(person.password_hash, password)))
    throw new Refusal('people.password_wrong')
  return person
}

/** Changes one's password and ends every other session. @throws people.password_wrong */
export async function changePassword(session: Session, input: { current: string; next: string }) {
  const person = await confirmPassword(session, input.current)
  assertUncommon(input.next, person.email)
  await session.house.pool.query('select gate.set_password($1, $2)', [
    session.personId,
    await hashPassword(input.next),
  ])
  await session.house.pool.query('select gate.close_other_sessions($1, $2)', [
    session.personId,
    session.sessionId,
  ])
  await audited('password_changed')(session, { personId: session.personId ?? '' })
  return { done: true as const }
}

/** Begins a second factor: the secret counts only once a code of it is confirmed. */
export async function beginTotp(session: Session, input: { password: string }) {
  const person = await confirmPassword(session, input.password)
  const secret = newTotpSecret()
  await session.house.pool.query('select gate.set_totp($1, $2, $3, null)', [
    session.personId,
    session.house.safe.lock(secret, totpPlace(session.personId ?? '')),
    person.totp_secret,
  ])
  return { secret, uri: totpUri(secret, person.email) }
}

/** @returns ten recovery codes, shown this once. @throws people.totp_not_started, session.code_wrong */
export async function confirmTotp(session: Session, input: { code: string }) {
  const person = await personOf(session)
  if (!person.totp_pending) throw new Refusal('people.totp_not_started')
  const step = await totpStep(
    session.house.safe.open(person.totp_pending, totpPlace(session.personId ?? '')),
    input.code,
    nowOf(session.house.clock),
  )
  if (step === undefined) throw new Refusal('session.code_wrong')
  const codes = Array.from({ length: 10 }, () => randomBytes(5).toString('hex'))
  await session.house.pool.query('select gate.set_totp($1, null, $2, $3)', [
    session.personId,
    person.totp_pending,
    codes.map(tokenHash),
  ])
  // Whoever saw this code typed cannot sign in with it.
  await session.house.pool.query('select gate.note_success($1, $2, null)', [session.personId, step])
  await audited('totp_set')(session, { personId: session.personId ?? '' })
  return { recoveryCodes: codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`) }
}

export async function removeTotp(session: Session, input: { password: string }) {
  await confirmPassword(session, input.password)
  await session.house.pool.query('select gate.set_totp($1, null, null, $2)', [session.personId, []])
  await audited('totp_removed')(session, { personId: session.personId ?? '' })
  return { done: true as const }
}

/** Mails a link that sets a new password. Says the same whether or not the address is known. */
export async function askReset(context: Context, input: { email: string }) {
  const { house } = context
  const { rows } = await house.pool.query<{ id: string; name: string }>(
    'select id, name from gate.find_person($1)',
    [input.email],
  )
  const [person] = rows
  if (person) {
    const token = newToken()
    const until = new Date(nowOf(house.clock).getTime() + 3600_000)
    await house.pool.query('select gate.make_reset($1, $2, $3)', [
      tokenHash(token),
      person.id,
      until,
    ])
    const link = `${house.publicUrl}/reset?token=${token}`
    // Not awaited by the reply's content: a slow mail server must not tell which addresses exist.
    house.plugs
      .get(houseMail)
      .send({
        to: input.email,
        ...passwordResetMail(context.language, { name: person.name, link }),
      })
      .catch((error: unknown) => house.log.error({ err: error }, 'a reset mail was not sent'))
  }
  return { done: true as const }
}

/** Sets a new password by a mailed link and ends every session. @throws people.reset_invalid */
export async function resetPassword(context: Context, input: { token: string; password: string }) {
  const { house } = context
  assertUncommon(input.password, '\u0000')
  const hash = await hashPassword(input.password)
  const { rows } = await house.pool.query<{ person: string | null }>(
    'select gate.use_reset($1, $2) as person',
    [tokenHash(input.token), nowOf(house.clock)],
  )
  const person = rows[0]?.person
  if (!person) throw new Refusal('people.reset_invalid')
  await house.pool.query('select gate.set_password($1, $2)', [person, hash])
  await house.pool.query('select gate.close_other_sessions($1, null)', [person])
  return { done: true as const }
}

type StoredSession = {
  id: string
  createdAt: string
  lastSeenAt: string
  address: string
  agent: string
}

/** The browsers where this person is signed in. */
export async function listSessions(session: Session) {
  const { rows } = await session.house.pool.query<{ list: StoredSession[] }>(
    'select gate.sessions_of($1) as list',
    [session.personId ?? null],
  )
  const iso = (text: string) => new Date(text).toISOString()
  return {
    rows: (rows[0]?.list ?? []).map((row) => ({
      ...row,
      createdAt: iso(row.createdAt),
      lastSeenAt: iso(row.lastSeenAt),
      current: row.id === session.sessionId,
    })),
  }
}

/** Ends one of one's own sessions. @throws session.ended */
export async function revokeSession(session: Session, input: { id: string }) {
  const { rows } = await session.house.pool.query<{ found: boolean }>(
    'select gate.close_session_of($1, $2) as found',
    [session.personId ?? null, input.id],
  )
  if (!rows[0]?.found) throw new Refusal('request.not_found')
  return { done: true as const }
}

/** Moves this browser to another company of the same person, under a new token. */
export async function switchCompany(context: Context, input: { companyId: string }) {
  const session = context.session()
  const person = await personOf(session)
  const target = person.memberships.find(({ companyId }) => companyId === input.companyId)
  if (!target || !session.personId) throw new Refusal('people.company_not_found')
  if (context.token)
    await context.house.pool.query('select gate.close_session($1)', [tokenHash(context.token)])
  await openSession(context, { personId: session.personId, ...target })
  return { done: true as const }
}
