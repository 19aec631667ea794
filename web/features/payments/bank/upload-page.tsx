import { Button, Checkbox, FileButton, Select } from '@mantine/core'
import { IconFileSpreadsheet, IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BankPreview } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { base64Of } from '#web/read-file.ts'
import { refusalOf } from '#web/refusal.ts'
import { Blank, Bones } from '#web/ui/blank.tsx'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { AccountDialog } from './accounts-page.tsx'
import css from './bank.module.css'
import { useAccounts } from './bank-head.tsx'
import { Columns } from './columns.tsx'
import { Preview } from './preview.tsx'

type Mapping = NonNullable<BankPreview['mapping']>
type Picked = Readonly<{ id: string; fileName: string; content: string }>
const mostBytes = 10 * 1024 * 1024

/** A statement of the bank: file, what was recognised in it, and only then is it taken. */
export function UploadPage() {
  const t = useWords('bank')
  const { data } = useAccounts()
  const [own, setAccount] = useState<string | undefined>()
  const [adding, setAdding] = useState(false)
  const accounts = data?.rows ?? []
  const accountId = own ?? (accounts.length === 1 ? accounts[0]?.id : undefined)
  if (!data) return <Bones rows={6} />
  return (
    <Sheet label={t('upload')}>
      <PageHead title={t('upload')}>{t('upload_hint')}</PageHead>
      {accounts.length === 0 ? (
        <Blank
          icon={<IconFileSpreadsheet size={30} />}
          title={t('accounts_empty')}
          actions={<Button onClick={() => setAdding(true)}>{t('account_new')}</Button>}
        >
          {t('accounts_empty_hint')}
        </Blank>
      ) : (
        <div className={css['account']}>
          <Select
            label={t('account')}
            placeholder={t('account_pick')}
            value={accountId ?? null}
            data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => setAccount(id ?? undefined)}
          />
          <Button
            variant="subtle"
            leftSection={<IconPlus size={16} />}
            onClick={() => setAdding(true)}
          >
            {t('account_new')}
          </Button>
        </div>
      )}
      {accountId && <Statement key={accountId} accountId={accountId} />}
      {adding && (
        <AccountDialog onClose={() => setAdding(false)} onSaved={({ id }) => setAccount(id)} />
      )}
    </Sheet>
  )
}

/** Reads a file again whenever its columns are said to mean something else. */
function usePreview(accountId: string) {
  const [picked, setPicked] = useState<Picked | undefined>()
  const read = useMutation({
    mutationFn: (asked: Picked & { mapping?: Mapping }) =>
      client.payments.previewBank({
        ...{ accountId, fileName: asked.fileName, content: asked.content },
        ...(asked.mapping && { mapping: asked.mapping }),
      }),
  })
  const pick = async (file: File | null) => {
    if (!file) return
    const content = file.size > mostBytes ? '' : await base64Of(file)
    const next = { id: newId(), fileName: file.name.slice(0, 200), content }
    setPicked(next)
    read.mutate(next)
  }
  const change = (mapping: Mapping) => picked && read.mutate({ ...picked, mapping })
  return { picked, read, pick, change }
}

function Statement({ accountId }: { accountId: string }) {
  const t = useWords('bank')
  const say = useWords('refusals')
  const { picked, read, pick, change } = usePreview(accountId)
  const refused = read.error ? refusalOf(read.error) : undefined
  return (
    <>
      <div className={css['drop']}>
        <FileButton
          accept=".csv,.txt,.xlsx,.xml,.sta,.mt940,.940"
          onChange={(file) => void pick(file)}
        >
          {(button) => (
            <Button
              {...button}
              variant={picked ? 'default' : 'filled'}
              loading={read.isPending}
              leftSection={<IconFileSpreadsheet size={16} />}
            >
              {t(picked ? 'file_other' : 'file_pick')}
            </Button>
          )}
        </FileButton>
        {picked ? (
          <bdi dir="ltr">{picked.fileName}</bdi>
        ) : (
          <span className="dim">{t('file_hint')}</span>
        )}
      </div>
      {refused && (
        <p role="alert" className={css['refused']}>
          {say(refused.code, refused.facts)}
        </p>
      )}
      {picked && read.data && (
        <>
          <Preview preview={read.data} />
          {read.data.mapping && (
            <Columns preview={read.data} mapping={read.data.mapping} onChange={change} />
          )}
          <Take accountId={accountId} picked={picked} preview={read.data} />
        </>
      )}
    </>
  )
}

type TakeProps = Readonly<{ accountId: string; picked: Picked; preview: BankPreview }>

/** Takes the file, when nothing is wrong and it is proven or said to be right. */
function Take({ accountId, picked, preview }: TakeProps) {
  const t = useWords('bank')
  const say = useWords('refusals')
  const go = useGo()
  const queries = useQueryClient()
  const [sure, setSure] = useState(false)
  const take = useMutation({
    mutationFn: () =>
      client.payments.takeStatement({
        ...picked,
        accountId,
        sure,
        ...(preview.mapping && { mapping: preview.mapping }),
      }),
    onSuccess: async ({ fresh }) => {
      await queries.invalidateQueries()
      toast.said(t('taken_said', { count: fresh }))
      go(`/bank?account=${accountId}`)
    },
  })
  const { statement } = preview
  if (preview.taken || !statement) return null
  const fresh = statement.lines - statement.known
  const refused = take.error ? refusalOf(take.error) : undefined
  return (
    <Section title={t('take')}>
      {!statement.proven && (
        <Checkbox
          label={t('sure_of_it')}
          description={t('sure_hint')}
          checked={sure}
          onChange={(event) => setSure(event.currentTarget.checked)}
        />
      )}
      {refused && (
        <p role="alert" className={css['refused']}>
          {say(refused.code, refused.facts)}
        </p>
      )}
      <div className="form-acts">
        <Button
          disabled={!statement.proven && !sure}
          loading={take.isPending}
          onClick={() => take.mutate()}
        >
          {t('take_yes', { count: fresh })}
        </Button>
        <Button variant="default" onClick={() => go('/bank')}>
          <Bdi>{t('not_now')}</Bdi>
        </Button>
      </div>
    </Section>
  )
}
