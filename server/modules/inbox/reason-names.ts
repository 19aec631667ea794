import type { Why } from '#core/inbox/conversation.ts'
import type { From } from './scope.ts'
import type { KeptWhy } from './tables.ts'
import { typeNamesOf } from './types.ts'

/**
 * Says why rules held with the names of what they name, as this reader calls them; a rule was kept
 * with ids alone. What is gone for good has no fact.
 * @param accountName of the account on which the message came
 */
export async function namesFor(
  from: Pick<From, 'run' | 'companyId' | 'session'>,
  reasons: readonly KeptWhy[],
  accountName: string | null,
): Promise<(reason: KeptWhy) => Why> {
  const ids = reasons.flatMap(({ code, facts }) => (code === 'type' ? [String(facts['id'])] : []))
  const names = await typeNamesOf(from, ids)
  return ({ code, facts }) => {
    if (code !== 'type' && code !== 'account') return { code, facts: { ...facts } }
    const value = code === 'account' ? accountName : names.get(String(facts['id']))
    return { code, facts: value ? { value } : {} }
  }
}
