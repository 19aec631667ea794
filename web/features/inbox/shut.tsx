import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { ChannelIcon } from '#web/ui/channel-icon.tsx'
import { useWords } from '#web/words.ts'
import { useNow, useStretch } from './clock.ts'
import css from './shut.module.css'
import { TemplateForm } from './template-form.tsx'
import type { DraftView } from './use-draft.ts'
import type { SendView } from './use-send.ts'
import type { Way } from './use-way.ts'

type Props = Readonly<{ detail: ConversationDetail; way: Way; draft: DraftView; sending: SendView }>

/** In the place of the box where nothing may be written freely: why, what may be sent, and the other ways. */
export function Shut({ detail, way, sending }: Props) {
  const t = useWords('inbox')
  const stretch = useStretch()
  const now = useNow(60_000)
  const { shut, door, channel } = way
  const name = t(`channel_${channel}`)
  const since = door?.window.state === 'closed' ? door.window.since : null
  const templates = shut === 'window' || shut === 'never_wrote' || shut === 'template_only'
  const others = way.threads.filter(
    (thread) =>
      thread.id !== way.threadId &&
      !thread.door.shut &&
      !thread.blocked &&
      thread.door.window.state !== 'closed',
  )
  return (
    <div className={css['shut']}>
      <p>
        <IconAlertTriangle size={17} aria-hidden="true" />
        <span>
          {shut === 'window' && (
            <>
              <b>
                {since
                  ? t('shut_since', { time: stretch(now - Date.parse(since)) })
                  : t('shut_now')}
              </b>{' '}
              {t('shut_window', { channel: name })}
            </>
          )}
          {(shut === 'never_wrote' || shut === 'template_only') &&
            t('shut_never', { channel: name })}
          {shut === 'account' && t('shut_account', { channel: name })}
          {shut === 'blocked' && t('shut_blocked', { channel: name })}
        </span>
      </p>
      {templates && <TemplateForm detail={detail} way={way} sending={sending} />}
      {others.length > 0 && (
        <div className={css['otherWays']}>
          {others.map((thread) => (
            <Button
              key={thread.id}
              variant="default"
              leftSection={<ChannelIcon channel={thread.channel} />}
              onClick={() => way.choose({ threadId: thread.id })}
            >
              {t(`send_by_${thread.channel}`)}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
