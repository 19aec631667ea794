import { IconArrowLeft } from '@tabler/icons-react'
import type { RuleConditions, RuleOutcome } from '#core/inbox/rules.ts'
import { useWords } from '#web/words.ts'
import { useAllTypes } from '../lists.ts'
import { useRuleWords } from './rule-words.ts'
import css from './settings.module.css'

/** «إذا احتوت على «آيبان» ⟵ النوع مالية»: a rule as one reads it. */
export function RuleSentence({
  when,
  outcome,
}: Readonly<{ when: RuleConditions; outcome: RuleOutcome }>) {
  const t = useWords('inboxSettings')
  const { asks, decides } = useRuleWords()(when, outcome)
  const type = useAllTypes().find(({ id }) => id === outcome.typeId)
  return (
    <span className={css['sentence']}>
      <span>
        {asks.length === 0
          ? t('say_always')
          : t('say_if', { what: asks.reduce((a, b) => t('and_also', { a, b })) })}
      </span>
      <span className="mirror" aria-hidden="true">
        <IconArrowLeft size={16} />
      </span>
      {type && <i className={css['labelMark']} data-colour={type.colour} aria-hidden="true" />}
      <b>{decides.length > 0 && decides.reduce((a, b) => t('listed', { a, b }))}</b>
    </span>
  )
}
