import { ActionIcon, Menu, Modal } from '@mantine/core'
import { IconTemplate } from '@tabler/icons-react'
import { useState } from 'react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { useWords } from '#web/words.ts'
import css from './composer.module.css'
import { TemplateForm } from './template-form.tsx'
import type { SendView } from './use-send.ts'
import type { Way } from './use-way.ts'

type Props = Readonly<{
  detail: ConversationDetail
  way: Way
  sending: SendView
  onCanned: () => void
}>

/** Ready words: the house's own, and on a channel that has them the vendor's approved templates. */
export function TemplateButton({ detail, way, sending, onCanned }: Props) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const [open, setOpen] = useState(false)
  const templates = way.door?.abilities?.kinds.includes('template') ?? false
  return (
    <>
      <Menu position="top">
        <Menu.Target>
          <ActionIcon aria-label={t('ready_words')} title={t('ready_words')}>
            <IconTemplate size={19} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onCanned}>
            {t('canned')} <kbd>/</kbd>
          </Menu.Item>
          {templates && <Menu.Item onClick={() => setOpen(true)}>{t('template')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {open && (
        <Modal
          opened
          onClose={() => setOpen(false)}
          size={520}
          title={t('template_ask')}
          closeButtonProps={{ 'aria-label': ui('close') }}
        >
          <div className={css['modalBody']}>
            <TemplateForm
              detail={detail}
              way={way}
              sending={sending}
              onSent={() => setOpen(false)}
            />
          </div>
        </Modal>
      )}
    </>
  )
}
