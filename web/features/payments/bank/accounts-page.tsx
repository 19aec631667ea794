import { Button, Modal } from '@mantine/core'
import { IconBuildingBank, IconPencil, IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { currencySymbol } from '#core/format.ts'
import { Currency } from '#core/money.ts'
import { type BankAccountRow, SaveBankAccount } from '#core/payments/api.ts'
import { formatIban } from '#core/vat-number.ts'
import { client } from '#web/client.ts'
import { useMay, useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { SelectField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Sheet } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './bank.module.css'
import { BankHead, useAccounts } from './bank-head.tsx'

/** The company's accounts, and how far each is known. */
export function AccountsPage() {
  const t = useWords('bank')
  const may = useMay()
  const { data, error, refetch } = useAccounts()
  const [editing, setEditing] = useState<BankAccountRow | 'new' | undefined>()
  const add = may('payments.bank') && (
    <Button
      variant="default"
      leftSection={<IconPlus size={16} />}
      onClick={() => setEditing('new')}
    >
      {t('account_new')}
    </Button>
  )
  return (
    <Sheet label={t('accounts')}>
      <BankHead at="accounts" actions={add} />
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={4} />}
      {data?.rows.length === 0 && (
        <Blank icon={<IconBuildingBank size={30} />} title={t('accounts_empty')}>
          {t('accounts_empty_hint')}
        </Blank>
      )}
      <ul className={css['files']}>
        {data?.rows.map((row) => (
          <li key={row.id}>
            <div>
              <b>
                <Bdi>{row.name}</Bdi>
              </b>
              <small>
                {row.bank && <Bdi>{row.bank}</Bdi>}{' '}
                {row.iban && <Code quiet>{formatIban(row.iban)}</Code>}
              </small>
            </div>
            <div>
              {row.lastDay ? (
                <small>
                  {t('known_until')} <Day value={row.lastDay} near />
                </small>
              ) : (
                <small>{t('no_statement_yet')}</small>
              )}
              {row.open > 0 && <small>{t('lines_wait', { count: row.open })}</small>}
            </div>
            {row.closing ? <Money value={row.closing} strong /> : <span className="muted">—</span>}
            {may('payments.bank') && (
              <Button
                variant="default"
                size="compact-md"
                leftSection={<IconPencil size={15} />}
                aria-label={t('account_edit', { name: row.name })}
                onClick={() => setEditing(row)}
              >
                {t('edit')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editing && (
        <AccountDialog
          {...(editing !== 'new' && { account: editing })}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Sheet>
  )
}

type DialogProps = Readonly<{
  account?: BankAccountRow
  onClose: () => void
  onSaved?: (account: BankAccountRow) => void
}>

/** Names an account whose statements are to be read. */
export function AccountDialog({ account, onClose, onSaved }: DialogProps) {
  const t = useWords('bank')
  const ui = useWords('ui')
  const { company } = useMe()
  const { language } = usePreferences()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const form = useForm({
    schema: SaveBankAccount,
    initial: account
      ? {
          ...{ id: account.id, name: account.name, currency: account.currency },
          ...{ bank: account.bank ?? '', iban: account.iban ?? '' },
        }
      : { id, currency: company.baseCurrency },
    save: async (values) => {
      const saved = await client.payments.saveBankAccount(values)
      await queries.invalidateQueries()
      onSaved?.(saved)
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t(account ? 'account_change' : 'account_new')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <FormFields form={form} submit={t('account_save')} onCancel={onClose}>
        <TextField path="name" label={t('account_name')} />
        <Pair>
          <TextField path="bank" label={t('account_bank')} optional />
          <SelectField
            path="currency"
            label={t('currency')}
            disabled={account !== undefined}
            options={Currency.options.map((code) => ({
              value: code,
              label: currencySymbol(code, language),
            }))}
          />
        </Pair>
        <TextField path="iban" label={t('iban')} optional ltr />
      </FormFields>
    </Modal>
  )
}
