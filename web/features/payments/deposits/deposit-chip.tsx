import type { DepositRow, DepositState } from '#core/payments/api.ts'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

type Shown = DepositState | 'part' | 'refunded' | 'part_refunded'

const tones: Readonly<Record<Shown, Tone>> = {
  requested: 'word',
  part: 'word',
  paid: 'good',
  refunded: 'plain',
  part_refunded: 'info',
  held: 'info',
  closed: 'plain',
  cancelled: 'plain',
}

type Of = Pick<DepositRow, 'state' | 'paid' | 'refunded'>

/** Its state, and what the money says beyond it: that a part came, or that it went back. */
function shownOf({ state, paid, refunded }: Of): Shown {
  if (refunded.minor > 0) return refunded.minor === paid.minor ? 'refunded' : 'part_refunded'
  return state === 'requested' && paid.minor > 0 ? 'part' : state
}

/** Where a request for an advance or a security stands. */
export function DepositChip({ of }: { of: Of }) {
  const t = useWords('deposits')
  const shown = shownOf(of)
  return <Chip tone={tones[shown]}>{t(`state_${shown}`)}</Chip>
}
