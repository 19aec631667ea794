import type { House } from './house.ts'
import type { Session } from './session.ts'

/** What a route knows of the request that called it. */
export type Context = Readonly<{
  house: House
  /** The session of the caller. @throws access.unauthenticated when nobody is signed in */
  session: () => Session
  signedIn: boolean
  /** The caller's address: the socket's, or a trusted proxy's word for it. */
  address: string
  agent: string
  language: 'ar' | 'en'
  trace: string
  /** The token of the session cookie, if the request carries one. */
  token: string | undefined
  /** Sets a cookie on the reply. */
  setCookie: (name: string, value: string, options: { maxAge: number; httpOnly?: boolean }) => void
}>
