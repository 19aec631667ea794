import type { PushTarget } from '#core/collaboration/push.ts'
import { port } from '#platform/port.ts'

type Letter = Readonly<{
  target: PushTarget
  /** Who we are to the service: our key pair, and where to complain. */
  sender: Readonly<{ publicKey: string; privateKey: string; subject: string }>
  text: string
  /** A later one of the same topic takes its place while the device sleeps. */
  topic: string
  seconds: number
}>

/** `gone`: nobody listens there any more. `later`: worth another try. `declined`: never will be. */
export type Posted = 'sent' | 'gone' | 'later' | 'declined'

/** Hands encrypted letters to the push services of browsers (RFC 8030, 8188, 8291, 8292). */
export type PushService = Readonly<{ send: (letter: Letter) => Promise<Posted> }>

export const pushService = port<PushService>('collaboration.push_service')
