import type { Account } from '#core/messaging/accounts-api.ts'
import { formatPhone } from '#core/phone.ts'
import { useFormat } from '#web/format.ts'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { Ltr } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'

/** The channels in the order in which a company needs them. */
export const channelOrder = ['whatsapp', 'email', 'sms', 'messenger', 'instagram'] as const
export type ChannelName = Account['channel']

const tones: Readonly<Record<Account['state'], Tone>> = {
  good: 'good',
  unchecked: 'plain',
  incomplete: 'late1',
  failing: 'late3',
  silent: 'late2',
  token_ending: 'late1',
  resting: 'info',
}

/** What people know an account by: a number as people read it, else as it is. */
export const KnownAs = ({ account: { shownAs } }: { account: Account }) =>
  shownAs && <Ltr>{/^\+\d{8,15}$/.test(shownAs) ? formatPhone(shownAs) : shownAs}</Ltr>

/** How an account stands, in a word and a colour. */
export function AccountChips({ account }: { account: Account }) {
  const t = useWords('channels')
  return (
    <>
      <Chip tone={tones[account.state]}>
        {account.state === 'unchecked' && account.health
          ? t('state_unanswered')
          : t(`state_${account.state}`)}
      </Chip>
      {account.chosen && <Chip tone="brand">{t('chosen')}</Chip>}
      {account.played && <Chip tone="info">{t('played')}</Chip>}
    </>
  )
}

const reasons = [
  'auth',
  'unavailable',
  'rate_limited',
  'account_limited',
  'billing',
  'sender_refused',
  'not_reachable',
  'rejected',
  'address_refused',
  'too_large',
  'grant_gone',
  'grant_app',
] as const
type Reason = (typeof reasons)[number]
const isReason = (reason: string | null): reason is Reason =>
  reasons.some((known) => known === reason)

type NeedWord =
  | 'grant'
  | 'app_secret'
  | 'waba_id'
  | 'imap_password'
  | 'app_sid'
  | 'account_sid'
  | 'user'
const needWords: Readonly<Record<string, NeedWord | 'instagram_app_secret' | 'token'>> = {
  token: 'token',
  app_secret: 'app_secret',
  instagram_app_secret: 'instagram_app_secret',
  waba_id: 'waba_id',
  imap_password: 'imap_password',
  app_sid: 'app_sid',
  account_sid: 'account_sid',
  user: 'user',
  grant: 'grant',
}

/** Why an account stands as it does, in one sentence. */
export function useAccountWhy(): (account: Account) => string {
  const t = useWords('channels')
  const format = useFormat()
  const moment = (value: string) =>
    `${format.day(format.dayOf(value), { near: true })} ${format.clock(value)}`
  const because = (reason: string | null) => t(`reason_${isReason(reason) ? reason : 'other'}`)
  return ({ state, health, missing, tokenDays, resting, played }) => {
    if (state === 'incomplete') {
      const names = missing.map((name) => t(needWords[name] ?? 'settings'))
      return t('why_incomplete', { missing: names.join(t('comma')) })
    }
    if (state === 'failing') return because(health?.reason ?? null)
    if (state === 'unchecked' && health) return because(health.reason ?? 'unavailable')
    if (state === 'silent') return t('why_silent')
    if (state === 'token_ending')
      return (tokenDays ?? 0) < 0
        ? t('token_ended')
        : t('why_token_ending', { days: tokenDays ?? 0 })
    if (state === 'resting' && resting)
      return t('why_resting', { at: moment(resting.until), reason: because(resting.reason) })
    if (state === 'good' && health) return t('why_good', { at: moment(health.at) })
    return played && state !== 'unchecked' ? t('stand_in_why') : t('why_unchecked')
  }
}
