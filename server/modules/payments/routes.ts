import { implement } from '@orpc/server'
import { paymentsContract } from '#core/payments/api.ts'
import type { Context } from '#platform/context.ts'
import type { RateLimits } from '#platform/rate-limit.ts'
import { allocatePayment, unallocatePayment } from './allocate-payment.ts'
import * as bankAccounts from './bank/accounts.ts'
import { bookExpense } from './bank/expense.ts'
import { listLines, showLine } from './bank/lines.ts'
import { linkEntry } from './bank/link-entry.ts'
import { listStatements } from './bank/list-statements.ts'
import { matchLine, matchSure } from './bank/match-line.ts'
import { removeStatement } from './bank/remove-statement.ts'
import { listRules, removeRule } from './bank/rules.ts'
import { previewBank, takeStatement } from './bank/take-statement.ts'
import { ignoreLines, undoLine } from './bank/undo-line.ts'
import { exportDeposits } from './deposits/export.ts'
import { downloadDeposit } from './deposits/paper.ts'
import { payDeposit } from './deposits/pay.ts'
import { listDeposits, showDeposit } from './deposits/queries.ts'
import { cancelDeposit, requestDeposit } from './deposits/request.ts'
import { applyDeposit, refundDeposit } from './deposits/security.ts'
import { undoDeposit } from './deposits/undo-step.ts'
import { showEarlyDiscount } from './early/queries.ts'
import { exportPayments } from './export-payments.ts'
import { moveInstrument } from './instruments/move.ts'
import { listInstruments, showInstrument, showWeeks } from './instruments/queries.ts'
import { mendInstrument, takeInstrument } from './instruments/take.ts'
import { confirmNotice, linkNotice, refuseNotice, withdrawNotice } from './notices/decide-notice.ts'
import { listNotices, showNotice } from './notices/list-notices.ts'
import { openNotice, sayTransferred } from './notices/open-notice.ts'
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
import { listPlans, previewPlan, savePlan, switchPlan } from './statements/plans.ts'
import { listRuns, showRun } from './statements/register.ts'

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

