import webPush from 'web-push'
import type { Posted, PushService } from '#modules/collaboration/index.ts'
import { UnsafeAddress } from '#platform/safe-fetch.ts'

type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** What the answer of a push service means, by RFC 8030 and what the browsers' makers document. */
function meaningOf(status: number): Posted {
  if (status >= 200 && status < 300) return 'sent'
  if (status === 404 || status === 410) return 'gone'
  if (status === 429 || status >= 500) return 'later'
  return 'declined'
}

type Push = Parameters<PushService['send']>[0]

/** Nothing for a browser whose keys are none: no message can be made for it. */
function requestOf({ target, sender, text, topic, seconds }: Push) {
  try {
    return webPush.generateRequestDetails(target, text, {
      vapidDetails: sender,
      TTL: seconds,
      urgency: 'high',
      topic,
      contentEncoding: 'aes128gcm',
    })
  } catch {
    return undefined
  }
}

/**
 * Web push: the payload encrypted for the one browser (RFC 8291), the sender signed (RFC 8292).
 * The address is the browser's word, so it is called as an address that others chose.
 */
export const webPushService = ({ fetch }: Readonly<{ fetch: Fetch }>): PushService => ({
  send: async ({ target, sender, text, topic, seconds }) => {
    const request = requestOf({ target, sender, text, topic, seconds })
    if (!request) return 'declined'
    const { 'Content-Length': _, ...headers } = request.headers
    try {
      const answer = await fetch(request.endpoint, {
        method: request.method,
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, String(value)]),
        ),
        redirect: 'error',
        ...(request.body && { body: new Uint8Array(request.body) }),
      })
      return meaningOf(answer.status)
    } catch (error) {
      return error instanceof UnsafeAddress ? 'gone' : 'later'
    }
  },
})
