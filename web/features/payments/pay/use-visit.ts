import { useEffect, useRef } from 'react'
import { useChangePreferences, usePreferences } from '#web/preferences.tsx'
import { keepLanguage, languageIsChosen } from './language.ts'

type Shown = Readonly<{ customer: Readonly<{ language: 'ar' | 'en' }> }>

/**
 * A person has the page open: said once, by a request of its own, since opening an address changes
 * nothing. A new visitor is spoken to in the customer's language.
 */
export function useVisit(page: Shown | undefined, tell: () => Promise<unknown>) {
  const { language } = usePreferences()
  const change = useChangePreferences()
  const seen = useRef(false)
  useEffect(() => {
    if (!page || seen.current) return
    seen.current = true
    // Nobody waits for it, and nothing is lost when it does not arrive.
    tell().catch(() => undefined)
    const wanted = page.customer.language
    if (!languageIsChosen() && wanted !== language) {
      keepLanguage()
      change({ language: wanted })
    }
  }, [page, tell, language, change])
}
