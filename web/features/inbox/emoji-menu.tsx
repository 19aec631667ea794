import { ActionIcon, Popover } from '@mantine/core'
import { IconMoodSmile } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '#web/words.ts'
import css from './composer.module.css'

const offered = [
  ...['😊', '😀', '😂', '🙂', '😉', '😍', '🤝', '🙏', '👍', '👏', '👌', '💪'],
  ...['❤️', '🌹', '💐', '🎉', '⭐', '✨', '🔥', '💯', '✅', '❌', '⚠️', '❓'],
  ...['😅', '😔', '😮', '🤔', '😴', '😢', '🙋', '🤲', '☕', '🕌', '🌙', '☀️'],
  ...['📎', '📄', '🧾', '💳', '💰', '🏦', '📅', '⏰', '📞', '📍', '🚚', '📦'],
]

/** The signs that people here write with. */
export function EmojiMenu({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useWords('inbox')
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} position="top" trapFocus withRoles={false}>
      <Popover.Target>
        <ActionIcon
          aria-label={t('emoji')}
          title={t('emoji')}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconMoodSmile size={19} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields. */}
        <div className={css['emojiGrid']} role="group" aria-label={t('emoji')}>
          {offered.map((emoji) => (
            <button
              key={emoji}
              type="button"
              onClick={() => {
                setOpen(false)
                onPick(emoji)
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
