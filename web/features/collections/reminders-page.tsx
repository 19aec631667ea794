import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconBellRinging,
  IconMailCheck,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Plan } from '#core/collections/api.ts'
import { api, client } from '#web/client.ts'
import { timeOf } from '#web/clock.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { useGo, useSearchText } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Why } from '#web/ui/page.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { SidePanel } from '#web/ui/side-panel.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Count } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './collections.module.css'
import { PlanDetail } from './plan-detail.tsx'
import { keyOf, PlanGroup } from './plan-list.tsx'
import { useChange } from './use-change.ts'

/** «ما الذي سيُرسل اليوم»: what goes out, what is held and why, before it happens. */
export function RemindersPage() {
  const t = useWords('collections')
  const { data, error, refetch } = useQuery(api.collections.plan.queryOptions({ input: {} }))
  const [search, change] = useSearchText()
  // Without room beside the list, the message opens over it.
  const narrow = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false })
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  const send = data.rows.filter(({ verdict }) => verdict === 'send')
  const held = data.rows.filter(({ verdict }) => verdict !== 'send')
  const named = data.rows.find((row) => keyOf(row) === search['line'])
  const picked = named ?? (narrow ? undefined : data.rows[0])
  const lines = {
    picked: picked && keyOf(picked),
    onPick: (row: (typeof data.rows)[number]) => change({ line: keyOf(row) }),
  }
  return (
    <div className={css['page']}>
      <Head plan={data} />
      {!data.on && <Off plan={data} />}
      <Figures plan={data} />
      {data.rows.length > 0 ? (
        <div className={css['panes']}>
          <ScrollArea className={css['list']} label={t('today_title')}>
            <PlanGroup {...lines} rows={send} title={t('group_send')} hint={t('group_send_hint')} />
            <PlanGroup {...lines} rows={held} title={t('group_held')} hint={t('group_held_hint')} />
          </ScrollArea>
          {narrow ? (
            <SidePanel
              open={picked !== undefined}
              onClose={() => change({ line: null })}
              title={picked && <Bdi>{picked.customerName}</Bdi>}
            >
              <div className={css['side']} data-over="">
                {picked && <PlanDetail key={keyOf(picked)} row={picked} />}
              </div>
            </SidePanel>
          ) : (
            <ScrollArea as="aside" className={css['side']} label={t('as_it_arrives')}>
              {picked && <PlanDetail key={keyOf(picked)} row={picked} />}
            </ScrollArea>
          )}
        </div>
      ) : (
        <Blank icon={<IconMailCheck size={30} />} title={t('nothing_today')}>
          {t('nothing_today_hint')}
        </Blank>
      )}
    </div>
  )
}

function Head({ plan }: { plan: Plan }) {
  const t = useWords('collections')
  const format = useFormat()
  const go = useGo()
  const may = useMay()
  const stop = useChange(
    (stopped: boolean) => client.collections.stopToday({ stopped }),
    ({ stoppedToday }) => toast.said(stoppedToday ? t('stopped') : t('resumed_today')),
  )
  const hours = plan.windows.map(({ from, until }) =>
    t('between', { from: `\u2066${timeOf(from)}\u2069`, until: `\u2066${timeOf(until)}\u2069` }),
  )
  const when = [
    format.day(plan.day, { weekday: true }),
    ...(hours.length ? hours : [t('closed_today')]),
  ]
  const Icon = plan.stoppedToday ? IconPlayerPlay : IconPlayerPause
  return (
    <PageHead
      title={t('today_title')}
      actions={
        <>
          {plan.on && may('collections.approve') && (
            <Button
              variant="default"
              leftSection={<Icon size={16} />}
              loading={stop.isPending}
              onClick={() => stop.mutate(!plan.stoppedToday)}
            >
              {plan.stoppedToday ? t('go_on_today') : t('stop_today')}
            </Button>
          )}
          <Button variant="default" onClick={() => go('/settings/reminders')}>
            {t('policy')}
          </Button>
        </>
      }
    >
      {when.join('، ')}. {t('today_hint')}
    </PageHead>
  )
}

/** The first day: what turning it on will do, and the one button. */
function Off({ plan }: { plan: Plan }) {
  const t = useWords('collections')
  const may = useMay()
  const turnOn = useChange(
    () => client.collections.switchReminders({ on: true }),
    () => toast.said(t('turned_on')),
  )
  return (
    <div className={css['off']}>
      <IconBellRinging size={24} aria-hidden="true" />
      <div>
        <b>{t('off_title')}</b>
        <p>{plan.emailReady ? t('off_hint') : t('needs_email')}</p>
      </div>
      {may('collections.manage') &&
        (plan.emailReady ? (
          <Button onClick={() => turnOn.mutate()} loading={turnOn.isPending}>
            {t('turn_on')}
          </Button>
        ) : (
          <Go to="/settings/channels">{t('add_email')}</Go>
        ))}
    </div>
  )
}

function Figures({ plan }: { plan: Plan }) {
  const t = useWords('collections')
  const { send, held, sent } = plan.counts
  return (
    <>
      <dl className={css['figures']}>
        <div data-tone="good">
          <dd>
            <Count value={send} />
          </dd>
          <dt>{t('figure_send', { count: send })}</dt>
        </div>
        <div data-tone="plain">
          <dd>
            <Count value={held} />
          </dd>
          <dt>{t('figure_held', { count: held })}</dt>
        </div>
        {plan.sums.map((sum) => (
          <div key={sum.currency}>
            <dd>
              <Money value={sum} rounded />
            </dd>
            <dt>{t('figure_sum')}</dt>
          </div>
        ))}
      </dl>
      <div className={css['sent']}>
        {plan.stoppedToday && <Why>{t('stopped')}</Why>}
        {sent > 0 && <Go to="/reminders/log">{t('figure_sent', { count: sent })}</Go>}
      </div>
    </>
  )
}
