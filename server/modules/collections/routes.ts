import { implement } from '@orpc/server'
import { collectionsContract } from '#core/collections/api.ts'
import type { Context } from '#platform/context.ts'
import type { RateLimits } from '#platform/rate-limit.ts'
import { agencyRoutes } from './agencies/routes.ts'
import { approveReminder, overrideReminder } from './approve.ts'
import { showChase } from './chase.ts'
import { chaseOfInvoices } from './chase-of-invoices.ts'
import { confirmationRoutes } from './confirmations/routes.ts'
import { contactRegisterRoutes } from './contact-register/routes.ts'
import { deskRoutes } from './desk/routes.ts'
import { disputeRoutes } from './disputes/routes.ts'
import { exportLatePayments, listLatePayments } from './late-periods.ts'
import { pauseMany } from './pause-many.ts'
import { pauseChase, resumeChase } from './pauses.ts'
import { planRoutes } from './payment-plans/routes.ts'
import { showPlan, showPlanDetail } from './plan.ts'
import { listPolicies, orderPolicies, removePolicy, savePolicy } from './policies.ts'
import { policyRoutes } from './policy-routes.ts'
import { promiseOnPage, showPagePromise } from './promise-page.ts'
import { listPromises, promiseGround, showKeepRate, showPromise } from './promise-queries.ts'
import { cancelPromise, makePromise } from './promises.ts'
import { listReminders, showReminder } from './reminders.ts'
import { changeSettings, showSettings, stopToday, switchReminders } from './settings.ts'
import { settlementRoutes } from './settlements/routes.ts'

const on = implement(collectionsContract).$context<Context>()

const chaseRoutes = {
  settings: on.settings.handler(({ input, context }) => showSettings(context.session(), input)),
  changeSettings: on.changeSettings.handler(({ input, context }) =>
    changeSettings(context.session(), input),
  ),
  switchReminders: on.switchReminders.handler(({ input, context }) =>
    switchReminders(context.session(), input),
  ),
  stopToday: on.stopToday.handler(({ input, context }) => stopToday(context.session(), input)),
  policies: on.policies.handler(({ input, context }) => listPolicies(context.session(), input)),
  savePolicy: on.savePolicy.handler(({ input, context }) => savePolicy(context.session(), input)),
  orderPolicies: on.orderPolicies.handler(({ input, context }) =>
    orderPolicies(context.session(), input),
  ),
  removePolicy: on.removePolicy.handler(({ input, context }) =>
    removePolicy(context.session(), input),
  ),
  plan: on.plan.handler(({ input, context }) => showPlan(context.session(), input)),
  planDetail: on.planDetail.handler(({ input, context }) =>
    showPlanDetail(context.session(), input),
  ),
  approve: on.approve.handler(({ input, context }) => approveReminder(context.session(), input)),
  override: on.override.handler(({ input, context }) => overrideReminder(context.session(), input)),
  reminders: on.reminders.handler(({ input, context }) => listReminders(context.session(), input)),
  reminder: on.reminder.handler(({ input, context }) => showReminder(context.session(), input)),
  chase: on.chase.handler(({ input, context }) => showChase(context.session(), input)),
  chaseOfInvoices: on.chaseOfInvoices.handler(({ input, context }) =>
    chaseOfInvoices(context.session(), input),
  ),
  pauseMany: on.pauseMany.handler(({ input, context }) => pauseMany(context.session(), input)),
  pause: on.pause.handler(({ input, context }) => pauseChase(context.session(), input)),
  resume: on.resume.handler(({ input, context }) => resumeChase(context.session(), input)),
  latePayments: on.latePayments.handler(({ input, context }) =>
    listLatePayments(context.session(), input),
  ),
  exportLatePayments: on.exportLatePayments.handler(({ input, context }) =>
    exportLatePayments(context.session(), input),
  ),
}

const promiseRoutes = {
  promises: on.promises.handler(({ input, context }) => listPromises(context.session(), input)),
  promise: on.promise.handler(({ input, context }) => showPromise(context.session(), input)),
  makePromise: on.makePromise.handler(({ input, context }) =>
    makePromise(context.session(), input),
  ),
  cancelPromise: on.cancelPromise.handler(({ input, context }) =>
    cancelPromise(context.session(), input),
  ),
  promiseGround: on.promiseGround.handler(({ input, context }) =>
    promiseGround(context.session(), input),
  ),
  keepRate: on.keepRate.handler(({ input, context }) => showKeepRate(context.session(), input)),
}

/** For whoever holds a pay link; words that are given again and again are braked. */
const publicRoutes = (limits: RateLimits) => ({
  pagePromise: on.pagePromise.handler(({ input, context }) =>
    showPagePromise(context.house, input.token),
  ),
  promiseOnPage: on.promiseOnPage.handler(async ({ input, context }) => {
    await limits.sensitive(`promise:${input.token}`)
    return promiseOnPage(context.house, input)
  }),
})

export const collectionsRoutes = (limits: RateLimits) => ({
  ...deskRoutes,
  ...agencyRoutes,
  ...chaseRoutes,
  ...promiseRoutes,
  ...disputeRoutes(limits),
  ...settlementRoutes(limits),
  ...publicRoutes(limits),
  ...planRoutes(limits),
  ...confirmationRoutes(limits),
  ...contactRegisterRoutes,
  ...policyRoutes,
})
