import { implement } from '@orpc/server'
import { messagingContract } from '#core/messaging/api.ts'
import type { Context } from '#platform/context.ts'
import type { RateLimits } from '#platform/rate-limit.ts'
import * as accounts from './accounts.ts'
import { listConsents, saveConsent } from './consents.ts'
import { listMessages, resendMessage, resolveUnknown, showMessage } from './messages.ts'
import { listTemplates, previewTemplate, resetTemplate, saveTemplate } from './templates.ts'

const on = implement(messagingContract).$context<Context>()

export const messagingRoutes = (limits: RateLimits) => ({
  messages: on.messages.handler(({ input, context }) => listMessages(context.session(), input)),
  message: on.message.handler(({ input, context }) => showMessage(context.session(), input)),
  resend: on.resend.handler(({ input, context }) => resendMessage(context.session(), input)),
  resolveUnknown: on.resolveUnknown.handler(({ input, context }) =>
    resolveUnknown(context.session(), input),
  ),
  accounts: on.accounts.handler(({ input, context }) =>
    accounts.listAccounts(context.session(), input),
  ),
  saveAccount: on.saveAccount.handler(({ input, context }) =>
    accounts.saveAccount(context.session(), input),
  ),
  chooseAccount: on.chooseAccount.handler(({ input, context }) =>
    accounts.chooseAccount(context.session(), input),
  ),
  removeAccount: on.removeAccount.handler(({ input, context }) =>
    accounts.removeAccount(context.session(), input),
  ),
  testAccount: on.testAccount.handler(async ({ input, context }) => {
    const session = context.session()
    // Each test opens a connection to a host of the caller's choice.
    await limits.sensitive(`mail-test:${session.companyId}`)
    return accounts.testAccount(session, input)
  }),
  templates: on.templates.handler(({ input, context }) => listTemplates(context.session(), input)),
  saveTemplate: on.saveTemplate.handler(({ input, context }) =>
    saveTemplate(context.session(), input),
  ),
  resetTemplate: on.resetTemplate.handler(({ input, context }) =>
    resetTemplate(context.session(), input),
  ),
  previewTemplate: on.previewTemplate.handler(({ input, context }) =>
    previewTemplate(context.session(), input),
  ),
  consents: on.consents.handler(({ input, context }) => listConsents(context.session(), input)),
  saveConsent: on.saveConsent.handler(({ input, context }) =>
    saveConsent(context.session(), input),
  ),
})
