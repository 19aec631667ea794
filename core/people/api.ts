import { z } from 'zod'
import { Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Permission, Scope } from '#core/permission.ts'
import { byId, none, routesOf } from '#core/route.ts'
import {
  CompanyProfile,
  Email,
  Grants,
  Language,
  Me,
  Password,
  PersonName,
  Preferences,
} from './identity.ts'
import { MyAvailability, UserWork } from './work.ts'

const Token = z.string().min(20).max(200)
const Done = z.object({ done: z.literal(true) })
const SignedIn = z.object({ state: z.enum(['signed_in', 'code_needed']) })

export const SetUp = z.object({
  token: Token,
  company: CompanyProfile,
  owner: z.object({ name: PersonName, email: Email, password: Password }),
  language: Language.default('ar'),
})
export type SetUp = z.infer<typeof SetUp>

export const SignIn = z.object({
  email: Email,
  password: z.string().min(1).max(200),
  /** The six digits of an authenticator app, or a recovery code. */
  code: z.string().trim().max(20).optional(),
})
export type SignIn = z.infer<typeof SignIn>

export const SessionRow = z.object({
  id: Id,
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  address: z.string(),
  agent: z.string(),
  current: z.boolean(),
})

export const Department = z.object({ id: Id, name: z.string().trim().min(1).max(80) })
export const Role = z.object({
  id: Id,
  /** A shipped role keeps its key and takes its name from the reader's language. */
  key: z.string().nullable(),
  name: z.string().trim().min(1).max(80),
  grants: Grants,
  members: z.int(),
})
export const GrantChange = z.object({ permission: Permission, scope: Scope })

export const UserRow = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  roleIds: z.array(Id),
  departmentIds: z.array(Id),
  /** Added to what the roles give. */
  extra: z.array(GrantChange),
  /** Taken away from what the roles give: a denial wins. */
  denied: z.array(Permission),
  active: z.boolean(),
  lastSeenAt: z.iso.datetime().nullable(),
})
export type UserRow = z.infer<typeof UserRow>

const UserAccess = z.object({
  roleIds: z.array(Id).max(20),
  departmentIds: z.array(Id).max(20),
  extra: z.array(GrantChange).max(100),
  denied: z.array(Permission).max(100),
})
export const InviteUser = UserAccess.extend({ id: NewId, name: PersonName, email: Email })
export type InviteUser = z.infer<typeof InviteUser>
export const ChangeUser = UserAccess.extend({ id: Id, name: PersonName })
export type ChangeUser = z.infer<typeof ChangeUser>

export const Invitation = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  invitedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
})
export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  /** The first characters, to recognise a key by. The rest is shown once and never kept. */
  prefix: z.string(),
  grants: Grants,
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export const CreateApiKey = z.object({
  id: NewId,
  name: z.string().trim().min(1).max(80),
  grants: Grants,
})

export const AuditRow = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  aboutKind: z.string(),
  aboutId: z.string(),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
  sealed: z.boolean(),
})
export const AuditInput = PageInput.extend({
  aboutId: z.string().max(80).optional(),
  action: z.string().max(80).optional(),
})

const at = routesOf('people')

