import type { InviteUser } from '#core/people/api.ts'
import { AccessChanged } from '#core/people/events.ts'
import { Refusal } from '#core/refusal.ts'
import { command, reaction } from '#platform/command.ts'
import type { Context } from '#platform/context.ts'
import { uuidv7 } from '#platform/ids.ts'
import { systemSession } from '#platform/jobs.ts'
import { look, query } from '#platform/query.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import type { Session } from '#platform/session.ts'
import { nowOf } from '#platform/time.ts'
import { houseMail } from './mailer.ts'
import { invitationMail } from './messages/index.ts'
import { assertUncommon, hashPassword, isPassword } from './passwords.ts'
import { firstPreferences } from './set-up.ts'
import { assertUnlocked, noteFailure, openSession } from './sign-in.ts'
import { insertUser, tables } from './store.ts'
import type { PeopleTables } from './tables.ts'
import { assertMayGive } from './users.ts'

const weekMs = 7 * 24 * 3600_000

type InvitationRow = PeopleTables['invitation']
const shown = (
  row: Pick<InvitationRow, 'id' | 'name' | 'email' | 'invited_at' | 'expires_at'>,
) => ({
  id: row.id,
  name: row.name,
  email: row.email,
  invitedAt: row.invited_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
})

export const listInvitations = query('people.read', async (from) => {
  const rows = await tables(from)
    .selectFrom('invitation')
    .selectAll()
    .where('company_id', '=', from.companyId)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('invited_at', 'desc')
    .execute()
  return { rows: rows.map(shown) }
})

const recordInvitation = command(
  'people.manage',
  async (work, input: InviteUser & { linkHash: string }) => {
    await assertMayGive(work, input)
    const [taken] = await work.run('select id from member where company_id = $1 and email = $2', [
      work.companyId,
      input.email,
    ])
    if (taken) throw new Refusal('people.email_taken', { email: input.email })
    const row = {
      company_id: work.companyId,
      id: input.id,
      name: input.name,
      email: input.email,
      invited_by: work.actor.id,
      invited_at: work.now,
      expires_at: new Date(work.now.getTime() + weekMs),
      accepted_at: null,
      withdrawn_at: null,
    }
    const { roleIds, departmentIds, extra, denied } = input
    await tables(work)
      .insertInto('invitation')
      .values({ ...row, access: { roleIds, departmentIds, extra, denied } })
      .execute()
    await work.run('select gate.link_invitation($1, $2, $3)', [
      Buffer.from(input.linkHash, 'hex'),
      work.companyId,
      input.id,
    ])
    work.audit('people.invited', {
      kind: 'invitation',
      id: input.id,
      before: null,
      after: { ...shown(row), roleIds, departmentIds, extra, denied },
    })
    return shown(row)
  },
  { name: 'people.invite' },
)

/** Invites a person by mail; the link lasts a week and works once. @throws people.email_taken */
export async function invite(session: Session, input: InviteUser) {
  const token = newToken()
  const linkHash = tokenHash(token).toString('hex')
  const invitation = await recordInvitation(session, { ...input, linkHash })
  const company = await look(session, async ({ run }) => {
    const [row] = await run<{ name: string }>('select name from company where id = $1', [
      session.companyId,
    ])
    return row?.name ?? ''
  })
  await session.house.plugs.get(houseMail).send({
    to: input.email,
    ...invitationMail(session.language, {
      name: input.name,
      company,
      inviter: session.actor.name,
      link: `${session.house.publicUrl}/invitation/${token}`,
    }),
  })
  return invitation
}

/** @throws people.invitation_invalid */
export const withdrawInvitation = command(
  'people.manage',
  async (work, input: { id: string }) => {
    const withdrawn = await work.run(
      'update invitation set withdrawn_at = $3 where company_id = $1 and id = $2 and accepted_at is null and withdrawn_at is null returning id',
      [work.companyId, input.id, work.now],
    )
    if (withdrawn.length === 0) throw new Refusal('people.invitation_invalid')
    work.audit('people.invitation_withdrawn', {
      kind: 'invitation',
      id: input.id,
      before: null,
      after: null,
    })
    return { done: true as const }
  },
  { name: 'people.withdraw' },
)

type KnownPerson = {
  id: string
  password_hash: string
  totp_secret: string | null
  locked_until: Date | null
}

