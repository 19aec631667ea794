import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { useWords } from '#web/words.ts'
import { useRenewLinks } from './fresh-links.ts'
import { isStale, steadyLink } from './steady-link.ts'
import css from './thread.module.css'

/**
 * A mail as its writer made it, in a frame that runs nothing and reaches nothing of ours; pictures
 * from elsewhere, which tell their owner who reads, only when asked for.
 */
export function MailFrame({ message }: { message: ThreadMessage }) {
  const t = useWords('inbox')
  const [images, setImages] = useState(false)
  const { mail, id } = message
  const renew = useRenewLinks()
  const name = `${id} ${images}`
  const link = images ? mail?.frameWithImages : mail?.frame
  const src = link && steadyLink(name, link)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each frame that is opened.
  useEffect(() => {
    if (isStale(name)) void renew(id)
  }, [name])
  if (!src) return null
  return (
    <>
      <iframe
        className={css['frame']}
        title={t('mail_frame', { subject: message.subject ?? '' })}
        src={src}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        loading="lazy"
      />
      {!images && (
        <div className={css['mailTools']}>
          <Button size="compact-xs" variant="subtle" onClick={() => setImages(true)}>
            {t('show_images')}
          </Button>
        </div>
      )}
    </>
  )
}
