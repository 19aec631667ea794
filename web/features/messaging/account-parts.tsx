import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { z } from 'zod'
import type { Account } from '#core/messaging/accounts-api.ts'
import { Email } from '#core/people/identity.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Go } from '#web/ui/link.tsx'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { LongCode } from '#web/ui/text/long-code.tsx'
import { Bdi, Ltr, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useAccountWhy } from './account-looks.tsx'
import css from './accounts.module.css'
import { useChange } from './use-change.ts'

const quality = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const
const status = ['CONNECTED', 'PENDING', 'FLAGGED', 'RESTRICTED', 'BANNED', 'DISCONNECTED'] as const
const limits = ['TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'] as const
const levels = ['STANDARD', 'HIGH'] as const

/** What a vendor says of an account, in our words where we have them, as it came where we have none. */
function useFactRows(): (facts: Account['facts']) => [string, ReactNode][] {
  const t = useWords('channels')
  const one = <Known extends string>(known: readonly Known[], value: string) =>
    known.find((each) => each === value)
  return (facts) => {
    const rows: [string, ReactNode][] = []
    const add = (label: string, value: string | undefined, shown?: ReactNode) => {
      if (value) rows.push([label, shown ?? <Bdi>{value}</Bdi>])
    }
    const inWords = (value: string | undefined) => {
      const [q, s] = [one(quality, value ?? ''), one(status, value ?? '')]
      const [l, v] = [one(limits, value ?? ''), one(levels, value ?? '')]
      if (q) return t(`quality_${q}`)
      if (s) return t(`status_${s}`)
      if (l) return t(`limit_${l}`)
      return v && t(`level_${v}`)
    }
    const said = (label: string, value: string | undefined) => add(label, value, inWords(value))
    add(t('fact_name'), facts['verified_name'] ?? facts['name'])
    add(t('fact_username'), facts['username'])
    const phone = facts['display_phone_number']
    add(t('fact_display_phone_number'), phone, <Ltr>{phone}</Ltr>)
    said(t('fact_status'), facts['status'])
    said(t('fact_quality_rating'), facts['quality_rating'])
    said(t('fact_messaging_limit'), facts['whatsapp_business_manager_messaging_limit'])
    said(t('fact_throughput'), facts['throughput.level'])
    add(t('fact_balance'), facts['balance'])
    add(t('fact_senders'), facts['senders'])
    const version = facts['api_version']
    add(t('fact_api_version'), version, <Ltr>{version}</Ltr>)
    return rows
  }
}

/** How the account stands, why, and a way to ask its vendor now. */
export function HealthPart({ account }: { account: Account }) {
  const t = useWords('channels')
  const why = useAccountWhy()
  const factRows = useFactRows()
  const { id, health, heardAt, chat, tokenDays, renewalFailed } = account
  const rows: [string, ReactNode][] = [
    [t('checked_at'), health ? <Moment key="c" value={health.at} /> : t('never')],
  ]
  if (chat) rows.push([t('heard_at'), heardAt ? <Moment key="h" value={heardAt} /> : t('never')])
  const undelivered = useQuery(
    api.messaging.messages.queryOptions({ input: { accountId: id, trouble: true, limit: 1 } }),
  )
  const count = undelivered.data?.troubled ?? 0
  if (count > 0)
    rows.push([
      t('undelivered'),
      <Go key="u" to={`/messages?view=trouble&trouble=1&account=${id}`} className="link">
        {t('undelivered_count', { count })}
      </Go>,
    ])
  if (tokenDays !== null && tokenDays >= 0)
    rows.push([
      t('token_life'),
      renewalFailed === null ? t('token_left', { days: tokenDays }) : t('renewal_failed'),
    ])
  if (health?.detail) rows.push([t('vendor_said'), <Ltr key="d">{health.detail}</Ltr>])
  const check = useChange(
    () => client.messaging.testAccount({ id }),
    (after) =>
      after.health?.outcome === 'sent' ? toast.said(t('check_good')) : toast.failed(t('check_bad')),
  )
  return (
    <Section title={t('state')}>
      <div className={css['why']}>
        <Why>{why(account)}</Why>
      </div>
      <Facts rows={[...rows, ...factRows(account.facts)]} />
      {chat && (
        <div className="form-acts">
          <Button
            variant="default"
            loading={check.isPending}
            onClick={() => check.mutate(undefined)}
          >
            {t('check')}
          </Button>
        </div>
      )}
    </Section>
  )
}

/** Where the vendor has to be told to call us. */
export function WebhookPart({ webhook }: Pick<Account, 'webhook'>) {
  const t = useWords('channels')
  if (!webhook) return null
  const { url, verifyToken } = webhook
  return (
    <Section
      title={t('webhook')}
      hint={t(verifyToken === null ? 'webhook_hint_sms' : 'webhook_hint_meta')}
    >
      <Facts
        rows={[
          [t('webhook_url'), <LongCode key="u">{url}</LongCode>],
          ...(verifyToken === null
            ? []
            : ([[t('verify_token'), <LongCode key="v">{verifyToken}</LongCode>]] as const)),
        ]}
      />
      <p className="muted">{t('webhook_secret')}</p>
    </Section>
  )
}

const To = z.object({ to: Email })

/** Sends one mail through the account, to see whether it arrives. */
export function TestMail({ account }: { account: Account }) {
  const t = useWords('channels')
  const me = useMe()
  const test = useChange(
    (to: string) => client.messaging.testAccount({ id: account.id, to }),
    ({ health }) =>
      health?.outcome === 'sent' ? toast.said(t('test_sent')) : toast.failed(t('test_failed')),
  )
  const form = useForm({
    schema: To,
    initial: { to: me.email },
    save: ({ to }) => test.mutateAsync(to),
  })
  return (
    <Section title={t('test_mail')}>
      <FormFields form={form} submit={t('test_mail')}>
        <TextField path="to" label={t('test_to')} ltr />
      </FormFields>
    </Section>
  )
}
