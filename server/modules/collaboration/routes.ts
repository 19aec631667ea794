import { implement } from '@orpc/server'
import { collaborationContract } from '#core/collaboration/api.ts'
import type { Context } from '#platform/context.ts'
import * as digest from './digest.ts'
import * as own from './notifications.ts'
import * as push from './push/devices.ts'

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
  push: on.push.handler(({ input, context }) => push.showPush(context.session(), input)),
  saveDevice: on.saveDevice.handler(({ input, context }) =>
    push.saveDevice(context.session(), input),
  ),
  removeDevice: on.removeDevice.handler(({ input, context }) =>
    push.removeDevice(context.session(), input),
  ),
  tryPush: on.tryPush.handler(({ input, context }) => push.tryPush(context.session(), input)),
  digest: on.digest.handler(({ input, context }) => digest.showDigest(context.session(), input)),
  setDigest: on.setDigest.handler(({ input, context }) =>
    digest.setDigest(context.session(), input),
  ),
}
