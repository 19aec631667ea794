import { Progress } from '@mantine/core'
import type { DeskProgress } from '#core/collections/desk-api.ts'
import type { Money } from '#core/money.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'
import css from './day.module.css'

/** Amounts of several currencies as one phrase: «12,000 ر.س و300 د.إ»; nothing of none. */
export function useAmounts(): (amounts: readonly Money[]) => string {
  const t = useWords('desk')
  const format = useFormat()
  return (amounts) =>
    amounts
      .map((amount) => format.money(amount, true))
      .reduce((a, b) => (a === '' ? b : t('and_part', { a, b })), '')
}

/** What the day has brought so far: without a target of money in a line, with one beside each. */
export function Day({ progress }: { progress: DeskProgress }) {
  const t = useWords('desk')
  const amounts = useAmounts()
  const { contacts, of, promised, collected, target } = progress
  const done =
    of > contacts ? t('done_of', { done: contacts, of }) : t('done_only', { done: contacts })
  const share = of === 0 ? 0 : contacts / of
  if (target.promised === null && target.collected === null)
    return (
      <>
        <p className={css['day']}>
          <span>{done}</span>
          {promised.length > 0 && <span>{t('promised_today', { amount: amounts(promised) })}</span>}
          {promised.length === 0 && collected.length > 0 && (
            <span>{t('collected_today', { amount: amounts(collected) })}</span>
          )}
        </p>
        <Bar share={share} label={done} />
      </>
    )
  return (
    <div className={css['goals']}>
      <div>
        <small>{done}</small>
        <Bar share={share} label={done} />
      </div>
      <Goal name={t('goal_promised')} came={promised} goal={target.promised} />
      <Goal name={t('goal_collected')} came={collected} goal={target.collected} />
    </div>
  )
}

type GoalProps = Readonly<{ name: string; came: readonly Money[]; goal: Money | null }>

/** How far one target is reached, in the company's own money; what came in others stands after it. */
function Goal({ name, came, goal }: GoalProps) {
  const t = useWords('desk')
  const format = useFormat()
  const amounts = useAmounts()
  if (goal === null) {
    if (came.length === 0) return null
    return (
      <div>
        <small>
          {name} <b>{amounts(came)}</b>
        </small>
      </div>
    )
  }
  const own = came.find(({ currency }) => currency === goal.currency)
  const others = came.filter(({ currency }) => currency !== goal.currency)
  const minor = own?.minor ?? 0
  const figure = (of: number) => `\u2068${format.figure({ ...goal, minor: of }, true)}\u2069`
  const said = (most: string) => t('goal_of', { amount: figure(minor), goal: most })
  return (
    <div>
      <small>
        {name} <b>{said(figure(goal.minor))}</b>
        {others.length > 0 && ` ${t('goal_also', { amount: amounts(others) })}`}
      </small>
      <Bar share={minor / goal.minor} label={`${name} ${said(format.money(goal, true))}`} />
    </div>
  )
}

const Bar = ({ share, label }: { share: number; label: string }) => (
  <Progress
    value={Math.min(100, share * 100)}
    size={6}
    radius={3}
    color="var(--good-solid)"
    aria-label={label}
  />
)
