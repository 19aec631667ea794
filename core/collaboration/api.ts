import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Id, PageInput, pageOf } from '#core/list.ts'
import { NotificationFacts, NotificationKind } from './notification.ts'

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

/** A kind of which the reader can hear, by what they may do, and whether they want to. */
export const NotificationSetting = z.object({ kind: NotificationKind, on: z.boolean() })

const at = (method: 'GET' | 'PUT', path: `/${string}`) =>
  oc.route({ method, path, tags: ['collaboration'] })
const Done = z.object({ done: z.literal(true) })
const none = z.object({})

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
}
