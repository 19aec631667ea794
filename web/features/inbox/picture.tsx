import { Modal } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { ShownMedia } from '#core/messaging/thread.ts'
import { useWords } from '#web/words.ts'
import { FileCard } from './file-card.tsx'
import css from './files.module.css'
import { useRenewLinks } from './fresh-links.ts'
import { isStale, steadyLink } from './steady-link.ts'

type Props = Readonly<{
  media: ShownMedia
  /** What was written under it. */
  name?: string
  small?: boolean
}>

/** A picture in its place; a press shows it large. */
export function Picture({ media, name = '', small = false }: Props) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const [open, setOpen] = useState(false)
  const [broken, setBroken] = useState(false)
  const renew = useRenewLinks()
  const drawn = media.mime === null || /^image\/(png|jpe?g|gif|webp|avif)$/.test(media.mime)
  if (media.state !== 'stored' || !media.link || broken || !drawn) return <FileCard media={media} />
  const link = steadyLink(media.id, media.link)
  const renewed = () => {
    if (!isStale(media.id)) return false
    void renew(media.id)
    return true
  }
  const alt = name || media.name || t('kind_image')
  return (
    <>
      <button
        type="button"
        className={css['picture']}
        data-small={small || undefined}
        aria-label={t('open_picture', { name: alt })}
        onClick={() => {
          renewed()
          setOpen(true)
        }}
      >
        <img
          src={link}
          alt={alt}
          loading="lazy"
          onError={() => {
            if (!renewed()) setBroken(true)
          }}
        />
      </button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        size="auto"
        title={<bdi>{media.name ?? t('kind_image')}</bdi>}
        closeButtonProps={{ 'aria-label': ui('close') }}
      >
        <img src={link} alt={alt} className={css['large']} />
        <p>
          <a href={link} download={media.name ?? ''} className="link">
            <IconDownload size={15} aria-hidden="true" /> {t('download')}
          </a>
        </p>
      </Modal>
    </>
  )
}
