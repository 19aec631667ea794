import { type AnchorHTMLAttributes, createElement, type MouseEvent, type ReactNode } from 'react'
import { useGo } from '#web/place.ts'

type Props = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> &
  Readonly<{ to: string; children?: ReactNode }>

const plain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

/** A link inside the product: `to` is a whole address, search included. */
export function Go({ to, onClick, ...rest }: Props) {
  const go = useGo()
  return createElement('a', {
    ...rest,
    href: to,
    onClick: (event: MouseEvent<HTMLAnchorElement>) => {
      onClick?.(event)
      if (event.defaultPrevented || !plain(event)) return
      event.preventDefault()
      go(to)
    },
  })
}
