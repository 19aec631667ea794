import type { FeaturePage, NavEntry } from '#web/feature.ts'
import { features } from '#web/features/index.ts'
import { useMay } from '#web/me.tsx'

/** A page that stands in the navigation. */
export type NavPage = FeaturePage & { nav: NavEntry }

const hasNav = (page: FeaturePage): page is NavPage => page.nav !== undefined

/** The pages of the navigation that the reader may open, in order. */
export function useNavPages(): readonly NavPage[] {
  const may = useMay()
  return features
    .flatMap(({ pages }) => pages)
    .filter(hasNav)
    .filter(({ permission }) => permission === undefined || may(permission) !== undefined)
    .filter(({ nav: { unless } }) => unless === undefined || may(unless) === undefined)
    .toSorted((a, b) => a.nav.order - b.nav.order)
}

/** Whether the page or something under it is open. */
export const isOpen = (path: string, pathname: string): boolean =>
  path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`)
