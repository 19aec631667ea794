import { Button, Select } from '@mantine/core'
import { IconLock, IconPlayerPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { DeskRow } from '#core/collections/desk-api.ts'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { AwayBar } from './absent.tsx'
import dayCss from './day.module.css'
import { Day } from './day.tsx'
import { DayOver } from './day-over.tsx'
import deskCss from './desk.module.css'
import queueCss from './queue.module.css'
import { useWaits, useWhy } from './say.ts'
import { type Asked, deskPath, nextOf, useProgress, type useQueue } from './use-desk.ts'

type Props = Readonly<{ asked: Asked; openId: string | null; queue: ReturnType<typeof useQueue> }>

/** The first pane: what the day has brought, whose queue it is, and whom to call in which order. */
export function Queue({ asked, openId, queue }: Props) {
  const t = useWords('desk')
  const { query, rows } = queue
  const progress = useProgress()
  return (
    <section className={`${queueCss['queue']} ${deskCss['first']}`} aria-label={t('queue')}>
      <header className={queueCss['queueHead']}>
        <h1>{t('desk')}</h1>
        {progress && <Day progress={progress} />}
        <AwayBar />
      </header>
      <Tabs asked={asked} total={queue.total} waiting={progress?.waiting} />
      {query.error && !query.data && (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Bones rows={8} />}
      {query.data && rows.length === 0 && (
        <>
          <div className={dayCss['alone']}>
            <DayOver asked={asked} progress={progress} />
          </div>
          <p className={dayCss['beside']}>{t('empty_row')}</p>
        </>
      )}
      {rows.length > 0 && (
        <Rows rows={rows} asked={asked} openId={openId}>
          {query.hasNextPage && (
            <Button
              variant="default"
              m={12}
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('more_rows')}
            </Button>
          )}
        </Rows>
      )}
    </section>
  )
}

const tabs = ['mine', 'all', 'nobody'] as const

function Tabs({
  asked,
  total,
  waiting,
}: {
  asked: Asked
  total: number
  waiting: number | undefined
}) {
  const t = useWords('desk')
  const go = useGo()
  const lead = useMay()('collections.lead')
  const { data } = useQuery({
    ...api.collections.collectors.queryOptions({ input: {} }),
    enabled: lead !== undefined,
  })
  const others = data?.rows ?? []
  const named = tabs.some((each) => each === asked.whose)
  return (
    <div className={queueCss['tabs']}>
      <nav aria-label={t('whose')}>
        <Go
          to={deskPath({ whose: asked.whose, when: 'now' })}
          aria-current={asked.when === 'now' ? 'page' : undefined}
        >
          {asked.whose === 'mine' ? t('mine') : t('queue')}{' '}
          {asked.when === 'now' && <Count value={total} />}
          {asked.when !== 'now' && asked.whose === 'mine' && waiting !== undefined && (
            <Count value={waiting} />
          )}
        </Go>
        <Go
          to={deskPath({ whose: asked.whose, when: 'later' })}
          aria-current={asked.when === 'later' ? 'page' : undefined}
        >
          {t('later')} {asked.when === 'later' && <Count value={total} />}
        </Go>
      </nav>
      <Select
        aria-label={t('whose')}
        size="xs"
        w={132}
        allowDeselect={false}
        data={[
          ...tabs.map((value) => ({ value: value as string, label: t(value) })),
          ...others
            .filter(({ customers, away }) => customers > 0 || away)
            .map(({ user, available }) => ({
              value: user.id,
              label: available ? user.name : t('away_named', { name: user.name }),
            })),
        ]}
        value={named || others.some(({ user }) => user.id === asked.whose) ? asked.whose : 'mine'}
        onChange={(whose) => whose && go(deskPath({ ...asked, whose }), { replace: true })}
      />
    </div>
  )
}

function Rows(
  props: Readonly<{
    rows: readonly DeskRow[]
    asked: Asked
    openId: string | null
    children: React.ReactNode
  }>,
) {
  const t = useWords('desk')
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (props.openId === null) return
    box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [props.openId])
  return (
    <ScrollArea ref={box} className={queueCss['rows']} label={t('queue')}>
      <ul>
        {props.rows.map((row) => (
          <li key={row.customerId}>
            <Line row={row} asked={props.asked} open={row.customerId === props.openId} />
          </li>
        ))}
      </ul>
      {props.children}
    </ScrollArea>
  )
}

/** Who, how much is late, and why now. */
function Line({ row, asked, open }: { row: DeskRow; asked: Asked; open: boolean }) {
  const t = useWords('desk')
  const why = useWhy()
  const waits = useWaits()
  const resting = asked.when === 'later' ? waits(row) : null
  const [first, second] = row.why
  const held = row.lock && !row.lock.mine ? row.lock : null
  return (
    <Go
      to={deskPath(asked, row.customerId)}
      className={queueCss['row']}
      aria-current={open ? 'page' : undefined}
      data-held={held ? '' : undefined}
    >
      <span className={queueCss['rowLine']}>
        <b>
          <Bdi>{row.customerName}</Bdi>
        </b>
        <Money value={row.late} rounded strong />
      </span>
      <span className={queueCss['why']}>
        {resting ?? (
          <>
            <span data-word={first?.code === 'promise_broken' || undefined}>
              {first && why(first)}
            </span>
            {second && `${t('why_joint')} ${why(second)}`}
          </>
        )}
      </span>
      {row.parts.some(({ code }) => code === 'wrong_number') && (
        <Chip tone="late3">{t('part_wrong_number')}</Chip>
      )}
      {held && (
        <Chip tone="info" icon={<IconLock size={13} />}>
          {t('works_on', { name: held.by.name })}
        </Chip>
      )}
      {row.standsInFor && row.collector && (
        <span className={queueCss['standsIn']}>
          {t('stands_in', { name: row.collector.name, other: row.standsInFor.name })}
        </span>
      )}
    </Go>
  )
}

/** What stands beside the queue while nobody is open. */
export function Nobody({ asked, queue }: Omit<Props, 'openId'>) {
  const t = useWords('desk')
  const go = useGo()
  const progress = useProgress()
  const first = nextOf(queue.rows, null)
  if (queue.query.data && queue.rows.length === 0)
    return (
      <section className={deskCss['none']} aria-label={t('debtor')}>
        <DayOver asked={asked} progress={progress} />
      </section>
    )
  return (
    <section className={deskCss['none']} aria-label={t('debtor')}>
      <Blank
        icon={<IconPlayerPlay size={30} />}
        tone="plain"
        title={t('pick_one')}
        actions={
          first &&
          asked.when === 'now' && (
            <Button onClick={() => go(deskPath(asked, first.customerId))}>{t('start')}</Button>
          )
        }
      >
        {t(asked.when === 'now' ? 'pick_one_hint' : 'pick_later_hint')}
      </Blank>
    </section>
  )
}
