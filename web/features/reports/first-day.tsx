import { IconCheck } from '@tabler/icons-react'
import type { FirstDay } from '#core/reports/api.ts'
import { useMe } from '#web/me.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './dashboard.module.css'

const steps = [
  { to: '/settings/company', title: 'step_company', hint: 'step_company_hint' },
  { to: '/import', title: 'step_import', hint: 'step_import_hint' },
  { to: '/books/health', title: 'step_check', hint: 'step_check_hint' },
  { to: '/reminders', title: 'step_remind', hint: 'step_remind_hint' },
] as const

/** Whether each step is done, read from the rows themselves. */
function useDone(state: FirstDay | undefined): readonly boolean[] {
  const { company } = useMe()
  const imported = (state?.invoices ?? 0) > 0
  return [
    Boolean(company.vatNumber && company.address.city),
    imported,
    imported && Boolean(state?.booksClean),
    Boolean(state?.remindersOn),
  ]
}

/** Whether any step of the first day is left. */
export const useFirstDayLeft = (state: FirstDay | undefined): boolean =>
  useDone(state).some((done) => !done)

/** The steps from a spreadsheet to money in the bank, in their order. */
export function FirstDaySteps({ state }: { state: FirstDay | undefined }) {
  const t = useWords('reports')
  const done = useDone(state)
  return (
    <ol className={css['steps']}>
      {steps.map(({ to, title, hint }, at) => (
        <li key={to} data-done={done[at] || undefined}>
          <span className={css['stepMark']} aria-hidden="true">
            {done[at] ? <IconCheck size={18} /> : <Count value={at + 1} />}
          </span>
          <span>
            <b>{t(title)}</b>
            <small>{t(hint)}</small>
          </span>
          <Go to={to} className="link">
            {done[at] ? t('step_done') : t('step_open')}
            <span className="visually-hidden">: {t(title)}</span>
          </Go>
        </li>
      ))}
    </ol>
  )
}

export function FirstDaySheet({ state }: { state?: FirstDay }) {
  const t = useWords('reports')
  return (
    <Sheet narrow>
      <PageHead title={t('first_day')}>{t('first_day_hint')}</PageHead>
      <div className={css['firstDay']}>
        <FirstDaySteps state={state} />
      </div>
    </Sheet>
  )
}
