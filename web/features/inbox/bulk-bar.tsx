import { Menu } from '@mantine/core'
import { IconCheck, IconMailOpened, IconTag, IconUserShare, IconX } from '@tabler/icons-react'
import type { BulkChange } from '#core/inbox/api.ts'
import { client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './list.module.css'
import { useAgents, useConversationLabels } from './lists.ts'
import { useChange } from './use-change.ts'

const most = 200

type Props = Readonly<{ ids: readonly string[]; onDone: () => void }>

/** As many at once as one request takes, until all are done. */
async function changeAll(ids: readonly string[], change: BulkChange['change']) {
  const changed: string[] = []
  const skipped: string[] = []
  for (let at = 0; at < ids.length; at += most) {
    const done = await client.inbox.changeMany({ ids: ids.slice(at, at + most), change })
    changed.push(...done.changed)
    skipped.push(...done.skipped)
  }
  return { changed, skipped }
}

/** What can be done to many conversations at once. */
export function BulkBar({ ids, onDone }: Props) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const may = useMay()
  const change = useChange(
    (what: BulkChange['change']) => changeAll(ids, what),
    ({ changed, skipped }) => {
      toast.said(
        t('changed_many', { count: changed.length }),
        skipped.length > 0 ? t('skipped_many', { count: skipped.length }) : undefined,
      )
      onDone()
    },
  )
  if (ids.length === 0) return null
  const run = (what: BulkChange['change']) => {
    if (!change.isPending) change.mutate(what)
  }
  return (
    <div className={css['bulk']} role="toolbar" aria-label={ui('selection')}>
      <p aria-live="polite">{ui('selected', { count: ids.length })}</p>
      {may('inbox.answer') && (
        <>
          <button type="button" onClick={() => run({ kind: 'close' })}>
            <IconCheck size={16} />
            <span>{t('close')}</span>
          </button>
          <button type="button" onClick={() => run({ kind: 'read' })}>
            <IconMailOpened size={16} />
            <span>{t('mark_read')}</span>
          </button>
          <LabelMany run={run} />
        </>
      )}
      {may('inbox.assign') && <AssignMany run={run} />}
      <button type="button" aria-label={ui('clear_selection')} onClick={onDone}>
        <IconX size={16} />
      </button>
    </div>
  )
}

type Run = Readonly<{ run: (what: BulkChange['change']) => void }>

function LabelMany({ run }: Run) {
  const t = useWords('inbox')
  const labels = useConversationLabels()
  if (labels.length === 0) return null
  return (
    <Menu position="top">
      <Menu.Target>
        <button type="button">
          <IconTag size={16} />
          <span>{t('label')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {labels.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => run({ kind: 'label', labelId: id, on: true })}>
            <bdi>{name}</bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function AssignMany({ run }: Run) {
  const t = useWords('inbox')
  const agents = useAgents()
  return (
    <Menu position="top">
      <Menu.Target>
        <button type="button">
          <IconUserShare size={16} />
          <span>{t('assign')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        <Menu.Item onClick={() => run({ kind: 'assignee', userId: null })}>
          {t('to_nobody')}
        </Menu.Item>
        {agents.map(({ user }) => (
          <Menu.Item key={user.id} onClick={() => run({ kind: 'assignee', userId: user.id })}>
            <bdi>{user.name}</bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
