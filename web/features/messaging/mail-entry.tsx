import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Account } from '#core/messaging/accounts-api.ts'
import {
  type MailGrantProvider,
  mailGrantPresets,
  mailGrantProviders,
} from '#core/messaging/mail-grant.ts'
import { api } from '#web/client.ts'
import { PasswordField, TextField, useField } from '#web/ui/form/fields.tsx'
import { Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { LongCode } from '#web/ui/text/long-code.tsx'
import { useWords } from '#web/words.ts'
import css from './accounts.module.css'

const entries = ['password', ...mailGrantProviders] as const
type Entry = (typeof entries)[number]

export const entryOf = (account: Account | undefined): Entry =>
  account?.mail?.grant?.provider ?? 'password'

/** How the mailbox is entered; whoever is known by name brings its servers along. */
export function EntryField() {
  const t = useWords('channels')
  const form = useFormAround()
  const { value, props } = useField({ path: 'entry', label: t('entry'), hint: t('entry_hint') })
  const choose = (next: string | null) => {
    const entry = entries.find((each) => each === next) ?? 'password'
    form.set('entry', entry)
    if (entry === 'password' || entry === 'other') return
    const { smtp, imap, ...grant } = mailGrantPresets[entry]
    for (const [name, known] of Object.entries(smtp)) form.set(`vendor.${name}`, known)
    for (const [name, known] of Object.entries(imap)) form.set(`vendor.imap.${name}`, known)
    for (const [name, known] of Object.entries(grant)) form.set(`vendor.grant.${name}`, known)
  }
  return (
    <Select
      {...props}
      data={entries.map((entry) => ({ value: entry, label: t(`entry_${entry}`) }))}
      value={typeof value === 'string' ? value : 'password'}
      onChange={choose}
      allowDeselect={false}
    />
  )
}

/** What we are to the provider of the mailbox, and where it is asked. */
export function GrantFields({
  entry,
  kept,
}: {
  entry: MailGrantProvider
  kept: readonly string[]
}) {
  const t = useWords('channels')
  const { data } = useQuery(api.messaging.accounts.queryOptions({ input: {} }))
  const here = kept.includes('client_secret')
  return (
    <fieldset className={css['group']}>
      <legend>{t('grant_app')}</legend>
      <p className={css['advice']}>{t(`grant_app_${entry}`)}</p>
      <div>
        <p className={css['codeLabel']}>{t('grant_return')}</p>
        <LongCode>{data?.returnTo ?? ''}</LongCode>
      </div>
      <Pair>
        <TextField path="vendor.grant.clientId" label={t('client_id')} ltr />
        <PasswordField
          path="vendor.secrets.client_secret"
          autoComplete="new-password"
          label={t('client_secret')}
          optional
          {...(here && { hint: t('kept') })}
        />
      </Pair>
      {entry === 'microsoft' && (
        <TextField path="vendor.grant.tenant" label={t('tenant')} hint={t('tenant_hint')} ltr />
      )}
      <details className={css['advanced']} open={entry === 'other'}>
        <summary>{t('advanced')}</summary>
        <div className={css['group']}>
          <TextField path="vendor.grant.authorizeUrl" label={t('authorize_url')} ltr />
          <TextField path="vendor.grant.tokenUrl" label={t('token_url')} ltr />
          <TextField path="vendor.grant.revokeUrl" label={t('revoke_url')} ltr optional />
          <TextField path="vendor.grant.scope" label={t('grant_scope')} ltr />
        </div>
      </details>
    </fieldset>
  )
}
