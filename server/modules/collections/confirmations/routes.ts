import { implement } from '@orpc/server'
import { confirmationContract } from '#core/collections/confirmation-api.ts'
import type { Context } from '#platform/context.ts'
import type { RateLimits } from '#platform/rate-limit.ts'
import { settleConfirmation, withdrawConfirmation } from './acts.ts'
import { previewConfirmation, sendConfirmation } from './letter.ts'
import { confirmOnPage, differOnPage, openConfirmation, showPageConfirmation } from './page.ts'
import { downloadLetter } from './print.ts'
import { listConfirmations, showConfirmation } from './queries.ts'
import { confirmationsFile, confirmationsPaper } from './register.ts'
import { requestConfirmations } from './request.ts'

const on = implement(confirmationContract).$context<Context>()

/** For whoever holds the letter's link; answers that are given again and again are braked. */
const publicRoutes = (limits: RateLimits) => ({
  pageConfirmation: on.pageConfirmation.handler(({ input, context }) =>
    showPageConfirmation(context.house, input.token),
  ),
  openConfirmation: on.openConfirmation.handler(({ input, context }) =>
    openConfirmation(context.house, input.token),
  ),
  confirmOnPage: on.confirmOnPage.handler(async ({ input, context }) => {
    await limits.sensitive(`confirm:${input.token}`)
    return confirmOnPage(context, input)
  }),
  differOnPage: on.differOnPage.handler(async ({ input, context }) => {
    await limits.sensitive(`confirm:${input.token}`)
    return differOnPage(context, input)
  }),
})

export const confirmationRoutes = (limits: RateLimits) => ({
  confirmations: on.confirmations.handler(({ input, context }) =>
    listConfirmations(context.session(), input),
  ),
  confirmationsFile: on.confirmationsFile.handler(({ input, context }) =>
    confirmationsFile(context.session(), input),
  ),
  confirmationsPaper: on.confirmationsPaper.handler(({ input, context }) =>
    confirmationsPaper(context.session(), input),
  ),
  requestConfirmations: on.requestConfirmations.handler(({ input, context }) =>
    requestConfirmations(context.session(), input),
  ),
  confirmation: on.confirmation.handler(({ input, context }) =>
    showConfirmation(context.session(), input),
  ),
  confirmationLetter: on.confirmationLetter.handler(({ input, context }) =>
    downloadLetter(context.session(), input),
  ),
  sendConfirmation: on.sendConfirmation.handler(({ input, context }) =>
    sendConfirmation(context.session(), input),
  ),
  previewConfirmation: on.previewConfirmation.handler(({ input, context }) =>
    previewConfirmation(context.session(), input),
  ),
  withdrawConfirmation: on.withdrawConfirmation.handler(({ input, context }) =>
    withdrawConfirmation(context.session(), input),
  ),
  settleConfirmation: on.settleConfirmation.handler(({ input, context }) =>
    settleConfirmation(context.session(), input),
  ),
  ...publicRoutes(limits),
})
