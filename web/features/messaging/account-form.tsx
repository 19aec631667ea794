import { z } from 'zod'
import { type Account, SaveAccount } from '#core/messaging/accounts-api.ts'
import { chatVendors, type VendorName } from '#core/messaging/vendors.ts'
import { client } from '#web/client.ts'
import { TextField } from '#web/ui/form/fields.tsx'
import { FormPage } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { ChatFields, MailFields, useFirstValues } from './account-fields.tsx'
import { useChange } from './use-change.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/**
 * Without the tick nothing is read, and with a password nobody is asked to let us in, whatever
 * stands in the fields behind it; and a secret that is
 * needed, but neither typed nor kept, is missing like any other field.
 */
function completed(values: unknown, vendor: VendorName, kept: readonly string[]): unknown {
  if (!isObject(values) || !isObject(values['vendor'])) return values
  const { reading, entry, vendor: typed, ...rest } = values
  const byPassword = entry === 'password'
  const given = isObject(typed['secrets']) ? typed['secrets'] : {}
  const reads = vendor === 'smtp' && reading === true
  const needed =
    vendor === 'smtp' ? (reads && byPassword ? ['imap_password'] : []) : chatVendors[vendor].secrets
  const missing = needed.filter((name) => !given[name] && !kept.includes(name))
  const secrets = { ...given, ...Object.fromEntries(missing.map((name) => [name, null])) }
  return {
    ...rest,
    vendor: {
      ...typed,
      secrets,
      ...(vendor === 'smtp' && {
        ...(!reads && { imap: null }),
        grant:
          byPassword || !isObject(typed['grant']) ? null : { ...typed['grant'], provider: entry },
      }),
    },
  }
}

type Props = Readonly<{
  id: string
  vendor: VendorName
  account: Account | undefined
  onDone: () => void
  onCancel: () => void
}>

/** Makes an account, or changes it. Its secrets are never shown again. */
export function AccountForm({ id, vendor, account, onDone, onCancel }: Props) {
  const t = useWords('channels')
  const first = useFirstValues()
  const save = useChange(client.messaging.saveAccount, () => {
    toast.said(t('saved'))
    onDone()
  })
  const form = useForm({
    schema: z.preprocess((typed) => completed(typed, vendor, account?.kept ?? []), SaveAccount),
    initial: first(id, vendor, account),
    save: (values) => save.mutateAsync(values),
  })
  return (
    <FormPage
      form={form}
      title={account ? account.name : t('new_title', { vendor: t(`vendor_${vendor}`) })}
      hint={t('form_hint')}
      submit={t('save')}
      onCancel={onCancel}
    >
      <TextField path="name" label={t('name')} hint={t('name_hint')} />
      {vendor === 'smtp' ? (
        <MailFields account={account} />
      ) : (
        <ChatFields vendor={vendor} account={account} />
      )}
    </FormPage>
  )
}
