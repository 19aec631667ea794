import { Button, Checkbox, FileButton, Textarea, TextInput } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import type { PageConfirmation } from '#core/collections/confirmation-api.ts'
import { type Money, parseMoney } from '#core/money.ts'
import { mostPaperBytes } from '#core/paper.ts'
import type { NoticeFile } from '#core/payments/notice.ts'
import { api, client } from '#web/client.ts'
import { base64Of, paperKinds } from '#web/read-file.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'
import planCss from './plan.module.css'
import { Refused } from './refused.tsx'
import { useAnswer } from './use-answer.ts'

type Who = Readonly<{ name: string; position: string }>

const isNamed = ({ name, position }: Who) => name.trim().length >= 3 && position.trim().length >= 2

function WhoFields({ who, onWho }: { who: Who; onWho: (who: Who) => void }) {
  const t = useWords('confirmations')
  return (
    <>
      <TextInput
        label={t('page_name')}
        size="md"
        autoComplete="name"
        maxLength={120}
        value={who.name}
        onChange={(event) => onWho({ ...who, name: event.currentTarget.value })}
      />
      <TextInput
        label={t('page_position')}
        size="md"
        autoComplete="organization-title"
        maxLength={120}
        value={who.position}
        onChange={(event) => onWho({ ...who, position: event.currentTarget.value })}
      />
    </>
  )
}

function Back({ onBack }: { onBack: () => void }) {
  const t = useWords('confirmations')
  return (
    <button type="button" className={`link ${planCss['other']}`} onClick={onBack}>
      {t('page_back')}
    </button>
  )
}

type ConfirmProps = Readonly<{ token: string; onBack: () => void }>

/** The balance is theirs too: who says so, and as what. */
export function Confirm({ token, onBack }: ConfirmProps) {
  const t = useWords('confirmations')
  const [who, setWho] = useState<Who>({ name: '', position: '' })
  const [agreed, setAgreed] = useState(false)
  const answer = useAnswer(
    (said: Who, requestId) =>
      client.collections.confirmOnPage({ ...said, token, requestId, agreed: true }),
    api.collections.pageConfirmation.key(),
  )
  const good = agreed && isNamed(who)
  return (
    <form
      className={css['promise']}
      onSubmit={(event) => {
        event.preventDefault()
        if (good && !answer.isPending) answer.mutate(who)
      }}
    >
      <WhoFields who={who} onWho={setWho} />
      <Checkbox
        size="md"
        label={t('page_agree')}
        checked={agreed}
        onChange={(event) => setAgreed(event.currentTarget.checked)}
      />
      <Refused error={answer.error} />
      <Button type="submit" size="lg" fullWidth disabled={!good} loading={answer.isPending}>
        {t('page_confirm')}
      </Button>
      <Back onBack={onBack} />
    </form>
  )
}

type Said = Who &
  Readonly<{
    theirs: readonly Money[]
    because: string
    invoiceIds: readonly string[]
    file: NoticeFile | undefined
  }>

type DifferProps = ConfirmProps & Readonly<{ page: PageConfirmation }>

/** Theirs is another: how much, why, in which documents, and their own statement. */
export function Differ({ token, page, onBack }: DifferProps) {
  const t = useWords('confirmations')
  const [who, setWho] = useState<Who>({ name: '', position: '' })
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [because, setBecause] = useState('')
  const [invoiceIds, setInvoiceIds] = useState<readonly string[]>([])
  const [file, setFile] = useState<NoticeFile>()
  const answer = useAnswer(
    ({ file: paper, theirs, invoiceIds: ids, ...said }: Said, requestId) =>
      client.collections.differOnPage({
        ...{ ...said, token, requestId, theirs: [...theirs], invoiceIds: [...ids] },
        ...(paper && { file: paper }),
      }),
    api.collections.pageConfirmation.key(),
  )
  const theirs = page.balances.flatMap(
    ({ currency }) => parseMoney(typed[currency] ?? '', currency) ?? [],
  )
  const good = isNamed(who) && because.trim().length >= 3 && theirs.length === page.balances.length
  return (
    <form
      className={css['promise']}
      onSubmit={(event) => {
        event.preventDefault()
        if (good && !answer.isPending) answer.mutate({ ...who, theirs, because, invoiceIds, file })
      }}
    >
      {page.balances.map(({ currency }) => {
        const text = typed[currency] ?? ''
        const wrong = text !== '' && parseMoney(text, currency) === undefined
        return (
          <TextInput
            key={currency}
            label={t('page_theirs', { currency })}
            size="md"
            inputMode="decimal"
            className="ltr-input"
            error={wrong ? t('page_bad_amount') : undefined}
            value={text}
            onChange={(event) => setTyped({ ...typed, [currency]: event.currentTarget.value })}
          />
        )
      })}
      <Textarea
        label={t('page_because')}
        size="md"
        rows={3}
        maxLength={1000}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
      <Which page={page} ids={invoiceIds} onIds={setInvoiceIds} />
      <Paper file={file} onFile={setFile} />
      <WhoFields who={who} onWho={setWho} />
      <Refused error={answer.error} />
      <Button type="submit" size="lg" fullWidth disabled={!good} loading={answer.isPending}>
        {t('page_send')}
      </Button>
      <Back onBack={onBack} />
    </form>
  )
}

type WhichProps = Readonly<{
  page: PageConfirmation
  ids: readonly string[]
  onIds: (ids: readonly string[]) => void
}>

/** As many as may be objected to at once. */
const mostNamed = 10

function Which({ page, ids, onIds }: WhichProps) {
  const t = useWords('confirmations')
  const owed = page.items.filter(({ balance }) => balance.minor > 0)
  if (owed.length === 0) return null
  return (
    <Checkbox.Group
      label={t('page_which')}
      value={[...ids]}
      onChange={(next) => onIds(next.slice(0, mostNamed))}
    >
      {owed.map(({ documentId, number }) => (
        <Checkbox
          key={documentId}
          size="md"
          value={documentId}
          label={<bdi dir="ltr">{number}</bdi>}
        />
      ))}
    </Checkbox.Group>
  )
}

type PaperProps = Readonly<{
  file: NoticeFile | undefined
  onFile: (file: NoticeFile) => void
}>

function Paper({ file, onFile }: PaperProps) {
  const t = useWords('confirmations')
  const pick = async (picked: File | null) => {
    if (!picked) return
    if (picked.size > mostPaperBytes) toast.failed(t('page_file_large'))
    else onFile({ name: picked.name.slice(0, 200), content: await base64Of(picked) })
  }
  return (
    <div>
      <FileButton accept={paperKinds} onChange={(picked) => void pick(picked)}>
        {(button) => (
          <Button {...button} variant="default" leftSection={<IconPaperclip size={16} />}>
            {t(file ? 'page_file_change' : 'page_file')}
          </Button>
        )}
      </FileButton>
      {file && <bdi dir="ltr">{file.name}</bdi>}
    </div>
  )
}
