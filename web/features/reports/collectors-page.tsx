import { ActionIcon, Select } from '@mantine/core'
import { IconDownload, IconHeadset } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { addDays, isDay } from '#core/day.ts'
import type { CollectorRow, Collectors, CollectorsInput } from '#core/reports/figures-api.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useToday } from '#web/me.tsx'
import { stringifySearch, useGo, useSearchText } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chart, frame, type Ink } from '#web/ui/chart.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Count, Percent } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './figures.module.css'
import { How } from './how.tsx'
import { ReportTabs } from './narrowing.tsx'

const periods = ['7', '30', 'month', 'last_month'] as const
type Period = (typeof periods)[number]

function daysOf(period: Period, today: string) {
  const first = `${today.slice(0, 8)}01`
  const before = addDays(first, -1)
  if (period === '7') return { from: addDays(today, -6), to: today }
  if (period === 'month') return { from: first, to: today }
  if (period === 'last_month') return { from: `${before.slice(0, 8)}01`, to: before }
  return { from: addDays(today, -29), to: today }
}

/** Which days and whose, from the address: a named period, or two days. */
export function useCollectorsInput(): { period: Period; input: CollectorsInput } {
  const today = useToday()
  const [search] = useSearchText()
  const { from, to, user } = search
  const period = periods.find((each) => each === search['period']) ?? '30'
  return useMemo(() => {
    const own = from && to && isDay(from) && isDay(to) && from <= to
    const days = own ? { from, to } : daysOf(period, today)
    return { period, input: { ...days, ...(user && { userId: user }) } }
  }, [from, period, to, today, user])
}

const rowsPath = (input: CollectorsInput, more: Record<string, string> = {}) =>
  `/reports/contacts${stringifySearch({ from: input.from, to: input.to, user: input.userId, ...more })}`

/** What each collector did, and what came from their customers. */
export function CollectorsPage() {
  const t = useWords('figures')
  const { input } = useCollectorsInput()
  const { data, error, refetch } = useQuery({
    ...api.reports.collectors.queryOptions({ input }),
    placeholderData: keepPreviousData,
  })
  return (
    <Sheet label={t('collectors')}>
      <PageHead
        title={t('collectors')}
        actions={
          <ActionIcon
            component="a"
            href={`/api/v1/reports/collectors/file${stringifySearch(input)}`}
            download
            aria-label={t('export')}
          >
            <IconDownload size={18} />
          </ActionIcon>
        }
      >
        {t('collectors_hint')}
      </PageHead>
      <ReportTabs at="/reports/collectors" />
      <PeriodBar />
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={6} />}
      {data?.rows.length === 0 && (
        <Blank icon={<IconHeadset size={28} />} tone="plain" title={t('nothing_done')}>
          {t('nothing_done_hint')}
        </Blank>
      )}
      {data && data.rows.length > 0 && (
        <>
          <section className={css['wide']}>
            <People data={data} input={input} />
            <How>{t('collectors_how')}</How>
          </section>
          <Days data={data} input={input} />
        </>
      )}
    </Sheet>
  )
}

function PeriodBar() {
  const t = useWords('figures')
  const { period, input } = useCollectorsInput()
  const [, change] = useSearchText()
  const { from, to } = input
  const { data } = useQuery(api.reports.collectors.queryOptions({ input: { from, to } }))
  const people = data?.rows ?? []
  return (
    <div className={css['bar']}>
      <Select
        label={t('period')}
        data={periods.map((value) => ({ value, label: t(`period_${value}`) }))}
        value={period}
        allowDeselect={false}
        onChange={(next) => change({ period: next, from: null, to: null })}
      />
      {people.length > 1 && (
        <Select
          label={t('collector')}
          placeholder={t('all_collectors')}
          data={people.map(({ userId, name }) => ({ value: userId, label: name }))}
          value={input.userId ?? null}
          clearable
          onChange={(user) => change({ user })}
        />
      )}
    </div>
  )
}

