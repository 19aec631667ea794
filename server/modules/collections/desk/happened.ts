import type { DeskHappening } from '#core/collections/desk-api.ts'

/** One thing that came of a plan, a settlement or a referral: when, null where it did not, and by whom. */
export type HappenedStep = readonly [state: string, at: Date | string | null, by: string]

/** What came of one document, each thing on its own day, as the desk tells it. */
export const happened = (
  { id, kind }: Pick<DeskHappening, 'id' | 'kind'>,
  steps: readonly HappenedStep[],
  factsOf: (state: string) => DeskHappening['facts'],
): DeskHappening[] =>
  steps.flatMap(([state, at, by]) =>
    at === null
      ? []
      : [
          {
            ...{ id: `${id}:${state}`, kind, by, facts: { state, ...factsOf(state) } },
            at: typeof at === 'string' ? at : at.toISOString(),
          },
        ],
  )
