import type { Why } from '#core/inbox/conversation.ts'
import { messageChannels } from '#core/messaging/message.ts'
import { Money } from '#core/money.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'

const codes = [
  'owner',
  'spoke_last',
  'most_skilled',
  'least_loaded',
  'their_turn',
  'only_one',
  'rule',
  'person',
  'taken',
  'answered',
  'nobody_there',
  'nobody_in_department',
  'nobody_skilled',
  'nobody_free',
  'gone',
  'absent',
  'timed_out',
  'had_it',
  'off',
  'off_shift',
  'away',
  'busy',
  'full',
  'other_department',
  'unskilled',
  'less_skilled',
  'more_loaded',
  'had_a_turn_later',
  'not_the_owner',
  'did_not_speak_last',
  'same_identity',
  'vat_mentioned',
  'invoice_mentioned',
  'phone_mentioned',
  'email_mentioned',
  'same_name',
  'email_domain',
  'similar_name',
  'word',
  'channel',
  'account',
  'sender_known',
  'sender_unknown',
  'tag',
  'overdue',
  'open',
  'closed',
  'language',
  'type',
  'always',
] as const

/** A name keeps its own direction inside a sentence of either. */
const isolated = (name: string) => (name === '' ? '' : `\u2068${name}\u2069`)

/** A reason of the house as a sentence of the reader's language; nothing for one without words. */
export function useReasons() {
  const t = useWords('inbox')
  const format = useFormat()
  const named = (code: (typeof codes)[number], fact: string): string => {
    if (code === 'language') return t(fact === 'en' ? 'language_en' : 'language_ar')
    const channel = messageChannels.find((each) => each === fact)
    if (code === 'channel' && channel) return t(`channel_${channel}`)
    // What the rule named may be gone by now.
    if (fact === '' && (code === 'type' || code === 'account')) return t('why_gone_name')
    return isolated(fact)
  }
  return ({ code, facts }: Why): string | undefined => {
    const known = codes.find((each) => each === code)
    if (!known) return undefined
    const [first] = Object.values(facts)
    const money = Money.safeParse(facts['amount'] ?? first)
    const fact = money.success
      ? format.money(money.data, true)
      : named(known, String(facts['fact'] ?? facts['value'] ?? facts['name'] ?? first ?? ''))
    // Of before who assigned was kept.
    if (known === 'person' && fact === '') return t('why_person_plain')
    return t(`why_${known}`, { fact })
  }
}
