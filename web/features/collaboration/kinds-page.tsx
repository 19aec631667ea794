import { Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NotificationKind } from '#core/collaboration/notification.ts'
import { api, client } from '#web/client.ts'
import { refusalOf } from '#web/refusal.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './collaboration.module.css'
import { DigestSection, PushSection } from './push-section.tsx'

/** What the reader wants to hear of, among what their permissions let them hear. */
export function KindsPage() {
  const t = useWords('collaboration')
  const say = useWords('refusals')
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(api.collaboration.settings.queryOptions({ input: {} }))
  const set = useMutation({
    mutationFn: (wish: { kind: NotificationKind; on: boolean }) => client.collaboration.set(wish),
    onSettled: () => queries.invalidateQueries({ queryKey: api.collaboration.settings.key() }),
    onError: (failure) => {
      const { code, facts } = refusalOf(failure)
      toast.failed(say(code, facts))
    },
  })
  const wished = set.isPending ? set.variables : undefined
  return (
    <Sheet label={t('notifications')} narrow>
      <PageHead title={t('notifications')}>{t('settings_lead')}</PageHead>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={5} />}
      <div className={css['kinds']}>
        {data?.rows.map(({ kind, on }) => (
          <Switch
            key={kind}
            label={t(`kind_${kind}`)}
            description={t(`about_${kind}`)}
            labelPosition="left"
            classNames={{ body: css['kind'] ?? '' }}
            checked={wished?.kind === kind ? wished.on : on}
            onChange={(event) => set.mutate({ kind, on: event.currentTarget.checked })}
          />
        ))}
      </div>
      <PushSection />
      <DigestSection />
    </Sheet>
  )
}
