import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import type { BankLine } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Section } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'

type Props = Readonly<{
  line: BankLine
  expenses: NonNullable<BankLine['expenses']>
  onUndo: () => void
  onDone: () => void
}>

/** Money that left the bank for the company itself: which account bears it. */
export function ExpenseForm({ line, expenses: { accounts, likely }, onUndo, onDone }: Props) {
  const t = useWords('bank')
  const ui = useWords('ui')
  const format = useFormat()
  const { language } = usePreferences()
  const [accountId, setAccount] = useState(likely)
  const amount = { ...line.amount, minor: -line.amount.minor }
  const nameOf = (account: { nameAr: string; nameEn: string }) =>
    language === 'ar' ? account.nameAr : account.nameEn
  const book = useChange(
    (id: string) => client.payments.bookExpense({ id: line.id, accountId: id }),
    () => {
      const account = accounts.find(({ id }) => id === accountId)
      toast.said(t('expense_said', { account: account ? nameOf(account) : '' }), undefined, {
        label: t('undo'),
        run: onUndo,
      })
      onDone()
    },
  )
  return (
    <Section title={t('expense')} hint={t('expense_hint')}>
      <Select
        label={t('expense_account')}
        data={accounts.map((account) => ({
          value: account.id,
          label: `${account.code} ${nameOf(account)}`,
        }))}
        value={accountId}
        onChange={setAccount}
        allowDeselect={false}
        searchable={accounts.length > 8}
        placeholder={ui('pick')}
        nothingFoundMessage={ui('nothing_found')}
      />
      <div className="form-acts">
        <Button
          variant={line.entries.length > 0 ? 'default' : 'filled'}
          disabled={accountId === null}
          loading={book.isPending}
          onClick={() => accountId && book.mutate(accountId)}
        >
          {t('expense_book', { amount: format.money(amount) })}
        </Button>
      </div>
    </Section>
  )
}
