import { implement } from '@orpc/server'
import { badDebtContract } from '#core/collections/bad-debt-api.ts'
import { settlementContract } from '#core/collections/settlement-api.ts'
import type { Context } from '#platform/context.ts'
import type { RateLimits } from '#platform/rate-limit.ts'
import * as answer from './answer.ts'
import { badDebtsFile, listBadDebts } from './bad-debts.ts'
import { previewConcession, sendConcession } from './letter.ts'
import { changeConcessionLimits, showConcessionLimits } from './limits.ts'
import { acceptOnPage, declineOnPage, showPageSettlement } from './page.ts'
import { approveConcession, proposeConcession } from './propose.ts'
import { concessionGround, listConcessions, showConcession } from './queries.ts'
import { letSmallGo, listSmallBalances } from './small.ts'

const on = implement({ ...settlementContract, ...badDebtContract }).$context<Context>()

/** What the company goes without; a pay link that agrees again and again is braked. */
export const settlementRoutes = (limits: RateLimits) => ({
  concessions: on.concessions.handler(({ input, context }) =>
    listConcessions(context.session(), input),
  ),
  concession: on.concession.handler(({ input, context }) =>
    showConcession(context.session(), input),
  ),
  concessionGround: on.concessionGround.handler(({ input, context }) =>
    concessionGround(context.session(), input),
  ),
  proposeConcession: on.proposeConcession.handler(({ input, context }) =>
    proposeConcession(context.session(), input),
  ),
  approveConcession: on.approveConcession.handler(({ input, context }) =>
    approveConcession(context.session(), input),
  ),
  refuseConcession: on.refuseConcession.handler(({ input, context }) =>
    answer.refuseConcession(context.session(), input),
  ),
  withdrawConcession: on.withdrawConcession.handler(({ input, context }) =>
    answer.withdrawConcession(context.session(), input),
  ),
  sendConcession: on.sendConcession.handler(({ input, context }) =>
    sendConcession(context.session(), input),
  ),
  previewConcession: on.previewConcession.handler(({ input, context }) =>
    previewConcession(context.session(), input),
  ),
  acceptConcession: on.acceptConcession.handler(({ input, context }) =>
    answer.acceptConcession(context.session(), input),
  ),
  reverseConcession: on.reverseConcession.handler(({ input, context }) =>
    answer.reverseConcession(context.session(), input),
  ),
  recoverBadDebt: on.recoverBadDebt.handler(({ input, context }) =>
    answer.recoverBadDebt(context.session(), input),
  ),
  concessionLimits: on.concessionLimits.handler(({ input, context }) =>
    showConcessionLimits(context.session(), input),
  ),
  changeConcessionLimits: on.changeConcessionLimits.handler(({ input, context }) =>
    changeConcessionLimits(context.session(), input),
  ),
  smallBalances: on.smallBalances.handler(({ input, context }) =>
    listSmallBalances(context.session(), input),
  ),
  letSmallGo: on.letSmallGo.handler(({ input, context }) => letSmallGo(context.session(), input)),
  badDebts: on.badDebts.handler(({ input, context }) => listBadDebts(context.session(), input)),
  badDebtsFile: on.badDebtsFile.handler(({ input, context }) =>
    badDebtsFile(context.session(), input),
  ),
  pageSettlement: on.pageSettlement.handler(({ input, context }) =>
    showPageSettlement(context.house, input.token),
  ),
  acceptOnPage: on.acceptOnPage.handler(async ({ input, context }) => {
    await limits.sensitive(`settlement:${input.token}`)
    return acceptOnPage(context.house, input)
  }),
  declineOnPage: on.declineOnPage.handler(async ({ input, context }) => {
    await limits.sensitive(`settlement:${input.token}`)
    return declineOnPage(context.house, input)
  }),
})