export const peopleContract = {
  setUpState: at('GET', '/setup')
    .input(none)
    .output(z.object({ needed: z.boolean() })),
  setUp: at('POST', '/setup').input(SetUp).output(Done),
  /** Builds the demo company in the background, in place of a company of one's own. */
  beginDemo: at('POST', '/setup/demo')
    .input(z.object({ token: Token, language: Language.default('ar') }))
    .output(z.object({ email: z.string(), password: z.string() })),
  demoProgress: at('POST', '/setup/demo/progress')
    .input(z.object({ token: Token }))
    .output(
      z.object({
        state: z.enum(['building', 'ready', 'stopped']),
        percent: z.int().min(0).max(100),
      }),
    ),
  enterDemo: at('POST', '/setup/demo/session')
    .input(z.object({ token: Token }))
    .output(Done),
  signIn: at('POST', '/sessions').input(SignIn).output(SignedIn),
  signOut: at('DELETE', '/sessions/current').input(none).output(Done),
  sessions: at('GET', '/sessions')
    .input(none)
    .output(z.object({ rows: z.array(SessionRow) })),
  revokeSession: at('DELETE', '/sessions/{id}').input(byId).output(Done),
  switchCompany: at('PUT', '/sessions/current/company')
    .input(z.object({ companyId: Id }))
    .output(Done),
  me: at('GET', '/me').input(none).output(Me),
  myAvailability: at('GET', '/me/availability').input(none).output(MyAvailability),
  setAvailability: at('PUT', '/me/availability')
    .input(MyAvailability.pick({ availability: true }))
    .output(MyAvailability),
  setPreferences: at('PUT', '/me/preferences').input(Preferences).output(Preferences),
  changePassword: at('PUT', '/me/password')
    .input(z.object({ current: z.string().max(200), next: Password }))
    .output(Done),
  beginTotp: at('POST', '/me/totp')
    .input(z.object({ password: z.string().max(200) }))
    .output(z.object({ secret: z.string(), uri: z.string() })),
  confirmTotp: at('PUT', '/me/totp')
    .input(z.object({ code: z.string().max(10) }))
    .output(z.object({ recoveryCodes: z.array(z.string()) })),
  removeTotp: at('DELETE', '/me/totp')
    .input(z.object({ password: z.string().max(200) }))
    .output(Done),
  askReset: at('POST', '/password-resets')
    .input(z.object({ email: Email }))
    .output(Done),
  reset: at('PUT', '/password-resets/{token}')
    .input(z.object({ token: Token, password: Password }))
    .output(Done),

  users: at('GET', '/users')
    .input(none)
    .output(z.object({ rows: z.array(UserRow) })),
  changeUser: at('PUT', '/users/{id}').input(ChangeUser).output(UserRow),
  deactivateUser: at('POST', '/users/{id}/deactivation').input(byId).output(UserRow),
  reactivateUser: at('DELETE', '/users/{id}/deactivation').input(byId).output(UserRow),
  userWork: at('GET', '/users/{id}/work').input(byId).output(UserWork),
  saveUserWork: at('PUT', '/users/{id}/work').input(UserWork).output(UserWork),
  invitations: at('GET', '/invitations')
    .input(none)
    .output(z.object({ rows: z.array(Invitation) })),
  invite: at('POST', '/invitations').input(InviteUser).output(Invitation),
  withdrawInvitation: at('DELETE', '/invitations/{id}').input(byId).output(Done),
  invitation: at('GET', '/invitation-links/{token}')
    .input(z.object({ token: Token }))
    .output(
      z.object({ name: z.string(), email: z.string(), company: z.string(), known: z.boolean() }),
    ),
  acceptInvitation: at('POST', '/invitation-links/{token}/acceptance')
    .input(z.object({ token: Token, name: PersonName, password: Password }))
    .output(Done),

  departments: at('GET', '/departments')
    .input(none)
    .output(z.object({ rows: z.array(Department) })),
  saveDepartment: at('PUT', '/departments/{id}').input(Department).output(Department),
  removeDepartment: at('DELETE', '/departments/{id}').input(byId).output(Done),
  roles: at('GET', '/roles')
    .input(none)
    .output(z.object({ rows: z.array(Role) })),
  saveRole: at('PUT', '/roles/{id}')
    .input(Role.pick({ id: true, name: true, grants: true }))
    .output(Role),
  removeRole: at('DELETE', '/roles/{id}').input(byId).output(Done),

  apiKeys: at('GET', '/api-keys')
    .input(none)
    .output(z.object({ rows: z.array(ApiKey) })),
  createApiKey: at('POST', '/api-keys')
    .input(CreateApiKey)
    .output(z.object({ key: ApiKey, secret: z.string() })),
  revokeApiKey: at('DELETE', '/api-keys/{id}').input(byId).output(Done),

  company: at('GET', '/company').input(none).output(CompanyProfile),
  changeCompany: at('PUT', '/company').input(CompanyProfile).output(CompanyProfile),
  audit: at('GET', '/audit').input(AuditInput).output(pageOf(AuditRow)),
  verifyAudit: at('POST', '/audit/verification')
    .input(none)
    .output(z.object({ sealed: z.int(), unsealed: z.int(), brokenAt: z.int().nullable() })),
}
