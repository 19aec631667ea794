import '@fontsource/ibm-plex-sans-arabic/400.css'
import '@fontsource/ibm-plex-sans-arabic/500.css'
import '@fontsource/ibm-plex-sans-arabic/600.css'
import '@fontsource/ibm-plex-sans-arabic/700.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './tokens.css'
import './base.css'
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { assert } from '#core/assert.ts'
import { api } from './client.ts'
import { PreferencesProvider, usePreferences } from './preferences.tsx'
import { refusalOf } from './refusal.ts'
import { router } from './router.tsx'
import { cssVariablesResolver, theme } from './theme.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
// The scroll lock under dialogs writes a style element of its own and looks for its nonce here.
Object.assign(globalThis, { __webpack_nonce__: nonce })

/** A session that ended while a page was open: asking who is signed in leads to the sign-in page. */
const noticeEnd = (error: unknown) => {
  const { code } = refusalOf(error)
  if (code === 'session.ended' || code === 'access.unauthenticated')
    void queries.invalidateQueries({ queryKey: api.people.me.key() })
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (JSON.stringify(query.queryKey) !== JSON.stringify(api.people.me.queryKey({ input: {} })))
        noticeEnd(error)
    },
  }),
  mutationCache: new MutationCache({ onError: noticeEnd }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal is an answer; only silence is worth asking again.
      retry: (count, error) => count < 2 && refusalOf(error).code === 'network',
    },
    mutations: { retry: false },
  },
})

function Interface() {
  const { language, theme: scheme } = usePreferences()
  return (
    <DirectionProvider
      key={language}
      initialDirection={language === 'ar' ? 'rtl' : 'ltr'}
      detectDirection={false}
    >
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        getStyleNonce={() => nonce}
        defaultColorScheme="auto"
        {...(scheme === 'system' ? {} : { forceColorScheme: scheme })}
      >
        <Notifications
          position={language === 'ar' ? 'bottom-left' : 'bottom-right'}
          // An error stays until it is closed: beside what one writes, not over its button.
          containerWidth={320}
        />
        <RouterProvider router={router} />
      </MantineProvider>
    </DirectionProvider>
  )
}

const place = document.getElementById('root')
assert(place !== null, 'the page has a place for the interface')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <PreferencesProvider>
        <Interface />
      </PreferencesProvider>
    </QueryClientProvider>
  </StrictMode>,
)
