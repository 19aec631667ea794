import { Menu } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Availability, availabilities } from '#core/people/work.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './availability.module.css'

function useMine(enabled: boolean) {
  const { data } = useQuery({
    ...api.people.myAvailability.queryOptions({ input: {} }),
    enabled,
    staleTime: 60_000,
  })
  return data?.availability
}

/** On the reader's own picture: whether new conversations come to them. */
export function AvailabilityMark() {
  const t = useWords('inboxSettings')
  const mine = useMine(useMay()('inbox.answer') !== undefined)
  if (mine === undefined) return null
  return (
    <span className={css['mark']} data-state={mine}>
      <span className="visually-hidden">{t('my_state_is', { state: t(`available_${mine}`) })}</span>
    </span>
  )
}

/** In the reader's own menu, for the inbox and the desk: available, busy, away or off work, said with one press. */
export function AvailabilityChoice() {
  const may = useMay()
  return may('inbox.answer') || may('collections.work') ? <Choice /> : null
}

function Choice() {
  const t = useWords('inboxSettings')
  const say = useWords('refusals')
  const queries = useQueryClient()
  const mine = useMine(true)
  const { queryKey } = api.people.myAvailability.queryOptions({ input: {} })
  const set = useMutation({
    mutationFn: (availability: Availability) => client.people.setAvailability({ availability }),
    onMutate: (availability) => {
      const before = queries.getQueryData(queryKey)
      const since = new Date().toISOString()
      const awaySince = availability === 'away' ? since : null
      queries.setQueryData(queryKey, { availability, since, awaySince, by: null })
      return before
    },
    onError: (error, _, before) => {
      queries.setQueryData(queryKey, before)
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.inbox.agents.key() }),
  })
  return (
    <>
      <Menu.Label>{t('my_state')}</Menu.Label>
      <Menu.RadioGroup
        value={mine ?? ''}
        onChange={(next) => {
          const wanted = availabilities.find((each) => each === next)
          if (wanted) set.mutate(wanted)
        }}
      >
        {availabilities.map((each) => (
          <Menu.RadioItem key={each} value={each}>
            <span className={css['option']}>
              <i className={css['dot']} data-state={each} aria-hidden="true" />
              {t(`available_${each}`)}
            </span>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
    </>
  )
}
