import { Menu } from '@mantine/core'
import { IconLock, IconPlus } from '@tabler/icons-react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { ChannelIcon } from '#web/ui/channel-icon.tsx'
import { useWords } from '#web/words.ts'
import css from './composer.module.css'
import type { DraftView } from './use-draft.ts'
import type { Way } from './use-way.ts'

type Props = Readonly<{ detail: ConversationDetail; draft: DraftView; way: Way }>

/** By which way the answer goes, or that it is a note that goes nowhere. */
export function WayTabs({ detail, draft, way }: Props) {
  const t = useWords('inbox')
  const { note } = draft.draft
  const threads = way.threads.length > 0 ? way.threads : []
  const twice = (channel: string) => threads.filter((each) => each.channel === channel).length > 1
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields.
    <div className={css['modes']} role="group" aria-label={t('ways')}>
      {threads.length === 0 && (
        <Mode pressed={!note} onPress={() => draft.change({ note: false })}>
          <ChannelIcon channel={detail.channel} size={15} /> {t(`by_${detail.channel}`)}
        </Mode>
      )}
      {threads.map((thread) => (
        <Mode
          key={thread.id}
          pressed={!note && way.threadId === thread.id}
          onPress={() => {
            way.choose({ threadId: thread.id })
            draft.change({ note: false })
          }}
        >
          <ChannelIcon channel={thread.channel} size={15} /> {t(`by_${thread.channel}`)}
          {twice(thread.channel) && (
            <small dir="auto">{thread.address ?? thread.door.accountName ?? thread.name}</small>
          )}
        </Mode>
      ))}
      {way.address && !note && (
        <Mode pressed onPress={() => {}}>
          <ChannelIcon channel={way.address.channel} size={15} /> {t(`by_${way.address.channel}`)}
          <small dir="ltr">{way.address.address}</small>
        </Mode>
      )}
      {way.addresses.length > 0 && <OtherWays way={way} draft={draft} />}
      <Mode pressed={note} noted onPress={() => draft.change({ note: true })}>
        <IconLock size={14} aria-hidden="true" /> {t('note')}
      </Mode>
    </div>
  )
}

type ModeProps = Readonly<{
  pressed: boolean
  noted?: boolean
  onPress: () => void
  children: React.ReactNode
}>
const Mode = ({ pressed, noted, onPress, children }: ModeProps) => (
  <button
    type="button"
    className={css['mode']}
    data-note={noted}
    aria-pressed={pressed}
    onClick={onPress}
  >
    {children}
  </button>
)

/** Addresses of the customer that nobody has written to yet. */
function OtherWays({ way, draft }: { way: Way; draft: DraftView }) {
  const t = useWords('inbox')
  return (
    <Menu position="top-start">
      <Menu.Target>
        <button
          type="button"
          className={css['mode']}
          aria-label={t('other_ways')}
          title={t('other_ways')}
        >
          <IconPlus size={15} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {way.addresses.map((address) => (
          <Menu.Item
            key={address.accountId + address.address}
            leftSection={<ChannelIcon channel={address.channel} />}
            onClick={() => {
              way.choose({ address })
              draft.change({ note: false })
            }}
          >
            <bdi dir="ltr">{address.address}</bdi>
            <span className="because">{t('from_account', { name: address.accountName })}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
