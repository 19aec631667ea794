import { IconFile, IconFileTypePdf, IconMovie, IconPhoto } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ShownMedia } from '#core/messaging/thread.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'
import css from './files.module.css'
import { useRenewLinks } from './fresh-links.ts'
import { isStale, steadyLink } from './steady-link.ts'

/** How large a file is, in words. */
export function useSize() {
  const t = useWords('inbox')
  const format = useFormat()
  return (bytes: number): string =>
    bytes < 1_000_000
      ? t('kilobytes', { size: format.count(Math.max(1, Math.round(bytes / 1000))) })
      : t('megabytes', { size: (bytes / 1_000_000).toFixed(1) })
}

const iconOf = (mime: string | null, video: boolean) => {
  if (video || mime?.startsWith('video/')) return IconMovie
  if (mime?.startsWith('image/')) return IconPhoto
  return mime === 'application/pdf' ? IconFileTypePdf : IconFile
}

/** A file that was sent, to open or keep; or why it is not there. */
export function FileCard({ media, video = false }: { media: ShownMedia; video?: boolean }) {
  const t = useWords('inbox')
  const size = useSize()
  const renew = useRenewLinks()
  const Icon = iconOf(media.mime, video)
  const name = media.name ?? t(video ? 'kind_video' : 'kind_document')
  const hint =
    media.state === 'stored' ? media.bytes !== null && size(media.bytes) : t(`media_${media.state}`)
  if (video && media.state === 'stored' && media.link && media.mime === 'video/mp4')
    return (
      // biome-ignore lint/a11y/useMediaCaption: what customers film has no captions.
      <video
        className={css['film']}
        src={steadyLink(media.id, media.link)}
        controls
        preload="metadata"
        aria-label={name}
        onError={() => {
          if (isStale(media.id)) void renew(media.id)
        }}
      />
    )
  const body = (
    <>
      <Icon size={22} aria-hidden="true" />
      <span>
        <span dir="ltr" className={css['fileName']}>
          {name}
        </span>
        <small>{hint}</small>
      </span>
    </>
  )
  if (media.state === 'stored' && media.link) return <Opened media={media}>{body}</Opened>
  return <span className={css['file']}>{body}</span>
}

/** Leads to a file; one whose link ended meanwhile is asked for again before it opens. */
function Opened({ media, children }: Readonly<{ media: ShownMedia; children: ReactNode }>) {
  const renew = useRenewLinks()
  const link = steadyLink(media.id, media.link ?? '')
  const waiting = useRef<Window | null>(null)
  useEffect(() => {
    if (!waiting.current || isStale(media.id)) return
    waiting.current.location.replace(link)
    waiting.current = null
  }, [link, media.id])
  const giveUp = () => {
    waiting.current?.close()
    waiting.current = null
  }
  return (
    <a
      className={css['file']}
      href={link}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        if (!isStale(media.id)) return
        event.preventDefault()
        // Opened by the press itself: what opens later is kept from opening by browsers.
        waiting.current = window.open('', '_blank')
        if (waiting.current) waiting.current.opener = null
        void renew(media.id).then(() => setTimeout(giveUp, 2000))
      }}
    >
      {children}
    </a>
  )
}
