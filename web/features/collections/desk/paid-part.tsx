import { TextInput } from '@mantine/core'
import type { DeskCard } from '#core/collections/desk-api.ts'
import { addDays } from '#core/day.ts'
import type { Money as Amount } from '#core/money.ts'
import { useFormat } from '#web/format.ts'
import { useMay, useToday } from '#web/me.tsx'
import { minorOf } from '#web/ui/form/amount.ts'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import { ChoiceRow } from './choice-row.tsx'
import { useOptional } from './optional.tsx'
import css from './outcome.module.css'
import { OwnAmount } from './own-amount.tsx'

/** What a customer says that they paid, as far as they said it. */
export type PaidDraft = Readonly<{
  amount: 'unsaid' | 'all' | 'other'
  text: string
  /** A day, or `other` while one is being picked. */
  day: string
  picked: string | null
  bank: string
  reference: string
}>

export const paidUnsaid = (today: string): PaidDraft => ({
  ...{ amount: 'unsaid', text: '', day: today, picked: null, bank: '', reference: '' },
})

type Said = Readonly<{ amount: Amount; paidOn: string; bank?: string; reference?: string }>

/** What a notice is opened with: null where no amount was said, undefined while it is half written. */
export function paidOf(
  draft: PaidDraft,
  { late }: Pick<DeskCard, 'late'>,
): Said | null | undefined {
  if (draft.amount === 'unsaid') return null
  const { currency } = late
  const minor = draft.amount === 'all' ? late.minor : minorOf(draft.text, currency)
  const paidOn = draft.day === 'other' ? draft.picked : draft.day
  if (minor === undefined || minor <= 0 || paidOn === null) return undefined
  const [bank, reference] = [draft.bank.trim(), draft.reference.trim()]
  return {
    ...{ amount: { minor, currency }, paidOn },
    ...(bank && { bank }),
    ...(reference && { reference }),
  }
}

type Props = Readonly<{
  card: DeskCard
  draft: PaidDraft
  set: (patch: Partial<PaidDraft>) => void
}>

/** How much they paid, when, and by which transfer: enough to look for the money. */
export function PaidPart({ card, draft, set }: Props) {
  const t = useWords('desk')
  const may = useMay()
  if (may('payments.notice') === undefined) return null
  return (
    <>
      <ChoiceRow
        label={t('paid_amount')}
        value={draft.amount}
        onChange={(amount) =>
          set({ amount: amount === 'all' || amount === 'other' ? amount : 'unsaid' })
        }
        choices={[
          { value: 'unsaid', label: t('paid_unsaid') },
          {
            value: 'all',
            label: (
              <>
                {t('amount_all')} <Money value={card.late} rounded />
              </>
            ),
          },
          { value: 'other', label: t('amount_other') },
        ]}
      >
        {draft.amount === 'other' && (
          <OwnAmount
            label={t('amount_other')}
            value={draft.text}
            onChange={(text) => set({ text })}
          />
        )}
      </ChoiceRow>
      {draft.amount !== 'unsaid' && <PaidWhen draft={draft} set={set} />}
    </>
  )
}

function PaidWhen({ draft, set }: Omit<Props, 'card'>) {
  const t = useWords('desk')
  const optional = useOptional()
  const format = useFormat()
  const today = useToday()
  return (
    <>
      <ChoiceRow
        label={t('paid_when')}
        value={draft.day}
        onChange={(day) => set({ day })}
        choices={[
          ...[today, addDays(today, -1)].map((day) => ({
            value: day,
            label: format.day(day, { near: true }),
          })),
          { value: 'other', label: t('day_other') },
        ]}
      >
        {draft.day === 'other' && (
          <DateInput
            label={<span className="visually-hidden">{t('day_other')}</span>}
            focused
            value={draft.picked}
            onChange={(picked) => set({ picked })}
          />
        )}
      </ChoiceRow>
      <div className={css['more']}>
        <TextInput
          label={optional(t('paid_bank'))}
          value={draft.bank}
          maxLength={80}
          onChange={(event) => set({ bank: event.currentTarget.value })}
        />
        <TextInput
          label={optional(t('paid_reference'))}
          dir="ltr"
          value={draft.reference}
          maxLength={80}
          onChange={(event) => set({ reference: event.currentTarget.value })}
        />
      </div>
    </>
  )
}
