import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useState } from 'react'
import { useMay } from '#web/me.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './collaboration.module.css'
import { NotificationLine } from './notification-line.tsx'
import { useNotifications, useReading, useUnread } from './use-notifications.ts'
import { usePushOpenings } from './use-push-openings.ts'

/** The bell of the top bar: how many are unread, and the latest of them. */
export function Bell() {
  const may = useMay()
  return may('collaboration.read') ? <BellOf /> : null
}

function BellOf() {
  const t = useWords('collaboration')
  usePushOpenings()
  const [open, setOpen] = useState(false)
  const unread = useUnread()
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width="min(400px, calc(100vw - 24px))"
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <ActionIcon
          size={40}
          className={css['bell'] ?? ''}
          aria-label={unread > 0 ? t('bell', { count: unread }) : t('notifications')}
          onClick={() => setOpen((was) => !was)}
        >
          <IconBell size={20} stroke={1.6} />
          {unread > 0 && (
            <b aria-hidden="true">
              {unread > 99 ? <bdi dir="ltr">99+</bdi> : <Count value={unread} />}
            </b>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('notifications')}>
        <Panel onClose={() => setOpen(false)} unread={unread} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Panel({ onClose, unread }: { onClose: () => void; unread: number }) {
  const t = useWords('collaboration')
  const { data, error, refetch, isPending } = useNotifications(15)
  const { readAll } = useReading()
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const newest = rows[0]?.at
  return (
    <div className={css['panel']} tabIndex={-1} data-autofocus>
      <header>
        <h2>{t('notifications')}</h2>
        {unread > 0 && newest && (
          <Button size="compact-sm" variant="subtle" onClick={() => readAll(newest)}>
            {t('read_all')}
          </Button>
        )}
      </header>
      {isPending && <Bones rows={3} />}
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && (
        <p className={css['none']}>
          <IconBell size={26} stroke={1.4} />
          <b>{t('none')}</b>
          {t('none_hint')}
        </p>
      )}
      {rows.length > 0 && (
        <ul className={css['lines']}>
          {rows.map((row) => (
            <NotificationLine key={row.id} notification={row} onOpen={onClose} />
          ))}
        </ul>
      )}
      <footer>
        {rows.length > 0 && (
          <Go to="/notifications" className="link" onClick={onClose}>
            {t('see_all')}
          </Go>
        )}
        <Go to="/settings/notifications" className="link" onClick={onClose}>
          {t('choose')}
        </Go>
      </footer>
    </div>
  )
}
