import { implement } from '@orpc/server'
import { creditContract } from '#core/credit/api.ts'
import type { Context } from '#platform/context.ts'
import type { RateLimits } from '#platform/rate-limit.ts'
import {
  applyForCredit,
  changeApplication,
  showApplication,
  withdrawApplication,
} from './applications.ts'
import { attachDocument, removeDocument } from './documents.ts'
import { applyOnForm, attachOnForm, showFormPage } from './form-page.ts'
import { listForms, makeForm, revokeForm } from './forms.ts'
import {
  approveApplication,
  grantCredit,
  holdCredit,
  refuseApplication,
  releaseCredit,
} from './grant.ts'
import { exportCredit, listCredit } from './list.ts'
import { changeSettings, showSettings } from './settings.ts'
import { checkCredit, showCredit } from './standing.ts'

const on = implement(creditContract).$context<Context>()

/** For whoever holds the link of a form; what is sent again and again is braked. */
const formRoutes = (limits: RateLimits) => ({
  formPage: on.formPage.handler(({ input, context }) => showFormPage(context.house, input.token)),
  applyOnForm: on.applyOnForm.handler(async ({ input, context }) => {
    await limits.sensitive(`credit-form:${input.token}`)
    return applyOnForm(context.house, input)
  }),
  attachOnForm: on.attachOnForm.handler(async ({ input, context }) => {
    await limits.sensitive(`credit-paper:${input.token}`)
    return attachOnForm(context.house, input)
  }),
})

/** Table of contents: contract → use case. */
export const creditRoutes = (limits: RateLimits) => ({
  list: on.list.handler(({ input, context }) => listCredit(context.session(), input)),
  exportList: on.exportList.handler(({ input, context }) => exportCredit(context.session(), input)),
  show: on.show.handler(({ input, context }) => showCredit(context.session(), input)),
  check: on.check.handler(({ input, context }) => checkCredit(context.session(), input)),
  grant: on.grant.handler(({ input, context }) => grantCredit(context.session(), input)),
  hold: on.hold.handler(({ input, context }) => holdCredit(context.session(), input)),
  release: on.release.handler(({ input, context }) => releaseCredit(context.session(), input)),
  settings: on.settings.handler(({ input, context }) => showSettings(context.session(), input)),
  changeSettings: on.changeSettings.handler(({ input, context }) =>
    changeSettings(context.session(), input),
  ),
  apply: on.apply.handler(({ input, context }) => applyForCredit(context.session(), input)),
  application: on.application.handler(({ input, context }) =>
    showApplication(context.session(), input),
  ),
  changeApplication: on.changeApplication.handler(({ input, context }) =>
    changeApplication(context.session(), input),
  ),
  attachDocument: on.attachDocument.handler(({ input, context }) =>
    attachDocument(context.session(), input),
  ),
  removeDocument: on.removeDocument.handler(({ input, context }) =>
    removeDocument(context.session(), input),
  ),
  approveApplication: on.approveApplication.handler(({ input, context }) =>
    approveApplication(context.session(), input),
  ),
  refuseApplication: on.refuseApplication.handler(({ input, context }) =>
    refuseApplication(context.session(), input),
  ),
  withdrawApplication: on.withdrawApplication.handler(({ input, context }) =>
    withdrawApplication(context.session(), input),
  ),
  forms: on.forms.handler(({ input, context }) => listForms(context.session(), input)),
  makeForm: on.makeForm.handler(({ input, context }) => makeForm(context.session(), input)),
  revokeForm: on.revokeForm.handler(({ input, context }) => revokeForm(context.session(), input)),
  ...formRoutes(limits),
})
