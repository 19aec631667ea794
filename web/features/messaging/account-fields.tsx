import type { Account } from '#core/messaging/accounts-api.ts'
import { mailGrantProviders } from '#core/messaging/mail-grant.ts'
import { type ChatVendorName, chatVendors, type VendorName } from '#core/messaging/vendors.ts'
import { useMe } from '#web/me.tsx'
import { CheckField, NumberField, PasswordField, TextField } from '#web/ui/form/fields.tsx'
import { Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useWords } from '#web/words.ts'
import css from './accounts.module.css'
import { EntryField, entryOf, GrantFields } from './mail-entry.tsx'

type Word = Parameters<ReturnType<typeof useWords<'channels'>>>[0]
type Named = readonly [label: Word, hint: Word]

const page: Named = ['address_page', 'address_page_hint']
const instagram: Named = ['address_instagram', 'address_instagram_hint']
const sender: Named = ['address_sender', 'address_sender_hint']

const addresses: Readonly<Record<ChatVendorName, Named>> = {
  whatsapp_cloud: ['address_whatsapp', 'address_whatsapp_hint'],
  messenger: page,
  instagram,
  instagram_login: instagram,
  unifonic: sender,
  taqnyat: sender,
  msegat: sender,
  twilio: ['address_twilio', 'address_twilio_hint'],
}

const settings: Readonly<Record<string, Named>> = {
  waba_id: ['waba_id', 'waba_id_hint'],
  account_sid: ['account_sid', 'account_sid_hint'],
}

const secrets: Readonly<Record<string, Named>> = {
  app_secret: ['app_secret', 'app_secret_hint'],
  instagram_app_secret: ['instagram_app_secret', 'instagram_app_secret_hint'],
  app_sid: ['app_sid', 'app_sid_hint'],
  user: ['user', 'user_hint'],
}

const tokens: Readonly<Record<ChatVendorName, Named>> = {
  whatsapp_cloud: ['token', 'token_hint_meta'],
  messenger: ['token', 'token_hint_meta'],
  instagram: ['token', 'token_hint_meta'],
  instagram_login: ['token', 'token_hint_instagram'],
  unifonic: ['app_sid', 'app_sid_hint'],
  taqnyat: ['token_sms', 'token_sms_hint'],
  msegat: ['api_key', 'api_key_hint'],
  twilio: ['auth_token', 'auth_token_hint'],
}

/** A secret: asked for once, and afterwards only to change it. */
function Secret({ name, named, kept }: { name: string; named: Named; kept: readonly string[] }) {
  const t = useWords('channels')
  const [label, hint] = named
  const here = kept.includes(name)
  return (
    <PasswordField
      path={`vendor.secrets.${name}`}
      autoComplete="new-password"
      label={t(label)}
      hint={t(here ? 'kept' : hint)}
      optional={here}
    />
  )
}

/** What a vendor of conversations needs. */
export function ChatFields({
  vendor,
  account,
}: {
  vendor: ChatVendorName
  account: Account | undefined
}) {
  const t = useWords('channels')
  const needs = chatVendors[vendor]
  const [address, hint] = addresses[vendor]
  const kept = account?.kept ?? []
  return (
    <>
      <TextField path="vendor.address" label={t(address)} hint={t(hint)} ltr />
      {needs.settings.map((name) => {
        const [label, about] = settings[name] ?? ['settings', 'form_hint']
        return (
          <TextField
            key={name}
            path={`vendor.settings.${name}`}
            label={t(label)}
            hint={t(about)}
            ltr
          />
        )
      })}
      {needs.secrets.map((name) => (
        <Secret
          key={name}
          name={name}
          named={(name === 'token' ? undefined : secrets[name]) ?? tokens[vendor]}
          kept={kept}
        />
      ))}
      <TextField path="vendor.shownAs" label={t('shown_as')} hint={t('shown_as_hint')} optional />
      <details className={css['advanced']}>
        <summary>{t('advanced')}</summary>
        <Pair>
          {needs.version && <TextField path="vendor.version" label={t('version')} ltr optional />}
          <TextField
            path="vendor.baseUrl"
            label={t('base_url')}
            hint={t('base_url_hint')}
            ltr
            optional
          />
        </Pair>
      </details>
    </>
  )
}

/** What mail needs: a server to send with, and one to read replies from if they are wanted. */
export function MailFields({ account }: { account: Account | undefined }) {
  const t = useWords('channels')
  const form = useFormAround()
  const kept = account?.kept ?? []
  const entry = mailGrantProviders.find((each) => each === form.get('entry'))
  return (
    <>
      <EntryField />
      {entry && <GrantFields entry={entry} kept={kept} />}
      <fieldset className={css['group']}>
        <legend>{t('smtp')}</legend>
        <Pair>
          <TextField path="vendor.host" label={t('host')} ltr />
          <NumberField path="vendor.port" label={t('port')} />
        </Pair>
        <CheckField path="vendor.secure" label={t('secure')} />
        <Pair>
          <TextField path="vendor.user" label={t('mail_user')} ltr optional />
          {!entry && (
            <PasswordField
              path="vendor.secrets.password"
              autoComplete="new-password"
              label={t('password')}
              optional
              {...(kept.includes('password') && { hint: t('kept') })}
            />
          )}
        </Pair>
        <Pair>
          <TextField path="vendor.fromName" label={t('from_name')} />
          <TextField path="vendor.fromAddress" label={t('from_address')} ltr />
        </Pair>
        <TextField path="vendor.replyTo" label={t('reply_to')} ltr optional />
      </fieldset>
      <fieldset className={css['group']}>
        <legend>{t('imap')}</legend>
        <CheckField path="reading" label={t('imap_on')} />
        {form.get('reading') === true && (
          <>
            <Pair>
              <TextField path="vendor.imap.host" label={t('imap_host')} ltr />
              <NumberField path="vendor.imap.port" label={t('port')} />
            </Pair>
            <CheckField path="vendor.imap.secure" label={t('imap_secure')} />
            <Pair>
              <TextField path="vendor.imap.user" label={t('mail_user')} ltr />
              {!entry && (
                <PasswordField
                  path="vendor.secrets.imap_password"
                  autoComplete="new-password"
                  label={t('imap_password')}
                  optional={kept.includes('imap_password')}
                  {...(kept.includes('imap_password') && { hint: t('kept') })}
                />
              )}
            </Pair>
            <TextField path="vendor.imap.folder" label={t('folder')} ltr />
          </>
        )}
      </fieldset>
    </>
  )
}

/** What a form shows at first for a vendor, or for an account that is changed. */
export function useFirstValues(): (
  id: string,
  vendor: VendorName,
  account: Account | undefined,
) => Readonly<Record<string, unknown>> {
  const t = useWords('channels')
  const { company } = useMe()
  return (id, provider, account) => {
    const name = account?.name ?? t(`vendor_${provider}`)
    if (provider === 'smtp') {
      const first = { port: 587, secure: false, fromName: company.name }
      const imap = account?.mail?.imap ?? { port: 993, secure: true, folder: 'INBOX' }
      return {
        id,
        name: account?.name ?? t('email'),
        reading: Boolean(account?.mail?.imap),
        entry: entryOf(account),
        vendor: { provider, ...first, ...account?.mail, imap, secrets: {} },
      }
    }
    const { baseUrl, version } = chatVendors[provider]
    const { chat } = account ?? {}
    return {
      id,
      name,
      vendor: {
        provider,
        settings: {},
        baseUrl,
        version,
        ...chat,
        shownAs: account && account.shownAs !== chat?.address ? account.shownAs : '',
        secrets: {},
      },
    }
  }
}
