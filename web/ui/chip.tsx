import {
  IconAlertCircle,
  IconCalendarDollar,
  IconGavel,
  IconHandStop,
  IconPlayerPause,
  IconReceipt,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '#web/words.ts'
import css from './chip.module.css'

/** What a colour means; warm ones are days past due and nothing else. */
export type Tone =
  | 'plain'
  | 'brand'
  | 'good'
  | 'late1'
  | 'late2'
  | 'late3'
  | 'late4'
  | 'word'
  | 'info'
  | 'draft'
  | 'void'

/** One state in one pill. */
export const Chip = ({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: Tone
  icon?: ReactNode
  children: ReactNode
}) => (
  <span className={css['chip']} data-tone={tone}>
    {icon}
    {children}
  </span>
)

/** Empty, half, full: how much is settled is seen before it is read. */
export function SettledMark({ share }: { share: 0 | 0.5 | 1 }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" className={css['glyph']}>
      <circle
        cx="6"
        cy="6"
        r="4.6"
        fill={share === 1 ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.6"
      />
      {share === 0.5 && <path d="M6 1.4 a4.6 4.6 0 0 1 0 9.2 z" fill="currentColor" />}
    </svg>
  )
}

/** Two facts in one pill, with a hairline between them. */
export const SplitChip = ({
  tone,
  icon,
  first,
  second,
}: {
  tone: Tone
  icon: ReactNode
  first: ReactNode
  second: ReactNode
}) => (
  <span className={css['chip']} data-tone={tone}>
    {icon}
    {first}
    <span className={css['chipCut']} aria-hidden="true" />
    <strong>{second}</strong>
  </span>
)

const chases = {
  paused: ['plain', IconPlayerPause],
  promise: ['word', IconHandStop],
  plan: ['word', IconCalendarDollar],
  settlement: ['word', IconHandStop],
  instrument: ['info', IconReceipt],
  dispute: ['info', IconAlertCircle],
  notice: ['info', IconReceipt],
  agency: ['plain', IconGavel],
} as const
export type Chase = keyof typeof chases | 'automatic'

/** How a debt is being chased; the ordinary way is only muted text. */
export function ChaseChip({ chase }: { chase: Chase }) {
  const t = useWords('ui')
  if (chase === 'automatic') return <span className="muted">{t('chase_automatic')}</span>
  const [tone, Icon] = chases[chase]
  return (
    <Chip tone={tone} icon={<Icon size={13} />}>
      {t(`chase_${chase}`)}
    </Chip>
  )
}

const promises = {
  open: 'word',
  kept: 'good',
  partly_kept: 'word',
  broken: 'late3',
  renegotiated: 'plain',
  cancelled: 'plain',
} as const

/** How a customer's word (وعد) stands. */
export function PromiseChip({ state }: { state: keyof typeof promises }) {
  const t = useWords('ui')
  const icon = state === 'open' ? <IconHandStop size={13} /> : undefined
  return (
    <Chip tone={promises[state]} icon={icon}>
      {t(`promise_${state}`)}
    </Chip>
  )
}

const risks = { low: 'good', medium: 'late1', high: 'late3' } as const

/** How likely it is that a customer pays late; the reasons stand in its tooltip. */
export function RiskChip({ risk }: { risk: keyof typeof risks }) {
  const t = useWords('ui')
  return <Chip tone={risks[risk]}>{t(`risk_${risk}`)}</Chip>
}
