import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Money } from '#core/money.ts'
import type { Scheme } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { usePreferences } from '#web/preferences.tsx'
import { refusalOf } from '#web/refusal.ts'

type Wanted = Readonly<{ invoiceIds: readonly string[]; amount: Money; method: Scheme }>

const waitMs = 1500
const mostWaits = 8
const pause = () => new Promise((done) => setTimeout(done, waitMs))

/**
 * Opens the gateway's page. One choice is one attempt, however often the button is pressed; a
 * choice whose attempt has ended begins a new one.
 */
export function usePay(token: string) {
  const { language } = usePreferences()
  const queries = useQueryClient()
  const last = useRef<{ choice: string; id: string } | undefined>(undefined)
  const running = useRef(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const idFor = (choice: string, anew: boolean): string => {
    if (anew || last.current?.choice !== choice) last.current = { choice, id: newId() }
    return last.current.id
  }

  /** The address to go to; undefined when the attempt of this id is over. */
  const addressOf = async (id: string, wanted: Wanted): Promise<string | undefined> => {
    const { invoiceIds, amount, method } = wanted
    const started = await client.payments.startAttempt({
      ...{ token, id, amount, method, language },
      invoiceIds: [...invoiceIds],
    })
    let { state, url } = started
    // Another press of the same button is still opening it.
    for (let wait = 0; state === 'opening' && wait < mostWaits; wait++) {
      await pause()
      ;({ state, url } = await client.payments.checkAttempt({ token, id }))
    }
    if (state === 'paid') return `/pay/${token}?attempt=${id}`
    return state === 'open' && url ? url : undefined
  }

  const start = async (wanted: Wanted) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setError(null)
    const choice = JSON.stringify(wanted)
    try {
      const address =
        (await addressOf(idFor(choice, false), wanted)) ??
        (await addressOf(idFor(choice, true), wanted))
      if (address) return window.location.assign(address)
      setBusy(false)
    } catch (refused) {
      setError(refused)
      setBusy(false)
      // An attempt that failed is over: the next press is a new one, unless no answer came at all.
      if (refusalOf(refused).code !== 'network') last.current = undefined
      await queries.invalidateQueries({ queryKey: api.payments.payPage.key() })
    } finally {
      running.current = false
    }
  }
  return { start, busy, error }
}
