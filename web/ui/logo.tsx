import { type ReactNode, useState } from 'react'
import css from './avatar.module.css'

/**
 * A company's logo beside its name, which says the same in words. Its link holds for minutes, so
 * the first one that came is kept while the picture is on the page, and `children` stand in for a
 * company without a logo.
 */
export function Logo({
  url,
  size,
  children,
}: {
  url: string | null
  size: number
  children?: ReactNode
}) {
  const [shown, setShown] = useState(url)
  const [failed, setFailed] = useState<string | null>(null)
  if (shown === null && url !== null) setShown(url)
  if (url === null || shown === null || failed === url) return children
  return (
    <img
      className={css['logo']}
      src={shown}
      alt=""
      height={size}
      style={{ maxInlineSize: size * 3 }}
      onError={() => {
        // The link had ended: the newest one is tried, and no other after it.
        setFailed(shown)
        setShown(url)
      }}
    />
  )
}
