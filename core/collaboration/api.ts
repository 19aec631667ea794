import { z } from 'zod'
import { Id, PageInput, pageOf } from '#core/list.ts'
import { none, routesOf } from '#core/route.ts'
import { NotificationFacts, NotificationKind } from './notification.ts'
import { PushDevice, SavePushDevice } from './push.ts'

export const Notification = z.object({
  id: Id,
  kind: NotificationKind,
  about: z.object({ kind: z.string(), id: Id }),
  /** Null when it is about no customer, or about one whom the reader may no longer see. */
  customer: z.object({ id: Id, name: z.string() }).nullable(),
  facts: NotificationFacts,
  /** How often it came since the reader last looked; `about` and `facts` are of the last. */
  times: z.int(),
  at: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
})
export type Notification = z.infer<typeof Notification>

/** Whether the reader wants the morning mail of what they have not read. */
export const Digest = z.object({ on: z.boolean() })

/** A kind of which the reader can hear, by what they may do, and whether they want to. */
export const NotificationSetting = z.object({ kind: NotificationKind, on: z.boolean() })

const at = routesOf('collaboration')
const Done = z.object({ done: z.literal(true) })

/** The wire of collaboration: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const collaborationContract = {
  notifications: at('GET', '/notifications').input(PageInput).output(pageOf(Notification)),
  unread: at('GET', '/notifications/unread')
    .input(none)
    .output(z.object({ count: z.int() })),
  read: at('PUT', '/notifications/{id}/reading')
    .input(z.object({ id: Id }))
    .output(Done),
  /** What came after `through` stays unread: the reader has not seen it. */
  readAll: at('PUT', '/notifications/reading')
    .input(z.object({ through: z.iso.datetime() }))
    .output(Done),
  settings: at('GET', '/notification-settings')
    .input(none)
    .output(z.object({ rows: z.array(NotificationSetting) })),
  set: at('PUT', '/notification-settings/{kind}').input(NotificationSetting).output(Done),
  /** The key that a browser subscribes with, and the reader's own devices. */
  push: at('GET', '/push')
    .input(none)
    .output(z.object({ publicKey: z.string(), devices: z.array(PushDevice) })),
  saveDevice: at('PUT', '/push-devices/{id}').input(SavePushDevice).output(Done),
  removeDevice: at('DELETE', '/push-devices/{id}')
    .input(z.object({ id: Id }))
    .output(Done),
  tryPush: at('POST', '/push-trials')
    .input(none)
    .output(z.object({ devices: z.int() })),
  /** The morning mail of what one has not read. */
  digest: at('GET', '/notification-digest').input(none).output(Digest),
  setDigest: at('PUT', '/notification-digest').input(Digest).output(Digest),
}
