import { type Rule, type RuleReason, route } from '#core/inbox/rules.ts'
import type { RoutingTried, TryRouting } from '#core/inbox/teaching.ts'
import { command } from '#platform/command.ts'
import { guessType } from './classify.ts'
import { namesFor } from './reason-names.ts'
import { readRules } from './rules.ts'
import { whyOf } from './sort-new.ts'
import { ensureTypes } from './types.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

/** What the rules and the classifier would make of a message; nothing is kept of it. */
export const tryRouting = command(
  'inbox.manage',
  async (work, input: TryRouting): Promise<RoutingTried> => {
    const types = await ensureTypes(work)
    const verdict = await guessType(work, input.text, types)
    const rules = await readRules(work)
    const { outcome, because } = route(rules satisfies readonly Rule[], {
      text: input.text,
      channel: input.channel,
      accountId: nobody,
      ...(input.known && { customer: { tags: [], overdue: [] } }),
      open: input.open,
      typeId: verdict.type,
    })
    const held = new Map(Object.values(because).map((each) => [each.ruleId, each]))
    const reasonsOf = ({ reasons }: { reasons: readonly RuleReason[] }) => reasons.map(whyOf)
    const named = await namesFor(work, [...held.values()].flatMap(reasonsOf), null)
    return {
      guess: {
        typeId: verdict.type,
        nearestId: verdict.ranking.at(0)?.type ?? null,
        certainty: verdict.certainty,
        words: verdict.reasons.map(({ word, learned }) => ({ word, learned })),
      },
      rules: [...held.values()]
        .toSorted((a, b) => a.place - b.place)
        .map((each) => ({
          id: each.ruleId,
          place: each.place,
          name: rules.find(({ id }) => id === each.ruleId)?.name ?? '',
          reasons: reasonsOf(each).map(named),
        })),
      outcome,
    }
  },
  { name: 'inbox.try_routing' },
)
