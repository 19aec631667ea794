import { Menu } from '@mantine/core'
import { IconMoodPlus } from '@tabler/icons-react'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { useWords } from '#web/words.ts'
import css from './thread.module.css'

const offered = ['👍', '❤️', '🙏', '✅', '😊', '🌹'] as const

type Props = Readonly<{ message: ThreadMessage; onReact: (emoji: string | null) => void }>

/** A mark beside a message, taken back by pressing the same again. */
export function ReactMenu({ message, onReact }: Props) {
  const t = useWords('inbox')
  const ours = message.reactions.find(({ side }) => side === 'us')?.emoji
  return (
    <Menu position="top" width="auto">
      <Menu.Target>
        <button type="button" aria-label={t('react')} title={t('react')}>
          <IconMoodPlus size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css['emojis'] ?? ''}>
        {offered.map((emoji) => (
          <Menu.Item
            key={emoji}
            aria-label={t('react_with', { emoji })}
            aria-current={emoji === ours}
            onClick={() => onReact(emoji === ours ? null : emoji)}
          >
            {emoji}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
