import { ActionIcon, Select } from '@mantine/core'
import { IconCash, IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { currencySymbol } from '#core/format.ts'
import { digitsOf } from '#core/money.ts'
import { ForecastInput, type ForecastView } from '#core/reports/forecast-api.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { stringifySearch, useGo, useSearchText } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chart, frame, type Ink } from '#web/ui/chart.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import stacked from '#web/ui/stacked.module.css'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import css from './figures.module.css'
import { ForecastError } from './forecast-error.tsx'
import { How } from './how.tsx'
import { OwnerSelect, ReportTabs } from './narrowing.tsx'

/** Whose money of which currency is forecast, from the address. */
export function useForecastInput(): ForecastInput {
  const [search] = useSearchText()
  const { owner, currency } = search
  return useMemo(() => {
    const asked = ForecastInput.safeParse({
      ...(owner && { ownerId: owner }),
      ...(currency && { currency }),
    })
    return asked.success ? asked.data : {}
  }, [owner, currency])
}

/** Expected money by week, and how far such forecasts were from what came. */
export function ForecastPage() {
  const t = useWords('figures')
  const format = useFormat()
  const input = useForecastInput()
  const { data, error, refetch } = useQuery({
    ...api.reports.forecast.queryOptions({ input }),
    placeholderData: keepPreviousData,
  })
  const none = data?.total.minor === 0
  const within = data && { ...data.total, minor: data.total.minor - data.later.minor }
  return (
    <Sheet label={t('forecast')}>
      <PageHead
        title={t('forecast')}
        actions={
          <ActionIcon
            component="a"
            href={`/api/v1/reports/forecast/file${stringifySearch(input)}`}
            download
            aria-label={t('export')}
          >
            <IconDownload size={18} />
          </ActionIcon>
        }
      >
        {data && within
          ? t('forecast_hint', {
              total: format.money(data.total, true),
              within: format.money(within, true),
            })
          : null}
      </PageHead>
      <ReportTabs at="/reports/forecast" />
      {data && <Bar data={data} />}
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={8} />}
      {none && (
        <Blank icon={<IconCash size={28} />} tone="plain" title={t('nothing_expected')}>
          {t('nothing_hint')}
        </Blank>
      )}
      {data && !none && (
        <>
          <Weeks data={data} />
          <ForecastError input={input} />
        </>
      )}
    </Sheet>
  )
}

function Bar({ data }: Readonly<{ data: ForecastView }>) {
  const t = useWords('figures')
  const { language } = usePreferences()
  const [, change] = useSearchText()
  const [base] = data.currencies
  return (
    <div className={css['bar']}>
      <OwnerSelect />
      {data.currencies.length > 1 && (
        <Select
          label={t('currency')}
          data={data.currencies.map((value) => ({ value, label: currencySymbol(value, language) }))}
          value={data.currency}
          allowDeselect={false}
          onChange={(currency) => change({ currency: currency === base ? null : currency })}
        />
      )}
    </div>
  )
}

const stacks = [
  { key: 'due', ink: 'notdue-solid', name: 'source_due' },
  { key: 'words', ink: 'word-solid', name: 'source_words' },
  { key: 'cheque', ink: 'brand', name: 'source_cheque' },
] as const
type Stack = (typeof stacks)[number]['key']

const minorOf = ({ bySource }: ForecastView['weeks'][number], stack: Stack): number =>
  stack === 'words' ? bySource.promise.minor + bySource.plan.minor : bySource[stack].minor

const box = `${css['scroller']} ${css['weeks']}`

/** Where a week's invoices are. */
function useRows() {
  const [search] = useSearchText()
  const { owner, currency } = search
  return (week?: string) =>
    `/reports/forecast/rows${stringifySearch({ owner, currency, ...(week && { week }) })}`
}

