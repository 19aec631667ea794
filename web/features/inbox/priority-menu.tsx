import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown, IconFlag3, IconTag } from '@tabler/icons-react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { type Priority, priorities } from '#core/inbox/rules.ts'
import { client } from '#web/client.ts'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './inbox.module.css'
import listCss from './list.module.css'
import { useConversationLabels } from './lists.ts'
import { useChange } from './use-change.ts'

/** How urgent it is, and its labels. */
export function PriorityMenu({ detail }: { detail: ConversationDetail }) {
  const t = useWords('inbox')
  const set = useChange((priority: Priority) =>
    client.inbox.setPriority({ id: detail.id, priority }),
  )
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <button
            type="button"
            className={css['mark']}
            disabled={!detail.mayAnswer}
            aria-label={t('priority_is', { name: t(`priority_${detail.priority}`) })}
          >
            <IconFlag3 size={13} aria-hidden="true" />
            {t(`priority_${detail.priority}`)}
            <IconChevronDown size={13} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {priorities.map((priority) => (
            <Menu.Item
              key={priority}
              rightSection={priority === detail.priority ? <IconCheck size={16} /> : undefined}
              onClick={() => set.mutate(priority)}
            >
              {t(`priority_${priority}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {detail.mayAnswer && <LabelMenu detail={detail} />}
    </>
  )
}

function LabelMenu({ detail }: { detail: ConversationDetail }) {
  const t = useWords('inbox')
  const labels = useConversationLabels()
  const set = useChange((labelIds: string[]) => client.inbox.setLabels({ id: detail.id, labelIds }))
  const held = detail.labels.map(({ id }) => id)
  if (labels.length === 0) return null
  return (
    <Menu position="bottom-start" closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className={css['mark']} aria-label={t('labels')}>
          <IconTag size={13} aria-hidden="true" />
          {t('label')}
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css['tallMenu'] ?? ''}>
        {labels.map(({ id, name, colour }) => (
          <Menu.Item
            key={id}
            leftSection={<i className={listCss['dot']} data-colour={colour} />}
            rightSection={held.includes(id) ? <IconCheck size={16} /> : undefined}
            disabled={set.isPending}
            onClick={() =>
              set.mutate(held.includes(id) ? held.filter((each) => each !== id) : [...held, id])
            }
          >
            <Bdi>{name}</Bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