async function findLink(context: Context, token: string) {
  const { house } = context
  const { rows } = await house.pool.query<{ company_id: string; invitation_id: string }>(
    'select * from gate.find_invitation($1)',
    [tokenHash(token)],
  )
  const [link] = rows
  if (!link) throw new Refusal('people.invitation_invalid')
  const session = systemSession(house, link.company_id)
  const found = await look(session, async (from) => {
    const invitation = await tables(from)
      .selectFrom('invitation')
      .selectAll()
      .where('company_id', '=', from.companyId)
      .where('id', '=', link.invitation_id)
      .executeTakeFirst()
    const company = await tables(from)
      .selectFrom('company')
      .select('name')
      .executeTakeFirstOrThrow()
    return invitation && { invitation, company: company.name }
  })
  const open =
    found &&
    !found.invitation.accepted_at &&
    !found.invitation.withdrawn_at &&
    found.invitation.expires_at > nowOf(house.clock)
  if (!open) throw new Refusal('people.invitation_invalid')
  const { rows: persons } = await house.pool.query<KnownPerson>(
    'select id, password_hash, totp_secret, locked_until from gate.find_person($1)',
    [found.invitation.email],
  )
  return { session, ...found, person: persons[0] }
}

/** What an invited person sees before accepting. @throws people.invitation_invalid */
export async function showInvitation(context: Context, input: { token: string }) {
  const { invitation, company, person } = await findLink(context, input.token)
  return { name: invitation.name, email: invitation.email, company, known: person !== undefined }
}

type Joining = {
  invitationId: string
  userId: string
  name: string
  /** A person known from another company keeps their id; a new one brings a password hash. */
  person: { id: string; hash?: string | undefined }
}

const join = reaction('people.join', async (work, input: Joining) => {
  const [invitation] = await work.run<Pick<InvitationRow, 'email' | 'access'>>(
    'update invitation set accepted_at = $3 where company_id = $1 and id = $2 and accepted_at is null and withdrawn_at is null returning email, access',
    [work.companyId, input.invitationId, work.now],
  )
  if (!invitation) throw new Refusal('people.invitation_invalid')
  if (input.person.hash)
    await work.run('select gate.make_person($1, $2, $3, $4, $5, $6)', [
      input.person.id,
      invitation.email,
      input.name,
      input.person.hash,
      JSON.stringify(firstPreferences('ar')),
      work.now,
    ])
  await insertUser(work, {
    id: input.userId,
    personId: input.person.id,
    name: input.name,
    email: invitation.email,
    access: invitation.access,
  })
  await work.run('select gate.join_company($1, $2, $3)', [
    input.person.id,
    work.companyId,
    input.userId,
  ])
  work.audit('people.joined', { kind: 'user', id: input.userId, before: null, after: invitation })
  work.publish(AccessChanged, { kind: 'user', id: input.userId }, { userId: input.userId })
})

/** Someone who is known proves it with their password, and is locked out as at the door. */
async function assertSame({ house }: Context, person: KnownPerson, password: string) {
  const at = nowOf(house.clock)
  assertUnlocked(person, at)
  if (await isPassword(person.password_hash, password)) return
  await noteFailure(house, person.id, at)
  throw new Refusal('people.password_wrong')
}

/**
 * Accepts an invitation and signs in. Someone who already has an account proves it with its
 * password; an invitation never changes one. Who has a second factor shows it at the door, and so
 * signs in there.
 * @throws people.invitation_invalid, people.password_wrong, people.password_too_common,
 *   session.locked
 */
export async function acceptInvitation(
  context: Context,
  input: { token: string; name: string; password: string },
) {
  const { session, invitation, person } = await findLink(context, input.token)
  if (person) await assertSame(context, person, input.password)
  else assertUncommon(input.password, invitation.email)
  const atMs = nowOf(context.house.clock).getTime()
  const userId = uuidv7(atMs)
  const personId = person?.id ?? uuidv7(atMs)
  await join(session, {
    invitationId: invitation.id,
    userId,
    name: input.name,
    person: { id: personId, hash: person ? undefined : await hashPassword(input.password) },
  })
  if (!person?.totp_secret)
    await openSession(context, { personId, companyId: session.companyId, userId })
  return { done: true as const }
}
