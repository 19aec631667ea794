import { implement } from '@orpc/server'
import { planContract } from '#core/collections/plan-api.ts'
import type { Context } from '#platform/context.ts'
import type { RateLimits } from '#platform/rate-limit.ts'
import { acceptPlan, cancelPlan } from './answer.ts'
import { previewPlan, sendPlan } from './letter.ts'
import { acceptPlanOnPage, declinePlanOnPage, showPagePlan } from './page.ts'
import { downloadPlan } from './print.ts'
import { proposePlan } from './propose.ts'
import { listPlans, planGround, showPlan } from './queries.ts'
import { changePlanSettings, showPlanSettings } from './settings.ts'

const on = implement(planContract).$context<Context>()

/** For whoever holds a pay link; answers that are given again and again are braked. */
const publicRoutes = (limits: RateLimits) => ({
  pagePlan: on.pagePlan.handler(({ input, context }) => showPagePlan(context.house, input.token)),
  acceptPlanOnPage: on.acceptPlanOnPage.handler(async ({ input, context }) => {
    await limits.sensitive(`plan:${input.token}`)
    return acceptPlanOnPage(context, input)
  }),
  declinePlanOnPage: on.declinePlanOnPage.handler(async ({ input, context }) => {
    await limits.sensitive(`plan:${input.token}`)
    return declinePlanOnPage(context.house, input)
  }),
})

export const planRoutes = (limits: RateLimits) => ({
  paymentPlans: on.paymentPlans.handler(({ input, context }) =>
    listPlans(context.session(), input),
  ),
  paymentPlan: on.paymentPlan.handler(({ input, context }) => showPlan(context.session(), input)),
  paymentPlanGround: on.paymentPlanGround.handler(({ input, context }) =>
    planGround(context.session(), input),
  ),
  proposePaymentPlan: on.proposePaymentPlan.handler(({ input, context }) =>
    proposePlan(context.session(), input),
  ),
  acceptPaymentPlan: on.acceptPaymentPlan.handler(({ input, context }) =>
    acceptPlan(context.session(), input),
  ),
  cancelPaymentPlan: on.cancelPaymentPlan.handler(({ input, context }) =>
    cancelPlan(context.session(), input),
  ),
  sendPaymentPlan: on.sendPaymentPlan.handler(({ input, context }) =>
    sendPlan(context.session(), input),
  ),
  previewPaymentPlan: on.previewPaymentPlan.handler(({ input, context }) =>
    previewPlan(context.session(), input),
  ),
  printPaymentPlan: on.printPaymentPlan.handler(({ input, context }) =>
    downloadPlan(context.session(), input),
  ),
  paymentPlanSettings: on.paymentPlanSettings.handler(({ input, context }) =>
    showPlanSettings(context.session(), input),
  ),
  changePaymentPlanSettings: on.changePaymentPlanSettings.handler(({ input, context }) =>
    changePlanSettings(context.session(), input),
  ),
  ...publicRoutes(limits),
})
