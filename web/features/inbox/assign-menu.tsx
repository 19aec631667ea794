import { ActionIcon, Menu, TextInput, Tooltip } from '@mantine/core'
import { IconCheck, IconUserShare } from '@tabler/icons-react'
import { useState } from 'react'
import { fold } from '#core/arabic/fold.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './inbox.module.css'
import { useAgents } from './lists.ts'
import { useChange } from './use-change.ts'
import { useReasons } from './why.tsx'

type Stands = Pick<ReturnType<typeof useAgents>[number], 'availability' | 'onShift'>

/** How a colleague stands, in the order in which the house passes over: whoever is off is off first. */
const standingOf = ({ availability, onShift }: Stands) =>
  availability === 'off' || onShift ? availability : 'off_shift'

/** Who has it and why, and to whom it can go, each with how busy they are. */
export function AssignMenu({ detail }: { detail: ConversationDetail }) {
  const t = useWords('inbox')
  const { userId } = useMe()
  const agents = useAgents()
  const [text, setText] = useState('')
  const assign = useChange((to: string | null) =>
    client.inbox.assign({ id: detail.id, userId: to }),
  )
  const wanted = fold(text)
  const shown = agents
    .filter(({ user }) => fold(user.name).includes(wanted))
    .toSorted((a, b) => Number(b.user.id === userId) - Number(a.user.id === userId))
  const label = detail.assignee ? t('assigned_to', { name: detail.assignee.name }) : t('assign')
  return (
    <Menu position="bottom-end" width={300} onClose={() => setText('')}>
      <Tooltip label={label}>
        <Menu.Target>
          <ActionIcon
            aria-label={label}
            aria-keyshortcuts="A"
            data-desk="assign"
            loading={assign.isPending}
          >
            <IconUserShare size={19} />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown className={css['tallMenu'] ?? ''}>
        <WhyThisOne detail={detail} />
        {agents.length > 7 && (
          <TextInput
            m={6}
            aria-label={t('find_colleague')}
            placeholder={t('find_colleague')}
            value={text}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
        )}
        {shown.map(({ user, load, capacity, ...stands }) => (
          <Menu.Item
            key={user.id}
            leftSection={
              <i
                className={css['light']}
                data-state={standingOf(stands) === 'off_shift' ? 'off' : stands.availability}
              />
            }
            rightSection={detail.assignee?.id === user.id ? <IconCheck size={16} /> : undefined}
            onClick={() => assign.mutate(user.id)}
          >
            <Bdi>{user.name}</Bdi> {user.id === userId && <span className="muted">{t('me')}</span>}
            <span className="because">
              {t(`available_${standingOf(stands)}`)}
              {t('comma')}
              {t('load', { load, capacity })}
            </span>
          </Menu.Item>
        ))}
        {detail.assignee && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => assign.mutate(null)}>{t('to_nobody')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** «لماذا هذا الموظف», in the words of the rule that chose. */
function WhyThisOne({ detail }: { detail: ConversationDetail }) {
  const t = useWords('inbox')
  const reasons = useReasons()
  if (!detail.why) return null
  const because = reasons(detail.why.because)
  if (!because) return null
  return (
    <div className={css['whyBox']}>
      <p>
        {detail.assignee ? (
          <b>{t('why_agent', { name: detail.assignee.name })}</b>
        ) : (
          <b>{t('why_nobody')}</b>
        )}{' '}
        {because}
      </p>
      {detail.why.others.slice(0, 5).map(({ user, because: not }) => (
        <p key={user.id}>
          <Bdi>{user.name}</Bdi>: {reasons(not)}
        </p>
      ))}
    </div>
  )
}
