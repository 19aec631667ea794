import { IconCalendarDollar } from '@tabler/icons-react'
import type { PaymentPlanState } from '#core/collections/payment-plan.ts'
import type { PlanInstalment } from '#core/collections/plan-api.ts'
import { useFormat } from '#web/format.ts'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

const tones: Readonly<Record<PaymentPlanState, Tone>> = {
  proposed: 'info',
  active: 'word',
  kept: 'good',
  broken: 'late3',
  cancelled: 'plain',
  declined: 'plain',
  expired: 'plain',
  replaced: 'plain',
}

/** How a payment plan stands. */
export function PlanChip({ state }: { state: PaymentPlanState }) {
  const t = useWords('plans')
  const icon = state === 'active' ? <IconCalendarDollar size={13} /> : undefined
  return (
    <Chip tone={tones[state]} icon={icon}>
      {t(`state_${state}`)}
    </Chip>
  )
}

const partTones: Readonly<Record<PlanInstalment['state'], Tone>> = {
  paid: 'good',
  upcoming: 'plain',
  due: 'brand',
  late: 'late1',
  missed: 'late3',
}

/** How one instalment stands. */
export function InstalmentChip({ part }: { part: PlanInstalment }) {
  const t = useWords('plans')
  const format = useFormat()
  const { state, missed, lastDay } = part
  const said =
    state === 'paid' && missed
      ? t('part_paid_late')
      : t(`part_${state}`, { day: format.day(lastDay) })
  return <Chip tone={partTones[state]}>{said}</Chip>
}
