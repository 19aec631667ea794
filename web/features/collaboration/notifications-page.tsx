import { Button } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import css from './collaboration.module.css'
import { NotificationLine } from './notification-line.tsx'
import { useNotifications, useReading, useUnread } from './use-notifications.ts'

/** Everything the reader was told, the newest first. */
export function NotificationsPage() {
  const t = useWords('collaboration')
  const ui = useWords('ui')
  const unread = useUnread()
  const { readAll } = useReading()
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useNotifications(50)
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const newest = rows[0]?.at
  return (
    <Sheet label={t('notifications')} narrow>
      <PageHead
        title={t('notifications')}
        actions={
          <>
            {unread > 0 && newest && (
              <Button variant="default" onClick={() => readAll(newest)}>
                {t('read_all')}
              </Button>
            )}
            <Button component={Go} to="/settings/notifications" variant="subtle">
              {t('choose')}
            </Button>
          </>
        }
      />
      {isPending && <Bones rows={6} />}
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && (
        <Blank icon={<IconBell size={30} />} title={t('none')}>
          {t('none_hint')}
        </Blank>
      )}
      <ul className={css['lines']}>
        {rows.map((row) => (
          <NotificationLine key={row.id} notification={row} />
        ))}
      </ul>
      {hasNextPage && (
        <Button
          variant="subtle"
          m={16}
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {ui('more')}
        </Button>
      )}
    </Sheet>
  )
}
