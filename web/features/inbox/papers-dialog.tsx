import { Button, Modal, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '#core/format.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import type { InvoiceRow } from '#core/invoicing/api.ts'
import { total } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMay, useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { usePreferences } from '#web/preferences.tsx'
import { refusalOf } from '#web/refusal.ts'
import { Bones } from '#web/ui/blank.tsx'
import { Why } from '#web/ui/page.tsx'
import { Code } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './inbox.module.css'
import { letter } from './papers-words.ts'
import { toBase64 } from './use-files.ts'
import type { SendView } from './use-send.ts'

/** What is to be sent on the thread. */
export type Papers = Readonly<{
  kind: 'link' | 'invoice' | 'statement'
  invoices: readonly InvoiceRow[]
}>

type Props = Readonly<{
  papers: Papers
  customerId: string
  detail: ConversationDetail
  sending: SendView
  onClose: () => void
}>

/** Why these papers cannot go by this thread now; nothing when they can. */
function problemOf(detail: ConversationDetail, kind: Papers['kind']) {
  const { window, abilities, shut } = detail.door
  if (shut) return 'papers_shut' as const
  if (window.state === 'closed') return 'papers_window' as const
  if (kind !== 'link' && abilities && !abilities.kinds.includes('document'))
    return 'papers_no_files' as const
  return null
}

/** Reads what will leave, and sends it on the thread that is open. */
export function PapersDialog(props: Props) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const { papers, customerId, detail, onClose } = props
  const may = useMay()
  const reads = may('contacts.read') !== undefined
  const { data, isLoading } = useQuery({
    ...api.contacts.show.queryOptions({ input: { id: customerId } }),
    enabled: reads,
  })
  const problem = problemOf(detail, papers.kind)
  const channel = t(`channel_${detail.channel}`)
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t(`papers_${papers.kind}_ask`, { channel })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {problem && (
        <>
          <Why>{t(problem, { channel })}</Why>
          <div className="form-acts">
            <Button variant="default" onClick={onClose}>
              {ui('close')}
            </Button>
          </div>
        </>
      )}
      {!problem && isLoading && <Bones rows={3} />}
      {!problem && !isLoading && (
        <Letter {...props} language={data?.language ?? 'ar'} name={data?.name ?? detail.writer} />
      )}
    </Modal>
  )
}

type LetterProps = Props & Readonly<{ language: 'ar' | 'en'; name: string }>

function Letter({ papers, customerId, detail, sending, onClose, language, name }: LetterProps) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const say = useWords('refusals')
  const { company } = useMe()
  const reader = usePreferences().language
  const currency = papers.invoices[0]?.balance.currency
  const same = papers.invoices.filter(({ balance }) => balance.currency === currency)
  const sum =
    currency &&
    total(
      same.map(({ balance }) => balance),
      currency,
    )
  const may = useMay()
  const [ids] = useState(() => ({ link: newId(), sendings: papers.invoices.map(() => newId()) }))
  const [text, setText] = useState(() =>
    letter(papers.kind, language, {
      name,
      company: (language === 'en' ? company.nameEn : undefined) ?? company.name,
      amount: sum ? formatMoney(sum, { lang: language }) : '',
      numbers: papers.invoices.flatMap(({ number }) => number ?? []),
    }),
  )
  const [busy, setBusy] = useState(false)
  const send = async () => {
    if (busy) return
    setBusy(true)
    try {
      if (papers.kind === 'invoice' && may('invoicing.send')) {
        await sendInvoices(papers, ids.sendings, detail.threadId, text)
        onClose()
        return
      }
      const made = await prepare(papers, customerId, ids.link, detail, text)
      sending.send({
        ...made,
        shown: made.say.kind === 'text' ? made.say.text : `${text}\n📎`,
        onRefused: () => {},
      })
      onClose()
    } catch (error) {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
      setBusy(false)
    }
  }
  return (
    <>
      {papers.invoices.length > 0 && (
        <p className={css['hint']}>
          {papers.invoices.map(({ id, number }) => (
            <span key={id}>{number && <Code>{number}</Code>} </span>
          ))}
        </p>
      )}
      <Textarea
        label={t('papers_text')}
        description={papers.kind === 'link' ? t('papers_link_hint') : t('papers_file_hint')}
        dir={language === 'ar' ? 'rtl' : 'ltr'}
        lang={language}
        minRows={5}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <div className="form-acts">
        <Button loading={busy} disabled={text.trim() === ''} onClick={() => void send()}>
          {papers.kind === 'link' && sum
            ? t('papers_send_amount', { amount: formatMoney(sum, { lang: reader, isolate: true }) })
            : t('send')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
      </div>
    </>
  )
}

/** Sends the invoices as invoices are sent, so that each knows when and how it left. */
async function sendInvoices(
  { invoices }: Papers,
  sendings: readonly string[],
  threadId: string,
  text: string,
) {
  const own = invoices.length === 1 ? { body: text } : {}
  for (const [at, { id }] of invoices.entries())
    await client.invoicing.send({ id, sendingId: sendings[at] ?? newId(), threadId, ...own })
}

/** Makes the link or fetches the documents, and what is said with them. */
async function prepare(
  papers: Papers,
  customerId: string,
  linkId: string,
  detail: ConversationDetail,
  text: string,
) {
  if (papers.kind === 'link') {
    const invoiceIds = papers.invoices.map(({ id }) => id)
    const { url } = await client.payments.createLink({ id: linkId, customerId, invoiceIds })
    return { say: { kind: 'text' as const, text: `${text.trim()}\n${url}` } }
  }
  const files =
    papers.kind === 'statement'
      ? [await client.ledger.statementPdf({ id: customerId })]
      : await Promise.all(
          papers.invoices.slice(0, 10).map(({ id }) => client.invoicing.pdf({ id })),
        )
  const fileIds: string[] = []
  for (const [at, file] of files.entries()) {
    const name =
      file.name && file.name !== 'blob'
        ? file.name
        : `${papers.invoices[at]?.number ?? papers.kind}.pdf`
    const { id } = await client.inbox.upload({
      id: newId(),
      name,
      mime: 'application/pdf',
      content: await toBase64(file),
      channel: detail.channel,
      voice: false,
    })
    fileIds.push(id)
  }
  if (detail.channel === 'email') return { say: { kind: 'text' as const, text }, fileIds }
  return { say: { kind: 'files' as const, fileIds, caption: text } }
}
