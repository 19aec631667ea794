import { implement } from '@orpc/server'
import { disputeContract } from '#core/collections/dispute-api.ts'
import type { Context } from '#platform/context.ts'
import type { RateLimits } from '#platform/rate-limit.ts'
import { openDispute } from '../disputes.ts'
import { awaitCustomer, closeDispute, giveDispute, resumeDispute } from './answer.ts'
import { disputeGround, listDisputes, showDispute } from './queries.ts'
import { changeDisputeRules, showDisputeRules } from './rules.ts'
import { addDisputeWord, disputeOnPage, showPageDisputes } from './say.ts'

const on = implement(disputeContract).$context<Context>()

/** Objections; those that a pay link raises again and again are braked. */
export const disputeRoutes = (limits: RateLimits) => ({
  disputes: on.disputes.handler(({ input, context }) => listDisputes(context.session(), input)),
  dispute: on.dispute.handler(({ input, context }) => showDispute(context.session(), input)),
  disputeGround: on.disputeGround.handler(({ input, context }) =>
    disputeGround(context.session(), input),
  ),
  openDispute: on.openDispute.handler(({ input, context }) =>
    openDispute(context.session(), input),
  ),
  closeDispute: on.closeDispute.handler(({ input, context }) =>
    closeDispute(context.session(), input),
  ),
  awaitCustomer: on.awaitCustomer.handler(({ input, context }) =>
    awaitCustomer(context.session(), input),
  ),
  resumeDispute: on.resumeDispute.handler(({ input, context }) =>
    resumeDispute(context.session(), input),
  ),
  giveDispute: on.giveDispute.handler(({ input, context }) =>
    giveDispute(context.session(), input),
  ),
  addDisputeWord: on.addDisputeWord.handler(({ input, context }) =>
    addDisputeWord(context.session(), input),
  ),
  disputeRules: on.disputeRules.handler(({ input, context }) =>
    showDisputeRules(context.session(), input),
  ),
  changeDisputeRules: on.changeDisputeRules.handler(({ input, context }) =>
    changeDisputeRules(context.session(), input),
  ),
  pageDisputes: on.pageDisputes.handler(({ input, context }) =>
    showPageDisputes(context.house, input.token),
  ),
  disputeOnPage: on.disputeOnPage.handler(async ({ input, context }) => {
    await limits.sensitive(`dispute:${input.token}`)
    return disputeOnPage(context.house, input)
  }),
})
