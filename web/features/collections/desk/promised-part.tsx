import { addDays } from '#core/day.ts'
import { useFormat } from '#web/format.ts'
import { useToday } from '#web/me.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import { ChoiceRow } from './choice-row.tsx'
import { Days } from './day-choice.tsx'
import { OwnAmount } from './own-amount.tsx'
import {
  amountOf,
  type Draft,
  monthEnd,
  nextThursday,
  type OutcomePart,
  presetOf,
  salaryDay,
} from './use-outcome.ts'

export function Amounts({ card, draft, set }: OutcomePart) {
  const t = useWords('desk')
  const { lastPromised, promisable, covers } = card
  const preset = presetOf(card)
  const half = { minor: Math.ceil(preset.minor / 2), currency: preset.currency }
  const fits = lastPromised && lastPromised.minor <= promisable.minor
  const last = fits && lastPromised.minor !== preset.minor ? lastPromised : null
  return (
    <ChoiceRow
      label={t('amount')}
      value={draft.amount}
      onChange={(amount) => set({ amount: amount as Draft['amount'] })}
      choices={[
        {
          value: 'all',
          label: (
            <>
              {t(covers.length > 0 ? 'amount_asked' : 'amount_all')}{' '}
              <Money value={preset} rounded />
            </>
          ),
        },
        {
          value: 'half',
          label: (
            <>
              {t('amount_half')} <Money value={half} rounded />
            </>
          ),
        },
        ...(last
          ? [
              {
                value: 'last',
                label: (
                  <>
                    {t('amount_last')} <Money value={last} rounded />
                  </>
                ),
              },
            ]
          : []),
        { value: 'other', label: t('amount_other') },
      ]}
    >
      {draft.amount === 'other' && (
        <OwnAmount
          label={t('amount_other')}
          value={draft.amountText}
          onChange={(amountText) => set({ amountText })}
          wrong={draft.amountText !== '' && amountOf(draft, card) === undefined}
        />
      )}
    </ChoiceRow>
  )
}

export function PromiseDays({ draft, set }: OutcomePart) {
  const t = useWords('desk')
  const format = useFormat()
  const today = useToday()
  const tomorrow = addDays(today, 1)
  const salary = salaryDay(today)
  return (
    <Days
      draft={draft}
      set={set}
      label={t('when')}
      choices={[
        { value: tomorrow, label: format.day(tomorrow, { near: true }) },
        { value: nextThursday(today), label: t('day_thursday') },
        {
          value: salary.paid,
          label:
            salary.paid === salary.named
              ? t('day_salary')
              : t('day_salary_before', { day: format.day(salary.paid, { weekday: true }) }),
        },
        { value: monthEnd(today), label: t('day_month_end') },
      ]}
    />
  )
}