const statementPlanRoutes = {
  statementPlans: on.statementPlans.handler(({ input, context }) =>
    listPlans(context.session(), input),
  ),
  saveStatementPlan: on.saveStatementPlan.handler(({ input, context }) =>
    savePlan(context.session(), input),
  ),
  switchStatementPlan: on.switchStatementPlan.handler(({ input, context }) =>
    switchPlan(context.session(), input),
  ),
  previewStatementPlan: on.previewStatementPlan.handler(({ input, context }) =>
    previewPlan(context.session(), input),
  ),
  statementRuns: on.statementRuns.handler(({ input, context }) =>
    listRuns(context.session(), input),
  ),
  statementRun: on.statementRun.handler(({ input, context }) => showRun(context.session(), input)),
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

const earlyRoutes = {
  earlyDiscount: on.earlyDiscount.handler(({ input, context }) =>
    showEarlyDiscount(context.session(), input),
  ),
}

const noticeRoutes = {
  openNotice: on.openNotice.handler(({ input, context }) => openNotice(context.session(), input)),
  notices: on.notices.handler(({ input, context }) => listNotices(context.session(), input)),
  notice: on.notice.handler(({ input, context }) => showNotice(context.session(), input)),
  confirmNotice: on.confirmNotice.handler(({ input, context }) =>
    confirmNotice(context.session(), input),
  ),
  linkNotice: on.linkNotice.handler(({ input, context }) => linkNotice(context.session(), input)),
  refuseNotice: on.refuseNotice.handler(({ input, context }) =>
    refuseNotice(context.session(), input),
  ),
  withdrawNotice: on.withdrawNotice.handler(({ input, context }) =>
    withdrawNotice(context.session(), input),
  ),
}

const bankRoutes = {
  bankAccounts: on.bankAccounts.handler(({ input, context }) =>
    bankAccounts.listAccounts(context.session(), input),
  ),
  saveBankAccount: on.saveBankAccount.handler(({ input, context }) =>
    bankAccounts.saveAccount(context.session(), input),
  ),
  bankStatements: on.bankStatements.handler(({ input, context }) =>
    listStatements(context.session(), input),
  ),
  previewBank: on.previewBank.handler(({ input, context }) =>
    previewBank(context.session(), input),
  ),
  takeStatement: on.takeStatement.handler(({ input, context }) =>
    takeStatement(context.session(), input),
  ),
  removeStatement: on.removeStatement.handler(({ input, context }) =>
    removeStatement(context.session(), input),
  ),
  bankLines: on.bankLines.handler(({ input, context }) => listLines(context.session(), input)),
  bankLine: on.bankLine.handler(({ input, context }) => showLine(context.session(), input)),
  matchLine: on.matchLine.handler(({ input, context }) => matchLine(context.session(), input)),
  matchSure: on.matchSure.handler(({ input, context }) => matchSure(context.session(), input)),
  ignoreLines: on.ignoreLines.handler(({ input, context }) =>
    ignoreLines(context.session(), input),
  ),
  bookExpense: on.bookExpense.handler(({ input, context }) =>
    bookExpense(context.session(), input),
  ),
  linkEntry: on.linkEntry.handler(({ input, context }) => linkEntry(context.session(), input)),
  undoLine: on.undoLine.handler(({ input, context }) => undoLine(context.session(), input)),
  bankRules: on.bankRules.handler(({ input, context }) => listRules(context.session(), input)),
  removeBankRule: on.removeBankRule.handler(({ input, context }) =>
    removeRule(context.session(), input),
  ),
}

const instrumentRoutes = {
  takeInstrument: on.takeInstrument.handler(({ input, context }) =>
    takeInstrument(context.session(), input),
  ),
  instruments: on.instruments.handler(({ input, context }) =>
    listInstruments(context.session(), input),
  ),
  instrumentWeeks: on.instrumentWeeks.handler(({ input, context }) =>
    showWeeks(context.session(), input),
  ),
  instrument: on.instrument.handler(({ input, context }) =>
    showInstrument(context.session(), input),
  ),
  mendInstrument: on.mendInstrument.handler(({ input, context }) =>
    mendInstrument(context.session(), input),
  ),
  moveInstrument: on.moveInstrument.handler(({ input, context }) =>
    moveInstrument(context.session(), input),
  ),
}

const depositRoutes = {
  requestDeposit: on.requestDeposit.handler(({ input, context }) =>
    requestDeposit(context.session(), input),
  ),
  deposits: on.deposits.handler(({ input, context }) => listDeposits(context.session(), input)),
  exportDeposits: on.exportDeposits.handler(({ input, context }) =>
    exportDeposits(context.session(), input),
  ),
  deposit: on.deposit.handler(({ input, context }) => showDeposit(context.session(), input)),
  depositPaper: on.depositPaper.handler(({ input, context }) =>
    downloadDeposit(context.session(), input),
  ),
  payDeposit: on.payDeposit.handler(({ input, context }) => payDeposit(context.session(), input)),
  refundDeposit: on.refundDeposit.handler(({ input, context }) =>
    refundDeposit(context.session(), input),
  ),
  applyDeposit: on.applyDeposit.handler(({ input, context }) =>
    applyDeposit(context.session(), input),
  ),
  undoDeposit: on.undoDeposit.handler(({ input, context }) =>
    undoDeposit(context.session(), input),
  ),
  cancelDeposit: on.cancelDeposit.handler(({ input, context }) =>
    cancelDeposit(context.session(), input),
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
  sayTransferred: on.sayTransferred.handler(async ({ input, context }) => {
    await limits.sensitive(`notice:${input.token}`)
    return sayTransferred(context, input)
  }),
})

export const paymentsRoutes = (limits: RateLimits) => ({
  ...ownRoutes,
  ...statementRoutes,
  ...statementPlanRoutes,
  ...linkRoutes,
  ...gatewayRoutes,
  ...earlyRoutes,
  ...noticeRoutes,
  ...bankRoutes,
  ...instrumentRoutes,
  ...depositRoutes,
  ...publicRoutes(limits),
})
