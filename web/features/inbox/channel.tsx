import type { TypeShown } from '#core/inbox/conversation.ts'
import { typeNames } from '#core/inbox/type-names.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Avatar } from '#web/ui/avatar.tsx'
import { ChannelIcon } from '#web/ui/channel-icon.tsx'
import { useWords } from '#web/words.ts'
import css from './list.module.css'

const shippedTypes = ['sales', 'support', 'complaint', 'finance'] as const

/** Whose conversation it is, with the channel on its corner. */
export function Face(props: { name: string; channel: MessageChannel; size?: number }) {
  const t = useWords('inbox')
  const { name, channel, size = 40 } = props
  return (
    <span className={css['face']}>
      <Avatar name={name} size={size} />
      <i className={css['channel']} data-kind={channel} title={t(`channel_${channel}`)}>
        <ChannelIcon channel={channel} size={13} />
        <span className="visually-hidden">{t(`channel_${channel}`)}</span>
      </i>
    </span>
  )
}

/** What a type of conversation is called: a shipped one in the reader's language, unless the company renamed it. */
export function useTypeName() {
  const { language } = usePreferences()
  return ({ key, name }: Pick<TypeShown, 'key' | 'name'>): string => {
    const own = shippedTypes.find((each) => each === key)
    const words = own && typeNames[own]
    return words && Object.values(words).includes(name) ? words[language] : name
  }
}
