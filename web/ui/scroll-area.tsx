import { createElement, type HTMLAttributes, type ReactElement, type Ref } from 'react'

type Props<Box extends HTMLElement> = Omit<HTMLAttributes<Box>, 'aria-label' | 'tabIndex'> &
  Readonly<{
    as?: 'section' | 'aside' | 'ol' | 'div'
    /** What is in it, for whoever hears the page. */
    label: string | undefined
    ref?: Ref<Box>
  }>

/** What scrolls by itself: it has a name, and the keyboard reaches it. */
export function ScrollArea<Box extends HTMLElement>({
  as = 'section',
  label,
  ...rest
}: Props<Box>): ReactElement {
  return createElement(as, { ...rest, 'aria-label': label, tabIndex: 0 })
}
