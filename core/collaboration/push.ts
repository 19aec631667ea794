import { z } from 'zod'
import { Id, NewId } from '#core/list.ts'
import type { NotificationKind } from './notification.ts'

/** What waits for one person's answer: worth a sound while no page is open. */
export const pushed: ReadonlySet<NotificationKind> = new Set([
  'conversation_assigned',
  'conversation_waits',
  'colleague_mentioned',
])

/** What a browser gives to be written to: an address of its maker's service, and its keys. */
export const PushTarget = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2000),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{80,120}={0,2}$/),
    auth: z.string().regex(/^[\w-]{20,60}={0,2}$/),
  }),
})
export type PushTarget = z.infer<typeof PushTarget>

export const SavePushDevice = PushTarget.extend({
  id: NewId,
  /** What its owner knows it by: «Chrome، Windows». */
  name: z.string().trim().min(1).max(120),
})
export type SavePushDevice = z.infer<typeof SavePushDevice>

export const PushDevice = z.object({
  id: Id,
  name: z.string(),
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
})
export type PushDevice = z.infer<typeof PushDevice>

/** What the service worker gets and shows; the rest is behind its link. */
export const PushNews = z.object({
  title: z.string(),
  body: z.string(),
  to: z.string(),
  tag: z.string(),
  language: z.enum(['ar', 'en']),
})
export type PushNews = z.infer<typeof PushNews>
