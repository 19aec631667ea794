import { Button } from '@mantine/core'
import { IconAlertTriangle, IconMapOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { api } from './client.ts'
import { CustomerSlotsContext, joinSlots } from './customer-slots.ts'
import type { FeaturePage } from './feature.ts'
import { features } from './features/index.ts'
import { MeContext, useMay } from './me.tsx'
import { parseSearch, stringifySearch, useGo } from './place.ts'
import { useChangePreferences } from './preferences.tsx'
import { refusalOf } from './refusal.ts'
import { SettingsPage } from './shell/settings-page.tsx'
import { MorePage, Shell } from './shell/shell.tsx'
import { Blank, Bones, Failed, NoAccess } from './ui/blank.tsx'
import { Go } from './ui/link.tsx'
import { useLabels, useWords } from './words.ts'

const customerSlots = joinSlots(features)

function NotFound() {
  const t = useWords('ui')
  return (
    <Blank
      icon={<IconMapOff size={30} />}
      tone="plain"
      title={t('not_found')}
      actions={
        <Go to="/" className="link">
          {t('to_home')}
        </Go>
      }
    >
      {t('not_found_hint')}
    </Blank>
  )
}

function Broken() {
  const t = useWords('ui')
  return (
    <Blank
      icon={<IconAlertTriangle size={30} />}
      tone="bad"
      title={t('page_failed')}
      actions={<Button onClick={() => window.location.reload()}>{t('reload')}</Button>}
    >
      {t('page_failed_hint')}
    </Blank>
  )
}

/** The shell for whoever is signed in; everyone else goes to the sign-in page and comes back. */
function SignedIn() {
  const go = useGo()
  const change = useChangePreferences()
  const { data: me, error, refetch } = useQuery(api.people.me.queryOptions({ input: {} }))
  const code = error && refusalOf(error).code
  const away = code === 'access.unauthenticated' || code === 'session.ended'
  useEffect(() => {
    if (!away) return
    const { pathname, search } = window.location
    const next = pathname === '/' ? {} : { next: `${pathname}${search}` }
    go(`/sign-in${stringifySearch(next)}`, { replace: true })
  }, [away, go])
  useEffect(() => {
    if (me) change(me.preferences)
  }, [me, change])
  if (error && !away) return <Failed error={error} onRetry={() => void refetch()} />
  if (!me) return <Bones rows={8} />
  return (
    <MeContext value={me}>
      <CustomerSlotsContext value={customerSlots}>
        <Shell>
          <Outlet />
        </Shell>
      </CustomerSlotsContext>
    </MeContext>
  )
}

/** A page with its title in the tab and its permission before it. */
function pageComponent(page: FeaturePage) {
  const Page = lazy(async () => ({ default: await page.load() }))
  function Titled() {
    const say = useLabels()
    const product = useWords('shell')('product')
    const may = useMay()
    const title = say(page.title)
    useEffect(() => {
      document.title = `${title} · ${product}`
    }, [title, product])
    if (page.permission && may(page.permission) === undefined)
      return <NoAccess permission={page.permission} />
    return (
      <Suspense fallback={<Bones />}>
        <Page />
      </Suspense>
    )
  }
  return Titled
}

const root = createRootRoute({ notFoundComponent: NotFound })
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: SignedIn })
const pages = features.flatMap((feature) => feature.pages)

const shellRoutes = pages
  .filter(({ open }) => !open)
  .map((page) =>
    createRoute({
      getParentRoute: () => shell,
      path: page.path,
      component: pageComponent(page),
    }),
  )
const more = createRoute({ getParentRoute: () => shell, path: '/more', component: MorePage })
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: SettingsPage,
})
const openRoutes = pages
  .filter(({ open }) => open)
  .map((page) =>
    createRoute({ getParentRoute: () => root, path: page.path, component: pageComponent(page) }),
  )

/** Every page of every feature under its address. */
export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren([...shellRoutes, more, settings]), ...openRoutes]),
  parseSearch,
  stringifySearch,
  defaultErrorComponent: Broken,
  defaultPendingMs: 200,
})
