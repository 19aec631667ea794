import { implement } from '@orpc/server'
import { agencyContract } from '#core/collections/agency-api.ts'
import { agencyDeskContract } from '#core/collections/agency-desk-api.ts'
import { evidenceContract } from '#core/collections/evidence-api.ts'
import type { Context } from '#platform/context.ts'
import * as agencies from './agencies.ts'
import * as desk from './agency-desk.ts'
import * as commission from './commission.ts'
import * as confirm from './confirm.ts'
import * as evidence from './evidence/evidence.ts'
import * as papers from './evidence/papers.ts'
import * as exchange from './exchange.ts'
import { referralGround } from './ground.ts'
import * as refer from './refer.ts'
import { listReferrals, showReferral } from './referrals.ts'
import { remit } from './remit.ts'
import { addUpdate, reportPayment } from './report.ts'
import * as transfers from './transfers.ts'

const on = implement({
  ...agencyContract,
  ...agencyDeskContract,
  ...evidenceContract,
}).$context<Context>()

const houseRoutes = {
  agencies: on.agencies.handler(({ input, context }) =>
    agencies.listAgencies(context.session(), input),
  ),
  agency: on.agency.handler(({ input, context }) => agencies.showAgency(context.session(), input)),
  saveAgency: on.saveAgency.handler(({ input, context }) =>
    agencies.saveAgency(context.session(), input),
  ),
  agencySettings: on.agencySettings.handler(({ input, context }) =>
    agencies.showAgencySettings(context.session(), input),
  ),
  saveAgencySettings: on.saveAgencySettings.handler(({ input, context }) =>
    agencies.saveAgencySettings(context.session(), input),
  ),
  referralGround: on.referralGround.handler(({ input, context }) =>
    referralGround(context.session(), input),
  ),
  referrals: on.referrals.handler(({ input, context }) => listReferrals(context.session(), input)),
  referral: on.referral.handler(({ input, context }) => showReferral(context.session(), input)),
  refer: on.refer.handler(({ input, context }) => refer.refer(context.session(), input)),
  approveReferral: on.approveReferral.handler(({ input, context }) =>
    refer.approveReferral(context.session(), input),
  ),
  recallReferral: on.recallReferral.handler(({ input, context }) =>
    refer.recallReferral(context.session(), input),
  ),
  closeReferral: on.closeReferral.handler(({ input, context }) =>
    refer.closeReferral(context.session(), input),
  ),
}

const moneyRoutes = {
  agencyPayments: on.agencyPayments.handler(({ input, context }) =>
    confirm.listAgencyPayments(context.session(), input),
  ),
  agencyPaymentFile: on.agencyPaymentFile.handler(({ input, context }) =>
    confirm.agencyPaymentFile(context.session(), input),
  ),
  confirmAgencyPayment: on.confirmAgencyPayment.handler(({ input, context }) =>
    confirm.confirmAgencyPayment(context.session(), input),
  ),
  refuseAgencyPayment: on.refuseAgencyPayment.handler(({ input, context }) =>
    confirm.refuseAgencyPayment(context.session(), input),
  ),
  remit: on.remit.handler(({ input, context }) => remit(context.session(), input)),
  agencyTransfers: on.agencyTransfers.handler(({ input, context }) =>
    transfers.listTransfers(context.session(), input),
  ),
  transferAgency: on.transferAgency.handler(({ input, context }) =>
    transfers.transferAgency(context.session(), input),
  ),
  undoAgencyTransfer: on.undoAgencyTransfer.handler(({ input, context }) =>
    transfers.undoAgencyTransfer(context.session(), input),
  ),
  commission: on.commission.handler(({ input, context }) =>
    commission.showCommission(context.session(), input),
  ),
  commissionFile: on.commissionFile.handler(({ input, context }) =>
    commission.commissionFile(context.session(), input),
  ),
  exportDebts: on.exportDebts.handler(({ input, context }) =>
    exchange.exportDebts(context.session(), input),
  ),
  importUpdates: on.importUpdates.handler(({ input, context }) =>
    exchange.importUpdates(context.session(), input),
  ),
}

/** For whoever signs in for an agency. */
const agencyDeskRoutes = {
  agencyDebts: on.agencyDebts.handler(({ input, context }) =>
    desk.listAgencyDebts(context.session(), input),
  ),
  agencyDebt: on.agencyDebt.handler(({ input, context }) =>
    desk.showAgencyDebt(context.session(), input),
  ),
  agencyInvoice: on.agencyInvoice.handler(({ input, context }) =>
    desk.agencyInvoice(context.session(), input),
  ),
  addAgencyUpdate: on.addAgencyUpdate.handler(async ({ input, context }) => {
    await addUpdate(context.session(), input)
    return desk.agencyDebtNow(context.session(), input.id)
  }),
  reportAgencyPayment: on.reportAgencyPayment.handler(async ({ input, context }) => {
    await reportPayment(context.session(), input)
    return desk.agencyDebtNow(context.session(), input.id)
  }),
  ownCommission: on.ownCommission.handler(({ input, context }) =>
    commission.showOwnCommission(context.session(), input),
  ),
  ownCommissionFile: on.ownCommissionFile.handler(({ input, context }) =>
    commission.ownCommissionFile(context.session(), input),
  ),
  exportOwnDebts: on.exportOwnDebts.handler(({ input, context }) =>
    exchange.exportOwnDebts(context.session(), input),
  ),
  importOwnUpdates: on.importOwnUpdates.handler(({ input, context }) =>
    exchange.importOwnUpdates(context.session(), input),
  ),
  agencyEvidence: on.agencyEvidence.handler(({ input, context }) =>
    evidence.agencyEvidence(context.session(), input),
  ),
}

const evidenceRoutes = {
  evidence: on.evidence.handler(({ input, context }) =>
    evidence.showEvidence(context.session(), input),
  ),
  makeEvidence: on.makeEvidence.handler(({ input, context }) =>
    evidence.makeEvidence(context.session(), input),
  ),
  evidenceLink: on.evidenceLink.handler(({ input, context }) =>
    evidence.evidenceLink(context.session(), input),
  ),
  addPaper: on.addPaper.handler(({ input, context }) => papers.addPaper(context.session(), input)),
  removePaper: on.removePaper.handler(({ input, context }) =>
    papers.removePaper(context.session(), input),
  ),
}

/** The agencies' part of the routes of collections. */
export const agencyRoutes = {
  ...houseRoutes,
  ...moneyRoutes,
  ...agencyDeskRoutes,
  ...evidenceRoutes,
}
