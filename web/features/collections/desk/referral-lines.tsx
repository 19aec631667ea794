import type { DeskCard } from '#core/collections/desk-api.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { Go } from '#web/ui/link.tsx'
import { useWords } from '#web/words.ts'

/** What is on its way to an agency or with one: how much, to whom, and from which day. */
export function ReferralLines({ card: { referrals } }: { card: DeskCard }) {
  const t = useWords('desk')
  const format = useFormat()
  const may = useMay()
  return referrals.map(({ id, state, agency, left, on }) => {
    const amount = format.money(left, true)
    const said = t(`referral_${state}`, { amount, agency, day: format.day(on, { weekday: true }) })
    return (
      <small key={id}>
        {may('collections.read') ? (
          <Go to={`/referrals/${id}`} className="link">
            {said}
          </Go>
        ) : (
          said
        )}
      </small>
    )
  })
}
