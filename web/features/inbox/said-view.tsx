import { Button } from '@mantine/core'
import {
  IconAddressBook,
  IconClick,
  IconExternalLink,
  IconMapPin,
  IconPhone,
  IconShare,
  IconShoppingCart,
  IconTemplate,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Said, ThreadMessage } from '#core/messaging/thread.ts'
import { Bdi, Code, Count, Phone } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { FileCard } from './file-card.tsx'
import { Linked } from './linked.tsx'
import { Picture } from './picture.tsx'
import css from './thread.module.css'
import { VoicePlayer } from './voice-player.tsx'

/** A longer message is folded, so that what was said around it stays in sight. */
const foldFrom = 1200
const foldLines = 20
const foldedTo = 700

/** A message's words as they were written; a very long one opens by a press. */
export function Words({ text }: { text: string }) {
  const t = useWords('inbox')
  const [whole, setWhole] = useState(false)
  const lines = text.split('\n')
  const long = text.length > foldFrom || lines.length > foldLines
  const shown =
    long && !whole ? `${lines.slice(0, foldLines).join('\n').slice(0, foldedTo).trimEnd()}…` : text
  if (text === '') return null
  return (
    <>
      <p className={css['words']} dir="auto">
        <Linked text={shown} />
      </p>
      {long && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {t(whole ? 'show_less' : 'show_rest')}
        </Button>
      )}
    </>
  )
}

/** What stands in a message, in the form that fits it. */
export function SaidView({ message }: { message: ThreadMessage }): ReactNode {
  const { said } = message
  switch (said.kind) {
    case 'text':
      return <Words text={said.text} />
    case 'image':
    case 'video':
    case 'document':
    case 'audio':
    case 'sticker':
      return <MediaView message={message} said={said} />
    case 'template':
      return <TemplateView message={message} />
    case 'buttons':
    case 'list':
      return <OfferView said={said} />
    default:
      return <PlainView message={message} said={said} />
  }
}

type MediaSaid = Extract<Said, { media: unknown }>

function MediaView({ message, said }: { message: ThreadMessage; said: MediaSaid }) {
  const caption = 'caption' in said ? (said.caption ?? '') : ''
  return (
    <>
      {message.media.map((media) => {
        if (said.kind === 'image' || said.kind === 'sticker')
          return (
            <Picture key={media.id} media={media} small={said.kind === 'sticker'} name={caption} />
          )
        if (said.kind === 'audio') return <VoicePlayer key={media.id} media={media} />
        return <FileCard key={media.id} media={media} video={said.kind === 'video'} />
      })}
      <Words text={caption} />
    </>
  )
}

function TemplateView({ message }: { message: ThreadMessage }) {
  const t = useWords('inbox')
  return (
    <>
      <span className={css['way']}>
        <IconTemplate size={13} aria-hidden="true" /> {t('kind_template')}
      </span>
      {message.media.map((media) => (
        <FileCard key={media.id} media={media} />
      ))}
      <Words text={message.text} />
    </>
  )
}

function OfferView({ said }: { said: Extract<Said, { kind: 'buttons' | 'list' }> }) {
  const titles =
    said.kind === 'buttons'
      ? said.buttons.map(({ title }) => title)
      : said.sections.flatMap(({ rows }) => rows.map(({ title }) => title))
  return (
    <>
      <Words text={said.text} />
      <ul className={css['offers']}>
        {titles.map((title) => (
          <li key={title}>
            <bdi>{title}</bdi>
          </li>
        ))}
      </ul>
    </>
  )
}

type Plain = Exclude<
  Said,
  MediaSaid | { kind: 'text' } | { kind: 'template' } | { kind: 'buttons' } | { kind: 'list' }
>

function PlainView({ message, said }: { message: ThreadMessage; said: Plain }): ReactNode {
  const t = useWords('inbox')
  switch (said.kind) {
    case 'location':
      return <Place said={said} />
    case 'contacts':
      return <People said={said} />
    case 'choice':
      return (
        <Piece icon={<IconClick size={18} />} hint={t('chose')}>
          <bdi dir="auto">{said.title}</bdi>
        </Piece>
      )
    case 'order':
      return <Order said={said} />
    case 'share':
    case 'link': {
      const { url, title } = said
      return (
        <>
          {'text' in said && <Words text={said.text} />}
          <Piece icon={<IconShare size={18} />} hint={t('kind_share')}>
            {url ? <Outside to={url}>{title ?? url}</Outside> : <bdi>{title}</bdi>}
          </Piece>
        </>
      )
    }
    case 'unsupported':
      return (
        <>
          <p className={css['unsent']}>{t('unsupported', { type: said.type })}</p>
          <Words text={said.text ?? ''} />
        </>
      )
    case 'log':
      return (
        <>
          <span className={css['way']}>
            {t(`log_${said.of}`)}
            {said.minutes ? ` ${t('minutes', { count: said.minutes })}` : ''}
          </span>
          <Words text={message.text} />
        </>
      )
    default:
      return <Words text={message.text} />
  }
}

type PieceProps = Readonly<{ icon: ReactNode; hint?: ReactNode; children: ReactNode }>
const Piece = ({ icon, hint, children }: PieceProps) => (
  <div className={css['piece']}>
    <span aria-hidden="true">{icon}</span>
    <div>
      {hint && <small>{hint}</small>}
      <div>{children}</div>
    </div>
  </div>
)

const Outside = ({ to, children }: { to: string; children: ReactNode }) => (
  <a href={to} target="_blank" rel="noopener noreferrer nofollow" className="link">
    <bdi>{children}</bdi> <IconExternalLink size={13} aria-hidden="true" />
  </a>
)

function Place({ said }: { said: Extract<Said, { kind: 'location' }> }) {
  const t = useWords('inbox')
  const at = `${said.latitude},${said.longitude}`
  return (
    <Piece
      icon={<IconMapPin size={20} />}
      hint={said.name ? <bdi>{said.name}</bdi> : t('kind_location')}
    >
      {said.address && (
        <div>
          <bdi>{said.address}</bdi>
        </div>
      )}
      <Outside to={`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(at)}`}>
        {t('open_map')}
      </Outside>
    </Piece>
  )
}

const People = ({ said }: { said: Extract<Said, { kind: 'contacts' }> }) =>
  said.contacts.map((contact) => (
    <Piece
      key={contact.name + contact.phones.join()}
      icon={<IconAddressBook size={20} />}
      hint={contact.organisation ? <bdi>{contact.organisation}</bdi> : undefined}
    >
      <b>
        <Bdi>{contact.name}</Bdi>
      </b>
      {contact.phones.map((phone) => (
        <div key={phone}>
          <IconPhone size={13} aria-hidden="true" /> <Phone value={phone} />
        </div>
      ))}
      {contact.emails.map((email) => (
        <div key={email}>
          <Code>{email}</Code>
        </div>
      ))}
    </Piece>
  ))

function Order({ said }: { said: Extract<Said, { kind: 'order' }> }) {
  const t = useWords('inbox')
  return (
    <Piece icon={<IconShoppingCart size={20} />} hint={t('kind_order')}>
      {said.items.map((item) => (
        <div key={item.product}>
          <Count value={Math.round(item.quantity)} /> × <Bdi>{item.product}</Bdi>{' '}
          {item.price && (
            <bdi dir="ltr" className="muted">
              {item.price} {item.currency}
            </bdi>
          )}
        </div>
      ))}
      {said.text && <Words text={said.text} />}
    </Piece>
  )
}
