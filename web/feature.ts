import type { Icon } from '@tabler/icons-react'
import type { QueryKey } from '@tanstack/react-query'
import type { ComponentType, ReactNode } from 'react'
import type { Permission } from '#core/permission.ts'
import type { CustomerSlots } from './customer-slots.ts'
import type { Label } from './words.ts'

/** Where a page stands in the navigation. `thumb`: also in the bottom bar of a phone. */
export type NavEntry = Readonly<{
  /** `records`: what is looked up now and then, folded away until it is asked for. */
  section: 'home' | 'sales' | 'collection' | 'money' | 'records' | 'settings'
  order: number
  icon: Icon
  label: Label
  thumb?: { order: number; label?: Label }
  /** How much work waits for the reader; drawn only when above nothing. */
  useCount?: () => number | undefined
  /** Left out for whoever holds this: the page is for those outside the house. */
  unless?: Permission
}>

/** One page of a feature: its address, its code (loaded when first opened) and its place in the house. */
export type FeaturePage = Readonly<{
  path: string
  load: () => Promise<ComponentType>
  title: Label
  permission?: Permission
  nav?: NavEntry
  /** Also a line on the settings page. */
  settings?: Readonly<{ order: number; icon: Icon; hint: Label }>
  /** Stands without the shell and needs no session: sign-in, pay page. */
  open?: boolean
}>

/** One line of the "New" menu, also reachable from the command palette. */
export type NewAction = Readonly<{
  label: Label
  to: string
  icon: Icon
  order: number
  permission?: Permission
}>

/** One thing that the command palette found. */
export type Found = Readonly<{
  id: string
  to: string
  title: ReactNode
  hint?: ReactNode
  icon: Icon
}>

/** Answers the command palette for one kind of thing. */
export type SearchProvider = Readonly<{
  label: Label
  permission?: Permission
  search: (text: string, signal: AbortSignal) => Promise<readonly Found[]>
}>

/** Which cached answers are stale when something of this kind changed; `kind` is the kind of `about`. */
export type LiveInterest = Readonly<{
  kind: string
  keys: (id: string) => readonly QueryKey[]
  /** What changes with nearly everything is asked for every few seconds at most. */
  calm?: true
}>

/** What `web/features/<feature>/pages.tsx` exports. */
export type Feature = CustomerSlots &
  Readonly<{
    pages: readonly FeaturePage[]
    newActions?: readonly NewAction[]
    searchProviders?: readonly SearchProvider[]
    liveInterests?: readonly LiveInterest[]
    /** Stand in the top bar, on every page. */
    topActions?: readonly ComponentType[]
    /** Stand in the reader's own menu there. */
    meMenu?: readonly ComponentType[]
    /** Stand on the reader's own picture there. */
    meMarks?: readonly ComponentType[]
  }>
