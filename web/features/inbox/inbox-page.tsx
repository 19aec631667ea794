import { IconMessages } from '@tabler/icons-react'
import { useParam } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import { useWords } from '#web/words.ts'
import { ConversationList } from './conversation-list.tsx'
import css from './inbox.module.css'
import { ThreadPane } from './thread-pane.tsx'
import { useStartFolder } from './use-start-folder.ts'

/** The inbox with nothing open. */
export const InboxPage = () => <Panes openId={null} />

/** The inbox with one conversation open. */
export const ConversationPage = () => <Panes openId={useParam('id')} />

/** List, thread and panel beside each other; on a phone one after the other. */
function Panes({ openId }: { openId: string | null }) {
  const t = useWords('inbox')
  useStartFolder(openId)
  return (
    <div className={css['page']} data-open={openId ?? undefined}>
      <ConversationList openId={openId} />
      {openId ? (
        <ThreadPane key={openId} id={openId} />
      ) : (
        <section className={css['none']} aria-label={t('conversation')}>
          <Blank icon={<IconMessages size={30} />} tone="plain" title={t('pick_one')}>
            {t('pick_one_hint')}
          </Blank>
        </section>
      )}
    </div>
  )
}
