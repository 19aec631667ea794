import type { RuleConditions, RuleOutcome } from '#core/inbox/rules.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'
import {
  type Choice,
  useAccountChoices,
  useAgentChoices,
  useChannelChoices,
  useDepartments,
  useLabelChoices,
  useTypeChoices,
} from './choices.ts'

/** What a rule asks and what it decides, each as short phrases for one sentence. */
type RuleWords = Readonly<{ asks: readonly string[]; decides: readonly string[] }>

/** A name keeps its own direction inside a sentence of either. */
const isolated = (name: string) => `\u2068${name}\u2069`

/** Says rules in plain words, with the names that the company gave. */
export function useRuleWords(): (when: RuleConditions, outcome: RuleOutcome) => RuleWords {
  const t = useWords('inboxSettings')
  const format = useFormat()
  const lists = {
    types: useTypeChoices(),
    labels: useLabelChoices(),
    departments: useDepartments(),
    agents: useAgentChoices(),
    accounts: useAccountChoices(),
    channels: useChannelChoices(),
  }
  const quoted = (word: string) => t('quoted', { word: isolated(word) })
  const nameIn = (list: readonly Choice[], id: string) =>
    isolated(list.find(({ value }) => value === id)?.label ?? t('gone'))
  const joined = (names: readonly string[], how: 'or' | 'and') =>
    names.reduce((a, b) => t(how, { a, b }))
  const conditions = (when: RuleConditions): string[] => {
    const { anyWords, allWords, channels, accounts, sender, tags, overdueFrom } = when
    const { hours, language, types } = when
    return [
      anyWords && t('say_any_words', { words: joined(anyWords.map(quoted), 'or') }),
      allWords && t('say_all_words', { words: joined(allWords.map(quoted), 'and') }),
      channels &&
        t('say_channels', {
          names: joined(
            channels.map((id) => nameIn(lists.channels, id)),
            'or',
          ),
        }),
      accounts &&
        t('say_accounts', {
          names: joined(
            accounts.map((id) => nameIn(lists.accounts, id)),
            'or',
          ),
        }),
      sender && t('say_sender', { who: t(`sender_${sender}`) }),
      tags && t('say_tags', { names: joined(tags.map(quoted), 'or') }),
      overdueFrom &&
        (overdueFrom.minor > 0
          ? t('say_overdue', { amount: format.money(overdueFrom) })
          : t('say_overdue_any')),
      hours && t('say_hours', { when: t(`hours_${hours}`) }),
      language && t('say_language', { language: t(`language_${language}`) }),
      types &&
        t('say_types', {
          names: joined(
            types.map((id) => nameIn(lists.types, id)),
            'or',
          ),
        }),
    ].filter((part) => part !== undefined)
  }
  const outcomes = (outcome: RuleOutcome): string[] =>
    [
      outcome.typeId && t('set_type', { name: nameIn(lists.types, outcome.typeId) }),
      outcome.priority && t('set_priority', { name: t(`priority_${outcome.priority}`) }),
      outcome.departmentId &&
        t('set_department', { name: nameIn(lists.departments, outcome.departmentId) }),
      outcome.labelId && t('set_label', { name: nameIn(lists.labels, outcome.labelId) }),
      outcome.assigneeId && t('set_assignee', { name: nameIn(lists.agents, outcome.assigneeId) }),
    ].filter((part) => part !== undefined)
  return (when, outcome) => ({ asks: conditions(when), decides: outcomes(outcome) })
}