function Weeks({ data }: Readonly<{ data: ForecastView }>) {
  const t = useWords('figures')
  const ui = useWords('ui')
  const format = useFormat()
  const go = useGo()
  const rowsOf = useRows()
  const { language } = usePreferences()
  const names = data.weeks
    .map(({ startsOn }, at) => (at === 0 ? t('this_week') : format.day(startsOn)))
    .join('\n')
  const shown = stacks.filter(({ key }) => data.weeks.some((week) => minorOf(week, key) > 0))
  const kinds = shown.map(({ key }) => key).join(' ')
  const option = useMemo(() => {
    const unit = 10 ** digitsOf(data.currency) * 1000
    const labels = names.split('\n')
    const drawn = stacks.filter(({ key }) => kinds.split(' ').includes(key))
    return (ink: Ink, rtl: boolean) => ({
      ...frame(ink, rtl, labels),
      series: drawn.map(({ key, ink: role, name }, at) => ({
        ...{ name: t(name), type: 'bar', stack: 'week', barMaxWidth: 30 },
        data: data.weeks.map((week) => Math.round(minorOf(week, key) / unit)),
        itemStyle: {
          color: ink(role),
          ...(at === drawn.length - 1 && { borderRadius: [4, 4, 0, 0] }),
        },
      })),
    })
  }, [data, kinds, names, t])
  const values = data.weeks.map(({ expected }) => format.money(expected, true)).join(ui('comma'))
  return (
    <section className={css['wide']}>
      <div className={css['cellHead']}>
        <h2 className="section-title">
          {t('expected')}{' '}
          <span className={css['unit']}>
            {t('thousands', { currency: currencySymbol(data.currency, language) })}
          </span>
        </h2>
        <span className={css['keys']}>
          {shown.map(({ key, name }) => (
            <span key={key}>
              <i data-key={key} />
              {t(name)}
            </span>
          ))}
        </span>
      </div>
      <Chart
        height={230}
        option={option}
        label={t('chart_of', { title: t('forecast'), values })}
        onPick={(at) => {
          const week = data.weeks[at]
          if (week) go(rowsOf(week.startsOn))
        }}
      />
      <How>{t('forecast_how')}</How>
      <WeekTable data={data} names={names.split('\n')} />
    </section>
  )
}

function WeekTable({ data, names }: Readonly<{ data: ForecastView; names: readonly string[] }>) {
  const t = useWords('figures')
  const format = useFormat()
  const rowsOf = useRows()
  return (
    <ScrollArea className={box} label={t('forecast')}>
      <table className={`${css['small']} ${stacked['stacked']}`}>
        <thead>
          <tr>
            <th scope="col">{t('week')}</th>
            <th scope="col" className="num">
              {t('expected')}
            </th>
            <th scope="col">{t('range')}</th>
            {(['due', 'promise', 'plan', 'cheque'] as const).map((source) => (
              <th key={source} scope="col" className="num">
                {t(`source_${source}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.weeks.map(({ startsOn, expected, low, high, bySource }, at) => (
            <tr key={startsOn}>
              <td>{names[at]}</td>
              <td className="num" data-main>
                <Go to={rowsOf(startsOn)} className="figure-link">
                  <Money value={expected} bare rounded strong dash />
                </Go>
              </td>
              <td data-label={t('range')}>
                {t('range_of', { low: format.figure(low, true), high: format.figure(high, true) })}
              </td>
              {(['due', 'promise', 'plan', 'cheque'] as const).map((source) => (
                <td
                  key={source}
                  className="num"
                  data-label={t(`source_${source}`)}
                  data-none={bySource[source].minor === 0 || undefined}
                >
                  <Money value={bySource[source]} bare rounded dash />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t('later')}</td>
            <td className="num" data-main>
              <Go to={rowsOf()} className="figure-link">
                <Money value={data.later} bare rounded dash />
              </Go>
            </td>
            <td colSpan={5} />
          </tr>
          <tr>
            <td>{t('total')}</td>
            <td className="num" data-main>
              <Money value={data.total} bare rounded strong />
            </td>
            <td colSpan={5} />
          </tr>
        </tfoot>
      </table>
    </ScrollArea>
  )
}
