import { implement } from '@orpc/server'
import { paymentsContract } from '#core/payments/api.ts'
import type { Context } from '#platform/context.ts'
import type { RateLimits } from '#platform/rate-limit.ts'
import { allocatePayment, unallocatePayment } from './allocate-payment.ts'
import { exportPayments } from './export-payments.ts'
import * as accounts from './online/accounts.ts'
import { startAttempt } from './online/attempts.ts'
import * as links from './online/links.ts'
import { checkPublicAttempt, publicReceipt } from './online/pay-attempt.ts'
import { enter, showPayPage, viewed } from './online/pay-page.ts'
import { listAttempts } from './online/pending.ts'
import { listPayable } from './payable.ts'
import { listPayments, showPayment } from './queries.ts'
import { downloadReceipt } from './receipt.ts'
import { previewReceipt, sendReceipt } from './receipt-mail.ts'
import { recordPayment } from './record-payment.ts'
import { refundPayment } from './refund-payment.ts'
import { reversePayment } from './reverse-payment.ts'
import { previewStatement, sendStatement } from './send-statement.ts'
import { saveSettings, showSettings } from './settings.ts'

const on = implement(paymentsContract).$context<Context>()

const ownRoutes = {
  record: on.record.handler(({ input, context }) => recordPayment(context.session(), input)),
  list: on.list.handler(({ input, context }) => listPayments(context.session(), input)),
  exportList: on.exportList.handler(({ input, context }) =>
    exportPayments(context.session(), input),
  ),
  payable: on.payable.handler(({ input, context }) => listPayable(context.session(), input)),
  settings: on.settings.handler(({ input, context }) => showSettings(context.session(), input)),
  saveSettings: on.saveSettings.handler(({ input, context }) =>
    saveSettings(context.session(), input),
  ),
  show: on.show.handler(({ input, context }) => showPayment(context.session(), input)),
  allocate: on.allocate.handler(({ input, context }) => allocatePayment(context.session(), input)),
  unallocate: on.unallocate.handler(({ input, context }) =>
    unallocatePayment(context.session(), input),
  ),
  reverse: on.reverse.handler(({ input, context }) => reversePayment(context.session(), input)),
  refund: on.refund.handler(({ input, context }) => refundPayment(context.session(), input)),
  receipt: on.receipt.handler(({ input, context }) => downloadReceipt(context.session(), input)),
  sendReceipt: on.sendReceipt.handler(({ input, context }) =>
    sendReceipt(context.session(), input),
  ),
}

const statementRoutes = {
  previewStatement: on.previewStatement.handler(({ input, context }) =>
    previewStatement(context.session(), input),
  ),
  sendStatement: on.sendStatement.handler(({ input, context }) =>
    sendStatement(context.session(), input),
  ),
}

const linkRoutes = {
  links: on.links.handler(({ input, context }) => links.listLinks(context.session(), input)),
  createLink: on.createLink.handler(({ input, context }) =>
    links.createLink(context.session(), input),
  ),
  previewReceipt: on.previewReceipt.handler(({ input, context }) =>
    previewReceipt(context.session(), input),
  ),
  previewLink: on.previewLink.handler(({ input, context }) =>
    links.previewLink(context.session(), input),
  ),
  sendLink: on.sendLink.handler(({ input, context }) => links.sendLink(context.session(), input)),
  revokeLink: on.revokeLink.handler(({ input, context }) =>
    links.revokeLink(context.session(), input),
  ),
  attempts: on.attempts.handler(({ input, context }) => listAttempts(context.session(), input)),
}

const gatewayRoutes = {
  gateways: on.gateways.handler(({ input, context }) =>
    accounts.listAccounts(context.session(), input),
  ),
  saveGateway: on.saveGateway.handler(({ input, context }) =>
    accounts.saveAccount(context.session(), input),
  ),
  tryGateway: on.tryGateway.handler(({ input, context }) =>
    accounts.tryGateway(context.session(), input),
  ),
  checkGateway: on.checkGateway.handler(({ input, context }) =>
    accounts.checkAccount(context.session(), input),
  ),
  stopGateway: on.stopGateway.handler(({ input, context }) =>
    accounts.stopAccount(context.session(), input),
  ),
}

/** For whoever holds a pay link; a token that is guessed at is braked by the guesser's address. */
const publicRoutes = (limits: RateLimits) => ({
  payPage: on.payPage.handler(({ input, context }) => showPayPage(context, input.token)),
  viewed: on.viewed.handler(({ input, context }) => viewed(context, input.token)),
  startAttempt: on.startAttempt.handler(async ({ input, context }) => {
    await limits.sensitive(`pay:${input.token}`)
    const { session, link } = await enter(context.house, input.token)
    return startAttempt(session, link, input)
  }),
  checkAttempt: on.checkAttempt.handler(({ input, context }) =>
    checkPublicAttempt(context.house, input),
  ),
  payReceipt: on.payReceipt.handler(({ input, context }) => publicReceipt(context.house, input)),
})

export const paymentsRoutes = (limits: RateLimits) => ({
  ...ownRoutes,
  ...statementRoutes,
  ...linkRoutes,
  ...gatewayRoutes,
  ...publicRoutes(limits),
})
