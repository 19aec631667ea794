import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { Preferences } from '#core/people/identity.ts'

const shelf = 'wasl.preferences'
const year = 60 * 60 * 24 * 365

type Held = Readonly<{
  preferences: Preferences
  change: (patch: Partial<Preferences>) => void
}>
const PreferencesContext = createContext<Held | null>(null)

/** The served page says the language; what this browser chose last says the rest, before anyone signs in. */
function firstPreferences(): Preferences {
  const served = document.documentElement.lang === 'en' ? 'en' : 'ar'
  const fallback: Preferences = {
    language: served,
    digits: 'latn',
    calendar: 'gregory',
    theme: 'system',
  }
  try {
    const kept = Preferences.safeParse(JSON.parse(localStorage.getItem(shelf) ?? 'null'))
    return kept.success ? kept.data : fallback
  } catch {
    return fallback
  }
}

function keep(preferences: Preferences) {
  localStorage.setItem(shelf, JSON.stringify(preferences))
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it to serve lang and dir; Cookie Store is not in every browser.
  document.cookie = `wasl_lang=${preferences.language}; path=/; max-age=${year}; samesite=lax`
  document.documentElement.lang = preferences.language
  document.documentElement.dir = preferences.language === 'ar' ? 'rtl' : 'ltr'
}

/** Holds language, digits, calendar and theme for everything below, and remembers them in this browser. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, set] = useState(() => {
    const first = firstPreferences()
    keep(first)
    return first
  })
  const change = useCallback((patch: Partial<Preferences>) => {
    set((old) => {
      const next = { ...old, ...patch }
      keep(next)
      return next
    })
  }, [])
  const held = useMemo(() => ({ preferences, change }), [preferences, change])
  return <PreferencesContext value={held}>{children}</PreferencesContext>
}

function useHeld(): Held {
  const held = useContext(PreferencesContext)
  if (!held) throw new Error('PreferencesProvider stands above everything')
  return held
}

/** How this reader wants to see words and figures. */
export const usePreferences = (): Preferences => useHeld().preferences

/** Changes them in this browser at once; shell/use-set-preferences.ts also tells the server. */
export const useChangePreferences = () => useHeld().change
