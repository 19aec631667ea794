import { createContext, useContext } from 'react'
import { assert } from '#core/assert.ts'
import type { Me } from '#core/people/identity.ts'
import type { Permission, Scope } from '#core/permission.ts'

/** Who is signed in; null on pages that need no session. */
export const MeContext = createContext<Me | null>(null)

/** Who is signed in; only for pages inside the shell. */
export function useMe(): Me {
  const me = useContext(MeContext)
  assert(me !== null, 'someone is signed in inside the shell')
  return me
}

/** Who sits at this browser, whichever of their companies is open. */
export function useReader(): string {
  const { personId, userId } = useMe()
  return personId ?? userId
}

/** How far a permission reaches for the reader; undefined when it is not held. */
export function useMay(): (permission: Permission) => Scope | undefined {
  const me = useContext(MeContext)
  return (permission) => me?.grants[permission]
}

/** The company's time zone, Riyadh's before anyone signs in. */
export const useZone = (): string => useContext(MeContext)?.company.zone ?? 'Asia/Riyadh'

/** Today in the company's zone, by the server's clock. */
export const useToday = (): string =>
  useContext(MeContext)?.today ?? new Date().toISOString().slice(0, 10)