function People({ data, input }: Readonly<{ data: Collectors; input: CollectorsInput }>) {
  const t = useWords('figures')
  const heads = [
    'contacts',
    'reached',
    'reach_rate',
    'promises',
    'promised',
    'kept',
    'money_in',
  ] as const
  return (
    <ScrollArea className={css['scroller']} label={t('collectors')}>
      <table className={css['small']}>
        <thead>
          <tr>
            <th scope="col">{t('collector')}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="num">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <Person key={row.userId} row={row} input={input} />
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

function Person({ row, input }: Readonly<{ row: CollectorRow; input: CollectorsInput }>) {
  const t = useWords('figures')
  const format = useFormat()
  const mine = { ...input, userId: row.userId }
  return (
    <tr>
      <td>
        <Bdi>{row.name}</Bdi>
      </td>
      <td className="num">
        <Go to={rowsPath(mine)} className="figure-link">
          <Count value={row.contacts} />
        </Go>
      </td>
      <td className="num">
        <Go to={rowsPath(mine, { reached: 'true' })} className="figure-link">
          <Count value={row.reached} />
        </Go>
      </td>
      <td className="num">
        {row.contacts > 0 ? <Percent value={row.reached / row.contacts} /> : '—'}
      </td>
      <td className="num">
        <Count value={row.promises} />
      </td>
      <td className="num">
        <Money value={row.promised} bare rounded dash />
      </td>
      <td className="num">
        {row.of > 0
          ? t('keep_of', { kept: format.count(row.kept), of: format.count(row.of) })
          : '—'}
      </td>
      <td className="num">
        <Money value={row.money} bare rounded strong dash />
      </td>
    </tr>
  )
}

function Days({ data, input }: Readonly<{ data: Collectors; input: CollectorsInput }>) {
  const t = useWords('figures')
  const ui = useWords('ui')
  const format = useFormat()
  const go = useGo()
  const names = data.days.map(({ day }) => format.day(day)).join('\n')
  const option = useMemo(() => {
    const bar = (name: string, values: readonly number[], colour: string) => ({
      ...{ name, type: 'bar', data: values, barMaxWidth: 18, barGap: '15%' },
      itemStyle: { color: colour, borderRadius: [4, 4, 0, 0] },
    })
    return (ink: Ink, rtl: boolean) => ({
      ...frame(ink, rtl, names.split('\n')),
      series: [
        bar(
          t('contacts'),
          data.days.map(({ contacts }) => contacts),
          ink('notdue-solid'),
        ),
        bar(
          t('reached'),
          data.days.map(({ reached }) => reached),
          ink('brand'),
        ),
      ],
    })
  }, [data, names, t])
  const values = data.days
    .map(({ day, contacts, reached }) => `${format.day(day)} ${contacts} / ${reached}`)
    .join(ui('comma'))
  return (
    <section className={css['wide']}>
      <div className={css['cellHead']}>
        <h2 className="section-title">{t('by_day')}</h2>
        <span className={css['keys']}>
          <span>
            <i data-key="due" />
            {t('contacts')}
          </span>
          <span>
            <i />
            {t('reached')}
          </span>
        </span>
      </div>
      <Chart
        height={190}
        option={option}
        label={t('chart_of', { title: t('by_day'), values })}
        onPick={(at) => {
          const day = data.days[at]?.day
          if (day) go(rowsPath({ ...input, from: day, to: day }))
        }}
        table={<DayTable data={data} input={input} />}
      />
    </section>
  )
}

function DayTable({ data, input }: Readonly<{ data: Collectors; input: CollectorsInput }>) {
  const t = useWords('figures')
  const format = useFormat()
  return (
    <table className={css['small']}>
      <thead>
        <tr>
          <th scope="col">{t('day')}</th>
          {(['contacts', 'reached', 'promises', 'money_in'] as const).map((head) => (
            <th key={head} scope="col" className="num">
              {t(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.days.map(({ day, contacts, reached, promises, money }) => (
          <tr key={day}>
            <td>{format.day(day, { weekday: true })}</td>
            <td className="num">
              <Go to={rowsPath({ ...input, from: day, to: day })} className="figure-link">
                <Count value={contacts} />
              </Go>
            </td>
            <td className="num">
              <Count value={reached} />
            </td>
            <td className="num">
              <Count value={promises} />
            </td>
            <td className="num">
              <Money value={money} bare rounded dash />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
