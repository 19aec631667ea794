import { implement } from '@orpc/server'
import { collaborationContract } from '#core/collaboration/api.ts'
import type { Context } from '#platform/context.ts'
import * as own from './notifications.ts'

const on = implement(collaborationContract).$context<Context>()

export const collaborationRoutes = {
  notifications: on.notifications.handler(({ input, context }) =>
    own.listNotifications(context.session(), input),
  ),
  unread: on.unread.handler(({ input, context }) => own.countUnread(context.session(), input)),
  read: on.read.handler(({ input, context }) => own.readNotification(context.session(), input)),
  readAll: on.readAll.handler(({ input, context }) => own.readAll(context.session(), input)),
  settings: on.settings.handler(({ input, context }) => own.listSettings(context.session(), input)),
  set: on.set.handler(({ input, context }) => own.setKind(context.session(), input)),
}
