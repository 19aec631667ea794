import { useEffect, useRef } from 'react'
import type { PayPage } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { useChangePreferences, usePreferences } from '#web/preferences.tsx'
import { keepLanguage, languageIsChosen } from './language.ts'

/** A person has the page open: said by a request of its own, since opening an address changes nothing. */
export function useVisit(token: string, page: PayPage | undefined) {
  const { language } = usePreferences()
  const change = useChangePreferences()
  const seen = useRef(false)
  useEffect(() => {
    if (!page || seen.current) return
    seen.current = true
    // Nobody waits for it, and nothing is lost when it does not arrive.
    client.payments.viewed({ token }).catch(() => undefined)
    const wanted = page.customer.language
    if (!languageIsChosen() && wanted !== language) {
      keepLanguage()
      change({ language: wanted })
    }
  }, [page, token, language, change])
}
