import { implement } from '@orpc/server'
import { peopleContract } from '#core/people/api.ts'
import type { Context } from '#platform/context.ts'
import type { RateLimits } from '#platform/rate-limit.ts'
import * as account from './account.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { listAudit, verifyAudit } from './audit.ts'
import { changeCompany, showCompany } from './company.ts'
import { beginDemo, demoProgress, enterDemo } from './demo-company.ts'
import * as invitations from './invitations.ts'
import * as organisation from './organisation.ts'
import { setUp, setUpNeeded } from './set-up.ts'
import { openSession, signIn, signOut } from './sign-in.ts'
import { changeUser, deactivateUser, listUsers, reactivateUser } from './users.ts'
import { myAvailability, saveUserWork, setAvailability, showUserWork } from './work.ts'

const on = implement(peopleContract).$context<Context>()

/** What anyone may call: each of them is braked by what it aims at. */
const openRoutes = (limits: RateLimits) => ({
  setUpState: on.setUpState.handler(async ({ context }) => ({
    needed: await setUpNeeded(context.house),
  })),
  setUp: on.setUp.handler(async ({ input, context }) => {
    await limits.sensitive('setup')
    await openSession(context, await setUp(context.house, input))
    return { done: true as const }
  }),
  beginDemo: on.beginDemo.handler(async ({ input, context }) => {
    await limits.sensitive('setup')
    return beginDemo(context.house, input)
  }),
  demoProgress: on.demoProgress.handler(({ input, context }) => demoProgress(context.house, input)),
  enterDemo: on.enterDemo.handler(async ({ input, context }) => {
    await limits.sensitive('setup')
    return enterDemo(context, input)
  }),
  signIn: on.signIn.handler(async ({ input, context }) => {
    await limits.sensitive(`sign-in:${input.email}`)
    return signIn(context, input)
  }),
  signOut: on.signOut.handler(({ context }) => signOut(context)),
  askReset: on.askReset.handler(async ({ input, context }) => {
    await limits.sensitive(`reset:${input.email}`)
    return account.askReset(context, input)
  }),
  reset: on.reset.handler(async ({ input, context }) => {
    await limits.sensitive(`reset-link:${context.address}`)
    return account.resetPassword(context, input)
  }),
  invitation: on.invitation.handler(({ input, context }) =>
    invitations.showInvitation(context, input),
  ),
  acceptInvitation: on.acceptInvitation.handler(async ({ input, context }) => {
    await limits.sensitive(`invitation:${input.token}`)
    return invitations.acceptInvitation(context, input)
  }),
})

/** What a session may do with itself. Where a password is typed, it is braked as at the door. */
const ownRoutes = (limits: RateLimits) => ({
  sessions: on.sessions.handler(({ context }) => account.listSessions(context.session())),
  revokeSession: on.revokeSession.handler(({ input, context }) =>
    account.revokeSession(context.session(), input),
  ),
  switchCompany: on.switchCompany.handler(({ input, context }) =>
    account.switchCompany(context, input),
  ),
  me: on.me.handler(({ context }) => account.showMe(context.session())),
  myAvailability: on.myAvailability.handler(({ context }) => myAvailability(context.session())),
  setAvailability: on.setAvailability.handler(({ input, context }) =>
    setAvailability(context.session(), input),
  ),
  setPreferences: on.setPreferences.handler(({ input, context }) =>
    account.setPreferences(context.session(), input),
  ),
  changePassword: on.changePassword.handler(async ({ input, context }) => {
    await limits.sensitive(`password:${context.session().personId}`)
    return account.changePassword(context.session(), input)
  }),
  beginTotp: on.beginTotp.handler(async ({ input, context }) => {
    await limits.sensitive(`password:${context.session().personId}`)
    return account.beginTotp(context.session(), input)
  }),
  confirmTotp: on.confirmTotp.handler(async ({ input, context }) => {
    await limits.sensitive(`password:${context.session().personId}`)
    return account.confirmTotp(context.session(), input)
  }),
  removeTotp: on.removeTotp.handler(async ({ input, context }) => {
    await limits.sensitive(`password:${context.session().personId}`)
    return account.removeTotp(context.session(), input)
  }),
})

const companyRoutes = {
  users: on.users.handler(({ input, context }) => listUsers(context.session(), input)),
  changeUser: on.changeUser.handler(({ input, context }) => changeUser(context.session(), input)),
  deactivateUser: on.deactivateUser.handler(({ input, context }) =>
    deactivateUser(context.session(), input),
  ),
  reactivateUser: on.reactivateUser.handler(({ input, context }) =>
    reactivateUser(context.session(), input),
  ),
  userWork: on.userWork.handler(({ input, context }) => showUserWork(context.session(), input)),
  saveUserWork: on.saveUserWork.handler(({ input, context }) =>
    saveUserWork(context.session(), input),
  ),
  invitations: on.invitations.handler(({ input, context }) =>
    invitations.listInvitations(context.session(), input),
  ),
  invite: on.invite.handler(({ input, context }) => invitations.invite(context.session(), input)),
  withdrawInvitation: on.withdrawInvitation.handler(({ input, context }) =>
    invitations.withdrawInvitation(context.session(), input),
  ),
  departments: on.departments.handler(({ input, context }) =>
    organisation.listDepartments(context.session(), input),
  ),
  saveDepartment: on.saveDepartment.handler(({ input, context }) =>
    organisation.saveDepartment(context.session(), input),
  ),
  removeDepartment: on.removeDepartment.handler(({ input, context }) =>
    organisation.removeDepartment(context.session(), input),
  ),
  roles: on.roles.handler(({ input, context }) => organisation.listRoles(context.session(), input)),
  saveRole: on.saveRole.handler(({ input, context }) =>
    organisation.saveRole(context.session(), input),
  ),
  removeRole: on.removeRole.handler(({ input, context }) =>
    organisation.removeRole(context.session(), input),
  ),
  apiKeys: on.apiKeys.handler(({ input, context }) => listApiKeys(context.session(), input)),
  createApiKey: on.createApiKey.handler(({ input, context }) =>
    createApiKey(context.session(), input),
  ),
  revokeApiKey: on.revokeApiKey.handler(({ input, context }) =>
    revokeApiKey(context.session(), input),
  ),
  company: on.company.handler(({ context }) => showCompany(context.session())),
  changeCompany: on.changeCompany.handler(({ input, context }) =>
    changeCompany(context.session(), input),
  ),
  audit: on.audit.handler(({ input, context }) => listAudit(context.session(), input)),
  verifyAudit: on.verifyAudit.handler(({ input, context }) =>
    verifyAudit(context.session(), input),
  ),
}

export const peopleRoutes = (limits: RateLimits) => ({
  ...openRoutes(limits),
  ...ownRoutes(limits),
  ...companyRoutes,
})
