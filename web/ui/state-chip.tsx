import type { InvoiceState } from '#core/invoicing/state.ts'
import { buckets } from '#core/ledger/aging.ts'
import { useWords } from '#web/words.ts'
import { Chip, SettledMark, SplitChip, type Tone } from './chip.tsx'

const lateTones = ['plain', 'late1', 'late2', 'late3', 'late4'] as const
const soon = 3

/** Settlement × timing in one pill: the mark says how much is paid, the colour says how late. */
export function StateChip({ state }: { state: InvoiceState }) {
  const t = useWords('ui')
  const { document, settlement, timing } = state
  if (document !== 'posted') return <Chip tone={document}>{t(document)}</Chip>
  if (settlement === 'paid' || timing === null)
    return (
      <Chip tone="good" icon={<SettledMark share={1} />}>
        {t('paid')}
      </Chip>
    )
  const said = {
    not_due: () => t('due_in', { days: timing.kind === 'not_due' ? timing.days : 0 }),
    due_today: () => t('due_today'),
    overdue: () => t('overdue', { days: timing.kind === 'overdue' ? timing.days : 0 }),
  }
  return (
    <SplitChip
      tone={toneOf(timing)}
      icon={<SettledMark share={settlement === 'partly' ? 0.5 : 0} />}
      first={t(settlement)}
      second={said[timing.kind]()}
    />
  )
}

function toneOf(timing: NonNullable<InvoiceState['timing']>): Tone {
  if (timing.kind === 'overdue') return lateTones[buckets.indexOf(timing.bucket)] ?? 'late4'
  if (timing.kind === 'not_due' && timing.days > soon) return 'plain'
  return 'brand'
}
