import { Button } from '@mantine/core'
import { IconMail, IconRobot, IconShieldExclamation } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { useFormat } from '#web/format.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Bdi, Ltr } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { FileCard } from './file-card.tsx'
import { MailFrame } from './mail-frame.tsx'
import { Picture } from './picture.tsx'
import { Words } from './said-view.tsx'
import { Stamp } from './stamp.tsx'
import css from './thread.module.css'

type Props = Readonly<{ message: ThreadMessage; marked: boolean; children?: ReactNode }>

/** A mail as a card: who, about what, its words, what hung on it; the quoted rest folded away. */
export function MailCard({ message, marked, children }: Props) {
  const t = useWords('inbox')
  const format = useFormat()
  const { mail, direction, by } = message
  const out = direction === 'out'
  return (
    <article
      className={css['mail']}
      data-out={out || undefined}
      data-message={message.id}
      data-marked={marked || undefined}
    >
      <header>
        <IconMail size={16} aria-hidden="true" />
        <div>
          <b>
            <Bdi>{message.subject || t('no_subject')}</Bdi>
          </b>
          <small>
            {out ? (
              <>
                {by.human ? <Bdi>{by.name}</Bdi> : t('by_machine')}
                {mail && mail.to.length > 0 && (
                  <>
                    {' '}
                    {t('mail_to')} <bdi dir="ltr">{mail.to.join(', ')}</bdi>
                  </>
                )}
              </>
            ) : (
              <bdi dir="ltr">{mail?.from ?? by.name}</bdi>
            )}
            {mail && mail.cc.length > 0 && (
              <>
                {' '}
                {t('mail_cc')} <bdi dir="ltr">{mail.cc.join(', ')}</bdi>
              </>
            )}
          </small>
        </div>
        <time dateTime={message.at}>
          <Ltr>{format.clock(message.at)}</Ltr>
        </time>
      </header>
      {mail?.authentic === 'fail' && !out && (
        <p className={css['warned']}>
          <IconShieldExclamation size={16} aria-hidden="true" /> {t('mail_not_authentic')}
        </p>
      )}
      {mail?.automatic && (
        <p className={css['automatic']}>
          <Chip icon={<IconRobot size={13} />}>{t('mail_automatic')}</Chip>
        </p>
      )}
      <MailBody message={message} />
      <Attached message={message} />
      {out && (
        <footer>
          <Stamp message={message} />
        </footer>
      )}
      {children}
    </article>
  )
}

/** Where the answer ends and what it answers begins. */
const quoteHead =
  /^(?:>|On .{4,200} wrote:|-{2,} ?(?:Original Message|الرسالة الأصلية)|_{10,}|(?:في|بتاريخ) .{4,200} (?:كتب|كتبت|كتبوا).*:)/imu

function MailBody({ message }: { message: ThreadMessage }) {
  const t = useWords('inbox')
  const [rest, setRest] = useState(false)
  const [formatted, setFormatted] = useState(false)
  const found = quoteHead.exec(message.text)?.index ?? message.text.length
  const cut = found > 0 ? found : message.text.length
  const own = message.text.slice(0, cut).trimEnd()
  const quoted = message.text.slice(cut)
  return (
    <div className={css['mailBody']}>
      {formatted ? <MailFrame message={message} /> : <Words text={own} />}
      {!formatted && rest && (
        <blockquote className={css['quotedMail']} dir="auto">
          {quoted}
        </blockquote>
      )}
      <div className={css['mailTools']}>
        {quoted !== '' && !formatted && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-expanded={rest}
            onClick={() => setRest(!rest)}
          >
            {rest ? t('hide_quoted') : t('show_quoted')}
          </Button>
        )}
        {message.mail?.frame && (
          <Button size="compact-xs" variant="subtle" onClick={() => setFormatted(!formatted)}>
            {formatted ? t('as_text') : t('as_sent')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Attached({ message }: { message: ThreadMessage }) {
  if (message.media.length === 0) return null
  return (
    <div className={css['attached']}>
      {message.media.map((media) =>
        media.mime?.startsWith('image/') ? (
          <Picture key={media.id} media={media} />
        ) : (
          <FileCard key={media.id} media={media} />
        ),
      )}
    </div>
  )
}
