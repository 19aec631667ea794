import { Button, Modal } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SaveAccount } from '#core/ledger/api.ts'
import { AccountKind } from '#core/ledger/chart.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { SelectField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { BooksTabs } from './books-tabs.tsx'
import { useAccountName } from './entry-page.tsx'
import css from './ledger.module.css'
import { useChange } from './use-change.ts'

type Row = Awaited<ReturnType<typeof client.ledger.accounts>>['rows'][number]
type Edited = Pick<Row, 'id'> & Partial<Row>

/** The chart of accounts by kind, each with what it stands at. */
export function AccountsPage() {
  const t = useWords('ledger')
  const manages = useMay()('ledger.manage_accounts') !== undefined
  const [edited, setEdited] = useState<Edited | null>(null)
  const { data, error, refetch } = useQuery(api.ledger.accounts.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  const add = manages && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited({ id: newId() })}>
      {t('new_account')}
    </Button>
  )
  return (
    <Sheet label={t('accounts')}>
      <PageHead title={t('accounts')} actions={add}>
        {t('accounts_hint')}
      </PageHead>
      <BooksTabs />
      {data ? (
        <div className={css['scroll']}>
          <table className={css['table']}>
            <thead>
              <tr>
                <th scope="col">{t('code')}</th>
                <th scope="col">{t('account')}</th>
                <th scope="col" className="num">
                  {t('balance')}
                </th>
                {manages && <th scope="col" />}
              </tr>
            </thead>
            {AccountKind.options.map((kind) => (
              <tbody key={kind}>
                <tr className={css['group']}>
                  <th scope="rowgroup" colSpan={manages ? 4 : 3}>
                    {t(kind)}
                  </th>
                </tr>
                {data.rows
                  .filter((row) => row.kind === kind)
                  .map((row) => (
                    <Line
                      key={row.id}
                      row={row}
                      {...(manages ? { onEdit: () => setEdited(row) } : {})}
                    />
                  ))}
              </tbody>
            ))}
          </table>
        </div>
      ) : (
        <Bones rows={10} />
      )}
      {edited && <AccountForm first={edited} onClose={() => setEdited(null)} />}
    </Sheet>
  )
}

function Line({ row, onEdit }: Readonly<{ row: Row; onEdit?: () => void }>) {
  const t = useWords('ledger')
  const ui = useWords('ui')
  const go = useGo()
  const nameOf = useAccountName()
  const restore = useChange(() => client.ledger.restoreAccount({ id: row.id }))
  const archive = useChange(
    () => client.ledger.archiveAccount({ id: row.id }),
    () =>
      toast.said(t('archived_said', { code: row.code }), undefined, {
        label: ui('undo'),
        run: () => restore.mutate(undefined),
      }),
  )
  return (
    <tr data-quiet={row.archived || undefined}>
      <td>
        <Code>{row.code}</Code>
      </td>
      <td>
        <Go to={`/books/accounts/${row.id}`} className="link">
          {nameOf(row)}
        </Go>{' '}
        {row.archived && <Chip>{t('archived')}</Chip>}
      </td>
      <td className="num">
        <Money value={row.balance} dash />
      </td>
      {onEdit && (
        <td className="num">
          <RowMenu
            name={nameOf(row)}
            items={[
              { label: t('account_moves'), run: () => go(`/books/accounts/${row.id}`) },
              { label: ui('edit'), run: onEdit },
              ...(row.key === null
                ? [
                    row.archived
                      ? { label: t('restore'), run: () => restore.mutate(undefined) }
                      : { label: t('archive'), run: () => archive.mutate(undefined), grave: true },
                  ]
                : []),
            ]}
          />
        </td>
      )}
    </tr>
  )
}

function AccountForm({ first, onClose }: Readonly<{ first: Edited; onClose: () => void }>) {
  const t = useWords('ledger')
  const ui = useWords('ui')
  const save = useChange((account: SaveAccount) => client.ledger.saveAccount(account))
  const form = useForm({
    schema: SaveAccount,
    initial: {
      id: first.id,
      code: first.code ?? '',
      nameAr: first.nameAr ?? '',
      nameEn: first.nameEn ?? '',
      kind: first.kind,
    },
    save: async (account) => {
      await save.mutateAsync(account)
      toast.said(t('account_saved', { code: account.code }))
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={first.code ? t('edit_account') : t('new_account')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <FormFields form={form} submit={t('save_account')} onCancel={onClose}>
        <Pair>
          <TextField path="code" label={t('code')} ltr maxLength={20} />
          <SelectField
            path="kind"
            label={t('account_kind')}
            options={AccountKind.options.map((value) => ({ value, label: t(value) }))}
          />
        </Pair>
        <TextField path="nameAr" label={t('name_ar')} />
        <TextField path="nameEn" label={t('name_en')} ltr />
      </FormFields>
    </Modal>
  )
}
