import { generateSecret, generateURI, verify as verifyTotp } from 'otplib'
import type { SignIn } from '#core/people/api.ts'
import { Refusal } from '#core/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { House } from '#platform/house.ts'
import { uuidv7 } from '#platform/ids.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import { nowOf } from '#platform/time.ts'
import { isPassword } from './passwords.ts'

type PersonRow = {
  id: string
  name: string
  password_hash: string
  totp_secret: string | null
  totp_last_step: number
  recovery_hashes: Buffer[]
  failures: number
  locked_until: Date | null
  memberships: { companyId: string; userId: string; name: string }[]
}

/** Where a person's secret lies, so that it opens nowhere else. */
export const totpPlace = (personId: string): string => `person|totp_secret|${personId}`

export const newTotpSecret = (): string => generateSecret()
export const totpUri = (secret: string, email: string): string =>
  generateURI({ issuer: 'Wasl', label: email, secret })

/** The time step of a right code, or undefined. One step of thirty seconds either way is forgiven. */
export async function totpStep(
  secret: string,
  code: string,
  at: Date,
): Promise<number | undefined> {
  if (!/^\d{6}$/.test(code)) return undefined
  const epoch = Math.floor(at.getTime() / 1000)
  const result = await verifyTotp({ secret, token: code, epoch, epochTolerance: 30 })
  return result.valid ? Math.floor(epoch / 30) + result.delta : undefined
}

/** Opens a session for a user of a company and hands the cookie to the browser. */
export async function openSession(
  context: Context,
  user: { personId: string; companyId: string; userId: string },
): Promise<void> {
  const { house } = context
  const token = newToken()
  const at = nowOf(house.clock)
  await house.pool.query('select gate.open_session($1, $2, $3, $4, $5, $6, $7, $8)', [
    tokenHash(token),
    uuidv7(at.getTime()),
    user.personId,
    user.companyId,
    user.userId,
    at,
    context.address,
    context.agent,
  ])
  context.setCookie('wasl_sid', token, { maxAge: 14 * 24 * 3600 })
}

async function findPerson(house: House, email: string): Promise<PersonRow | undefined> {
  const { rows } = await house.pool.query<PersonRow>('select * from gate.find_person($1)', [email])
  return rows[0]
}

/** @throws session.locked while too many wrong passwords are remembered */
export function assertUnlocked({ locked_until }: { locked_until: Date | null }, at: Date): void {
  if (locked_until && locked_until > at)
    throw new Refusal('session.locked', {
      minutes: Math.ceil((locked_until.getTime() - at.getTime()) / 60_000),
    })
}

/** Remembers a wrong password or code of a person: the fifth in a row locks the account. */
export async function noteFailure(house: House, personId: string, at: Date): Promise<void> {
  await house.pool.query('select gate.note_failure($1, $2)', [personId, at])
}

/** The second factor, if the person has one: a fresh code of the app, or an unused recovery code. */
async function passesSecondFactor(house: House, person: PersonRow, code: string, at: Date) {
  const secret = person.totp_secret && house.safe.open(person.totp_secret, totpPlace(person.id))
  const step = secret ? await totpStep(secret, code, at) : undefined
  const recovery = tokenHash(code.replace(/[\s-]/g, '').toLowerCase())
  if (step === undefined && !person.recovery_hashes.some((each) => each.equals(recovery)))
    return false
  const { rows } = await house.pool.query<{ ok: boolean }>(
    'select gate.note_success($1, $2, $3) as ok',
    [person.id, step ?? null, step === undefined ? recovery : null],
  )
  return rows[0]?.ok ?? false
}

/**
 * Signs a person in by e-mail, password and, where they set one up, a second factor. The lock is on
 * the account, and an unknown address takes as long and says the same.
 * @throws session.credentials_wrong, session.locked, session.code_wrong
 */
export async function signIn(
  context: Context,
  input: SignIn,
): Promise<{ state: 'signed_in' | 'code_needed' }> {
  const { house } = context
  const at = nowOf(house.clock)
  const person = await findPerson(house, input.email)
  if (person) assertUnlocked(person, at)
  const fail = async (code: 'session.credentials_wrong' | 'session.code_wrong') => {
    if (person) await noteFailure(house, person.id, at)
    throw new Refusal(code)
  }
  const right = await isPassword(person?.password_hash, input.password)
  const [membership] = person?.memberships ?? []
  if (!person || !right || !membership) return fail('session.credentials_wrong')
  if (person.totp_secret) {
    if (!input.code) return { state: 'code_needed' }
    if (!(await passesSecondFactor(house, person, input.code, at)))
      return fail('session.code_wrong')
  } else {
    await house.pool.query('select gate.note_success($1, null, null)', [person.id])
  }
  if (context.token)
    await house.pool.query('select gate.close_session($1)', [tokenHash(context.token)])
  await openSession(context, { personId: person.id, ...membership })
  return { state: 'signed_in' }
}

/** Ends the session of this browser; does nothing to one that has already ended. */
export async function signOut(context: Context): Promise<{ done: true }> {
  if (context.token)
    await context.house.pool.query('select gate.close_session($1)', [tokenHash(context.token)])
  context.setCookie('wasl_sid', '', { maxAge: 0 })
  return { done: true }
}
