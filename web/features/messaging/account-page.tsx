import { useQuery } from '@tanstack/react-query'
import { type Account, SaveAccount } from '#core/messaging/api.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { useGo, useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { CheckField, NumberField, PasswordField, TextField } from '#web/ui/form/fields.tsx'
import { FormPage, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from './use-change.ts'

/** Makes a mail account, or changes it. Its password is never shown again. */
export function AccountPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(api.messaging.accounts.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  return <AccountForm key={id} id={id} account={data.rows.find((row) => row.id === id)} />
}

function AccountForm({ id, account }: { id: string; account: Account | undefined }) {
  const t = useWords('messaging')
  const go = useGo()
  const { company } = useMe()
  const save = useChange(client.messaging.saveAccount, () => {
    toast.said(t('account_saved'))
    go('/settings/mail')
  })
  const form = useForm({
    schema: SaveAccount,
    initial: account ?? {
      id,
      name: t('account'),
      port: 587,
      secure: false,
      fromName: company.name,
    },
    save: (values) => save.mutateAsync(values),
  })
  return (
    <FormPage
      form={form}
      title={account ? t('account_edit') : t('account_new')}
      submit={t('save_account')}
      onCancel={() => go('/settings/mail')}
    >
      <TextField path="name" label={t('name')} />
      <Pair>
        <TextField path="host" label={t('host')} ltr />
        <NumberField path="port" label={t('port')} />
      </Pair>
      <CheckField path="secure" label={t('secure')} />
      <Pair>
        <TextField path="user" label={t('user')} ltr optional />
        <PasswordField
          path="password"
          autoComplete="new-password"
          label={t('password')}
          optional
          {...(account?.hasPassword && { hint: t('password_kept') })}
        />
      </Pair>
      <Pair>
        <TextField path="fromName" label={t('from_name')} />
        <TextField path="fromAddress" label={t('from_address')} ltr />
      </Pair>
      <TextField path="replyTo" label={t('reply_to')} ltr optional />
    </FormPage>
  )
}
