import { useLocation, useParams, useRouter } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { assert } from '#core/assert.ts'

/** What stands behind the question mark, as plain text by name. */
export type Search = Readonly<Record<string, string>>

/** Reads `?a=1&b=2` without guessing types: what a person searches for may look like a number. */
export const parseSearch = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text))

/** The opposite of parseSearch; an empty value leaves the address. */
export function stringifySearch(search: Record<string, unknown>): string {
  const kept = Object.entries(search).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  )
  const text = new URLSearchParams(kept).toString()
  return text && `?${text}`
}

/**
 * Goes to an address such as `/invoices?bucket=3`; replace leaves no step to come back to, and sure
 * asks nobody about what was typed.
 */
export function useGo(): (to: string, how?: { replace?: boolean; sure?: boolean }) => void {
  const router = useRouter()
  return useCallback(
    (to, { replace = false, sure = false } = {}) => {
      const how = { ignoreBlocker: sure }
      if (replace) router.history.replace(to, undefined, how)
      else router.history.push(to, undefined, how)
    },
    [router],
  )
}

/** The search of the address, and how to change some of it in place. */
export function useSearchText(): [Search, (patch: Record<string, string | null>) => void] {
  const { pathname, searchStr } = useLocation()
  const go = useGo()
  const search = useMemo(() => parseSearch(searchStr), [searchStr])
  const change = useCallback(
    (patch: Record<string, string | null>) => {
      const next = { ...parseSearch(searchStr), ...patch }
      go(`${pathname}${stringifySearch(next)}`, { replace: true })
    },
    [go, pathname, searchStr],
  )
  return [search, change]
}

/** One named part of the address: `/invoices/$id` → useParam('id'). */
export function useParam(name: string): string {
  const params: Record<string, unknown> = useParams({ strict: false })
  const value = params[name]
  assert(typeof value === 'string', `the address has a part named ${name}`)
  return value
}
