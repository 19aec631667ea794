import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { useWords } from '#web/words.ts'
import { steadyLink } from './steady-link.ts'
import css from './thread.module.css'

/**
 * A mail as its writer made it, in a frame that runs nothing and reaches nothing of ours; pictures
 * from elsewhere, which tell their owner who reads, only when asked for.
 */
export function MailFrame({ message }: { message: ThreadMessage }) {
  const t = useWords('inbox')
  const [images, setImages] = useState(false)
  const { mail, id } = message
  const link = images ? mail?.frameWithImages : mail?.frame
  if (!link) return null
  return (
    <>
      <iframe
        className={css['frame']}
        title={t('mail_frame', { subject: message.subject ?? '' })}
        src={steadyLink(`${id} ${images}`, link)}
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
