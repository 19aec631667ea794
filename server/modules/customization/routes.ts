import { implement } from '@orpc/server'
import { customizationContract } from '#core/customization/api.ts'
import type { Context } from '#platform/context.ts'
import { setLogo, showLogo } from './logo.ts'
import { listViews, removeView, saveView } from './views.ts'

const on = implement(customizationContract).$context<Context>()

export const customizationRoutes = {
  views: on.views.handler(({ input, context }) => listViews(context.session(), input)),
  saveView: on.saveView.handler(({ input, context }) => saveView(context.session(), input)),
  removeView: on.removeView.handler(({ input, context }) => removeView(context.session(), input)),
  logo: on.logo.handler(({ context }) => showLogo(context.session())),
  setLogo: on.setLogo.handler(({ input, context }) => setLogo(context.session(), input)),
}
