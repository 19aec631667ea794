import type { Dashboard, FirstDay } from '#core/reports/api.ts'
import { useFormat } from '#web/format.ts'
import { useMe } from '#web/me.tsx'
import { Go } from '#web/ui/link.tsx'
import { Sheet } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import { MonthlyRate } from './charts.tsx'
import css from './dashboard.module.css'
import { ExpectedWeeks } from './expected-weeks.tsx'
import { FirstDaySteps, useFirstDayLeft } from './first-day.tsx'
import { Top } from './top.tsx'
import { Waiting } from './waiting.tsx'
import { Worst } from './worst.tsx'

function Hello({ asOf }: { asOf: string }) {
  const t = useWords('reports')
  const format = useFormat()
  const { name } = useMe()
  const morning = Number(format.clock(new Date().toISOString()).slice(0, 2)) < 12
  const first = name.split(' ')[0] ?? name
  return (
    <div className={css['hello']}>
      <h1>{t(morning ? 'good_morning' : 'good_evening', { name: first })}</h1>
      <p>
        {t('corresponding', {
          day: format.day(asOf, { weekday: true, full: true }),
          hijri: format.hijri(asOf) ?? '',
        })}
      </p>
    </div>
  )
}

/** What is owed, how late, what came and what is expected: each figure opens its rows. */
export function DashboardSheet({ data, firstDay }: { data: Dashboard; firstDay?: FirstDay }) {
  const t = useWords('reports')
  const left = useFirstDayLeft(firstDay)
  return (
    <Sheet label={t('home')}>
      <Hello asOf={data.asOf} />
      <Top data={data} />
      <div className={css['grid']}>
        <ExpectedWeeks />
        <section className={css['cell']}>
          <div className={css['cellHead']}>
            <h2 className="section-title">{t(left ? 'first_day' : 'waiting')}</h2>
          </div>
          {left && <FirstDaySteps state={firstDay} />}
          <Waiting rows={data.waiting} />
        </section>
        <section className={css['cell']}>
          <div className={css['cellHead']}>
            <h2 className="section-title">{t('worst')}</h2>
            <Go className="link" to="/aging">
              {t('all_late')}
            </Go>
          </div>
          <Worst data={data} />
        </section>
        <MonthlyRate data={data} />
      </div>
    </Sheet>
  )
}
