import { Button } from '@mantine/core'
import { IconArrowBackUp, IconCornerUpLeft } from '@tabler/icons-react'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { ChannelIcon } from '#web/ui/channel-icon.tsx'
import { useWords } from '#web/words.ts'
import { MailCard } from './mail-card.tsx'
import { ReactMenu } from './react-menu.tsx'
import { SaidView } from './said-view.tsx'
import { Stamp } from './stamp.tsx'
import css from './thread.module.css'

/** What can be done with a message where it stands. */
export type Acts = Readonly<{
  quote: (message: ThreadMessage) => void
  retry: (message: ThreadMessage) => void
  react: (message: ThreadMessage, emoji: string | null) => void
  jumpTo: (messageId: string) => void
  /** The message that is being tried again now. */
  retrying: string | undefined
}>

type Props = Readonly<{
  message: ThreadMessage
  marked: boolean
  acts: Acts
  mayAnswer: boolean
  /** It came by another way than what stands above it. */
  otherChannel: boolean
}>

/** One message of either side, with how far it came. */
export function MessageView(props: Props) {
  const { message, marked, otherChannel } = props
  if (message.channel === 'email')
    return (
      <MailCard message={message} marked={marked}>
        <Outcome {...props} />
      </MailCard>
    )
  const out = message.direction === 'out'
  return (
    <article
      className={css['row']}
      data-out={out || undefined}
      data-message={message.id}
      data-marked={marked || undefined}
    >
      <div
        className={css['bubble']}
        data-out={out || undefined}
        data-withdrawn={message.state === 'withdrawn' || undefined}
        data-bare={message.said.kind === 'sticker' || undefined}
      >
        {otherChannel && <Way message={message} />}
        <Quoted message={message} jumpTo={props.acts.jumpTo} />
        {message.unsentAt ? <Unsent message={message} /> : <SaidView message={message} />}
        <Stamp message={message} />
        <Reactions message={message} />
      </div>
      {props.mayAnswer && !message.unsentAt && <Tools {...props} />}
      <Outcome {...props} />
    </article>
  )
}

function Way({ message }: { message: ThreadMessage }) {
  const t = useWords('inbox')
  return (
    <span className={css['way']}>
      <ChannelIcon channel={message.channel} size={13} /> {t(`channel_${message.channel}`)}
    </span>
  )
}

function Quoted({ message, jumpTo }: { message: ThreadMessage; jumpTo: Acts['jumpTo'] }) {
  const t = useWords('inbox')
  const { answers } = message
  if (!answers) return null
  return (
    <button type="button" className={css['quote']} onClick={() => jumpTo(answers.id)}>
      <small>{t(answers.direction === 'out' ? 'quote_ours' : 'quote_theirs')}</small>
      <bdi dir="auto">{answers.text || t('kind_other')}</bdi>
    </button>
  )
}

function Unsent({ message }: { message: ThreadMessage }) {
  const t = useWords('inbox')
  return (
    <p className={css['unsent']}>
      <IconArrowBackUp size={15} aria-hidden="true" />{' '}
      {t(message.direction === 'in' ? 'unsent_theirs' : 'unsent_ours')}
    </p>
  )
}

function Reactions({ message }: { message: ThreadMessage }) {
  const t = useWords('inbox')
  if (message.reactions.length === 0) return null
  return (
    <span className={css['reactions']}>
      {message.reactions.map(({ side, emoji }) => (
        <span key={side + emoji} title={t(side === 'us' ? 'reacted_us' : 'reacted_them')}>
          {emoji}
          <span className="visually-hidden">
            {' '}
            {t(side === 'us' ? 'reacted_us' : 'reacted_them')}
          </span>
        </span>
      ))}
    </span>
  )
}

function Tools({ message, acts }: Props) {
  const t = useWords('inbox')
  const known =
    message.state !== 'queued' && message.state !== 'withdrawn' && message.state !== 'failed'
  if (message.channel === 'manual' || message.channel === 'sms' || !known) return null
  return (
    <span className={css['tools']}>
      <button
        type="button"
        aria-label={t('quote')}
        title={t('quote')}
        onClick={() => acts.quote(message)}
      >
        <span className="mirror">
          <IconCornerUpLeft size={16} />
        </span>
      </button>
      <ReactMenu message={message} onReact={(emoji) => acts.react(message, emoji)} />
    </span>
  )
}

/** Why it did not arrive, in words, and the way to try again. */
function Outcome({ message, acts, mayAnswer }: Props) {
  const t = useWords('inbox')
  const reason = useFailureWords()
  const { state } = message
  if (message.direction === 'in' || (state !== 'failed' && state !== 'unknown')) return null
  return (
    <p className={css['outcome']} data-state={state}>
      <span>{state === 'failed' ? reason(message.reason) : t('unknown_why')}</span>
      {mayAnswer && (
        <Button
          size="compact-xs"
          variant="default"
          loading={acts.retrying === message.id}
          onClick={() => acts.retry(message)}
        >
          {t('retry')}
        </Button>
      )}
    </p>
  )
}

const failures = [
  'window_closed',
  'not_reachable',
  'blocked_by_customer',
  'opted_out',
  'template_missing',
  'template_paused',
  'template_mismatch',
  'content_refused',
  'media_refused',
  'too_large',
  'rate_limited',
  'account_limited',
  'billing',
  'auth',
  'sender_refused',
  'number_invalid',
  'number_wrong',
  'unavailable',
  'rejected',
  'address_refused',
  'no_account',
  'attachment_failed',
] as const

/** A failure's reason as a person reads it. */
export function useFailureWords() {
  const t = useWords('inbox')
  return (reason: string | null): string => {
    const known = failures.find((each) => each === reason)
    return known ? t(`failed_${known}`) : t('failed_other')
  }
}
