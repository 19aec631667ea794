import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { changing } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './day.module.css'
import { useMomentWords } from './say.ts'
import { useDeskChange } from './use-desk.ts'

const useBack = changing(() => [api.collections.key(), api.people.myAvailability.key()])

/** Tells who is marked absent that they are, since when and by whom; one press ends it. */
export function AwayBar() {
  const t = useWords('desk')
  const moment = useMomentWords()
  const { data } = useQuery(api.people.myAvailability.queryOptions({ input: {} }))
  const back = useBack(() => client.people.setAvailability({ availability: 'online' }))
  if (!data?.awaySince) return null
  const when = moment(data.awaySince)
  return (
    <p className={css['away']} role="status">
      <span>{data.by ? t('away_mine_by', { name: data.by, when }) : t('away_mine', { when })}</span>
      <Button size="compact-sm" loading={back.isPending} onClick={() => back.mutate(undefined)}>
        {t('away_mine_end')}
      </Button>
    </p>
  )
}

type Props = Readonly<{ user: Readonly<{ id: string; name: string }>; away: boolean }>

/** For a lead: marks a collector absent, or back. */
export function AwayButton({ user, away }: Props) {
  const t = useWords('desk')
  const mark = useDeskChange(
    () => client.collections.markAbsence({ userId: user.id, away: !away }),
    () => toast.said(t(away ? 'back_said' : 'away_said', { name: user.name })),
  )
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={mark.isPending}
      aria-label={`${t(away ? 'away_end' : 'away_mark')}: ${user.name}`}
      onClick={() => mark.mutate(undefined)}
    >
      {t(away ? 'away_end' : 'away_mark')}
    </Button>
  )
}
