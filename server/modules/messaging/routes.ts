import { implement } from '@orpc/server'
import { messagingContract } from '#core/messaging/api.ts'
import type { Context } from '#platform/context.ts'
import type { RateLimits } from '#platform/rate-limit.ts'
import { chooseAccount } from './accounts/choose.ts'
import { listAccounts } from './accounts/list.ts'
import { removeAccount } from './accounts/remove.ts'
import { saveAccount } from './accounts/save.ts'
import { testAccount } from './accounts/test-account.ts'
import { tryAccount } from './accounts/try.ts'
import {
  listChannelTemplates,
  listProposals,
  meanTemplate,
  proposeTemplate,
  removeChannelTemplate,
  saveChannelTemplate,
  submitTemplate,
  syncTemplates,
} from './channel-templates/manage.ts'
import { uploadSample } from './channel-templates/samples.ts'
import { listConsents, saveConsent } from './consents.ts'
import { beginGrant, endGrant, finishGrant } from './grants/agree.ts'
import { listMessages, resendMessage, resolveUnknown, setAside, showMessage } from './messages.ts'
import { listTemplates, previewTemplate, resetTemplate, saveTemplate } from './templates.ts'
import { logTalk } from './threads/log-talk.ts'
import { liftUnreachable, listUnreachable } from './unreachable/manage.ts'

const on = implement(messagingContract).$context<Context>()

/** The templates that a vendor reviews. */
const templateRoutes = {
  channelTemplates: on.channelTemplates.handler(({ input, context }) =>
    listChannelTemplates(context.session(), input),
  ),
  templateProposals: on.templateProposals.handler(({ input, context }) =>
    listProposals(context.session(), input),
  ),
  proposeTemplate: on.proposeTemplate.handler(({ input, context }) =>
    proposeTemplate(context.session(), input),
  ),
  uploadSample: on.uploadSample.handler(({ input, context }) =>
    uploadSample(context.session(), input),
  ),
  saveChannelTemplate: on.saveChannelTemplate.handler(({ input, context }) =>
    saveChannelTemplate(context.session(), input),
  ),
  meanTemplate: on.meanTemplate.handler(({ input, context }) =>
    meanTemplate(context.session(), input),
  ),
  submitTemplate: on.submitTemplate.handler(({ input, context }) =>
    submitTemplate(context.session(), input),
  ),
  removeChannelTemplate: on.removeChannelTemplate.handler(({ input, context }) =>
    removeChannelTemplate(context.session(), input),
  ),
  syncTemplates: on.syncTemplates.handler(({ input, context }) =>
    syncTemplates(context.session(), input),
  ),
}

export const messagingRoutes = (limits: RateLimits) => ({
  messages: on.messages.handler(({ input, context }) => listMessages(context.session(), input)),
  message: on.message.handler(({ input, context }) => showMessage(context.session(), input)),
  resend: on.resend.handler(({ input, context }) => resendMessage(context.session(), input)),
  setAside: on.setAside.handler(({ input, context }) => setAside(context.session(), input)),
  resolveUnknown: on.resolveUnknown.handler(({ input, context }) =>
    resolveUnknown(context.session(), input),
  ),
  accounts: on.accounts.handler(({ input, context }) => listAccounts(context.session(), input)),
  saveAccount: on.saveAccount.handler(({ input, context }) =>
    saveAccount(context.session(), input),
  ),
  chooseAccount: on.chooseAccount.handler(({ input, context }) =>
    chooseAccount(context.session(), input),
  ),
  removeAccount: on.removeAccount.handler(({ input, context }) =>
    removeAccount(context.session(), input),
  ),
  testAccount: on.testAccount.handler(async ({ input, context }) => {
    const session = context.session()
    // Each test opens a connection to a host of the caller's choice.
    await limits.sensitive(`account-test:${session.companyId}`)
    return testAccount(session, input)
  }),
  tryAccount: on.tryAccount.handler(({ input, context }) => tryAccount(context.session(), input)),
  beginGrant: on.beginGrant.handler(({ input, context }) => beginGrant(context.session(), input)),
  finishGrant: on.finishGrant.handler(async ({ input, context }) => {
    const session = context.session()
    await limits.sensitive(`mail-grant:${session.companyId}`)
    return finishGrant(session, input)
  }),
  endGrant: on.endGrant.handler(({ input, context }) => endGrant(context.session(), input)),
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
  ...templateRoutes,
  log: on.log.handler(({ input, context }) => logTalk(context.session(), input)),
  consents: on.consents.handler(({ input, context }) => listConsents(context.session(), input)),
  saveConsent: on.saveConsent.handler(({ input, context }) =>
    saveConsent(context.session(), input),
  ),
  unreachable: on.unreachable.handler(({ input, context }) =>
    listUnreachable(context.session(), input),
  ),
  liftUnreachable: on.liftUnreachable.handler(({ input, context }) =>
    liftUnreachable(context.session(), input),
  ),
})
