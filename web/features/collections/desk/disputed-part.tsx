import { disputeReasons } from '#core/collections/dispute.ts'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import { ChoiceRow } from './choice-row.tsx'
import { OwnAmount } from './own-amount.tsx'
import { disputedOf, type OutcomePart } from './use-outcome.ts'

export function Disputed({ card, draft, set }: OutcomePart) {
  const t = useWords('desk')
  const reasons = useWords('disputes')
  return (
    <>
      <ChoiceRow
        label={t('which_invoice')}
        value={draft.invoiceId}
        onChange={(invoiceId) => set({ invoiceId })}
        choices={card.invoices
          .filter(({ disputed, balance }) => disputed.minor < balance.minor)
          .map(({ invoiceId, number, balance }) => ({
            value: invoiceId,
            label: (
              <>
                <bdi dir="ltr">{number}</bdi> <Money value={balance} rounded />
              </>
            ),
          }))}
      />
      <ChoiceRow
        label={t('dispute_why')}
        value={draft.reason}
        onChange={(reason) =>
          set({ reason: disputeReasons.find((each) => each === reason) ?? 'other' })
        }
        choices={disputeReasons.map((value) => ({ value, label: reasons(`reason_${value}`) }))}
      />
      <ChoiceRow
        label={reasons('amount')}
        value={draft.disputedText === null ? 'all' : 'part'}
        onChange={(of) => set({ disputedText: of === 'all' ? null : '' })}
        choices={[
          { value: 'all', label: t('disputed_all') },
          { value: 'part', label: t('disputed_part') },
        ]}
      >
        {draft.disputedText !== null && (
          <OwnAmount
            label={t('disputed_part')}
            value={draft.disputedText}
            onChange={(disputedText) => set({ disputedText })}
            wrong={draft.disputedText !== '' && disputedOf(draft, card) === undefined}
          />
        )}
      </ChoiceRow>
    </>
  )
}
