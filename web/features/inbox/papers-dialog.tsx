import { Button, Checkbox, Modal, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '#core/format.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import type { InvoiceRow } from '#core/invoicing/api.ts'
import type { Money as Amount } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { usePreferences } from '#web/preferences.tsx'
import { refusalOf } from '#web/refusal.ts'
import { Bones } from '#web/ui/blank.tsx'
import { Why } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './inbox.module.css'
import { uploadFile } from './upload-file.ts'
import { useLetter } from './use-letter.ts'
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

/** How many files one message carries. */
const mostFiles = 10

/** Why these papers cannot go by this thread now; nothing when they can. */
function problemOf(detail: ConversationDetail, { kind, invoices }: Papers, bySending: boolean) {
  const { window, abilities, shut } = detail.door
  if (shut) return 'papers_shut' as const
  if (window.state === 'closed') return 'papers_window' as const
  if (kind !== 'link' && abilities && !abilities.kinds.includes('document'))
    return 'papers_no_files' as const
  if (kind === 'invoice' && !bySending && invoices.length > mostFiles)
    return 'papers_too_many' as const
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
  const problem = problemOf(detail, papers, may('invoicing.send') !== undefined)
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
          <Why>{t(problem, { channel, most: mostFiles })}</Why>
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

type PickedProps = Readonly<{
  invoices: readonly InvoiceRow[]
  chosen: readonly InvoiceRow[]
  onTick: (id: string) => void
}>

/** What goes along, each to be left out again; a single one is only named. */
const Picked = ({ invoices, chosen, onTick }: PickedProps) => (
  <ul className={css['picked']}>
    {invoices.map((row) => (
      <li key={row.id}>
        {invoices.length > 1 && (
          <Checkbox
            size="sm"
            checked={chosen.includes(row)}
            onChange={() => onTick(row.id)}
            aria-label={row.number ?? row.id}
          />
        )}
        <span>{row.number && <Code>{row.number}</Code>}</span>
        <Money value={row.balance} strong />
      </li>
    ))}
  </ul>
)

/** What each of several invoices says, by the first of them. */
function Sample({ id, language }: { id: string; language: 'ar' | 'en' }) {
  const t = useWords('inbox')
  const { data } = useQuery({
    queryKey: [...api.invoicing.previewSending.key(), 'papers', id],
    queryFn: () => client.invoicing.previewSending({ ids: [id] }),
  })
  if (!data?.sample) return null
  return (
    <>
      <p className={css['hint']}>{t('papers_sample')}</p>
      <p className={css['letter']} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
        {data.sample.body}
      </p>
    </>
  )
}

/** What the button does, with the amount or the number of it. */
function Act({ papers, sum }: { papers: Papers; sum: Amount | undefined }) {
  const t = useWords('inbox')
  const { language: lang } = usePreferences()
  if (papers.kind === 'invoice') return t('papers_send_invoices', { count: papers.invoices.length })
  if (papers.kind === 'statement' || !sum) return t('send')
  return t('papers_send_amount', { amount: formatMoney(sum, { lang, isolate: true }) })
}

type LetterProps = Props & Readonly<{ language: 'ar' | 'en'; name: string }>

function Letter({
  papers: all,
  customerId,
  detail,
  sending,
  onClose,
  language,
  name,
}: LetterProps) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const say = useWords('refusals')
  const may = useMay()
  const { papers, sum, text, write, tick, linkId, sendings } = useLetter(all, { language, name })
  const [busy, setBusy] = useState(false)
  const bySending = papers.kind === 'invoice' && may('invoicing.send') !== undefined
  // Invoices that are sent as such leave one by one, each with its own letter.
  const oneByOne = bySending && papers.invoices.length > 1
  const nothing = papers.kind !== 'statement' && papers.invoices.length === 0
  const send = async () => {
    if (busy) return
    setBusy(true)
    try {
      if (bySending) {
        await sendInvoices(papers, sendings, detail, oneByOne ? undefined : text)
        onClose()
        return
      }
      const made = await prepare(papers, customerId, linkId, detail, text)
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
      {all.invoices.length > 0 && (
        <Picked invoices={all.invoices} chosen={papers.invoices} onTick={tick} />
      )}
      {oneByOne ? (
        <>
          <Why>{t('papers_one_by_one', { count: papers.invoices.length })}</Why>
          <Sample id={papers.invoices[0]?.id ?? ''} language={language} />
        </>
      ) : (
        <Textarea
          label={t('papers_text')}
          description={papers.kind === 'link' ? t('papers_link_hint') : t('papers_file_hint')}
          dir={language === 'ar' ? 'rtl' : 'ltr'}
          lang={language}
          minRows={5}
          value={text}
          onChange={({ currentTarget: { value } }) => write(value)}
        />
      )}
      <div className="form-acts">
        <Button
          loading={busy}
          disabled={nothing || (!oneByOne && text.trim() === '')}
          onClick={() => void send()}
        >
          <Act papers={papers} sum={sum} />
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
  sendings: ReadonlyMap<string, string>,
  { threadId, undoSeconds: holdSeconds }: ConversationDetail,
  body: string | undefined,
) {
  const own = body === undefined ? {} : { body }
  for (const { id } of invoices) {
    const sendingId = sendings.get(id) ?? newId()
    await client.invoicing.send({ id, sendingId, threadId, holdSeconds, ...own })
  }
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
      : await Promise.all(papers.invoices.map(({ id }) => client.invoicing.pdf({ id })))
  const fileIds: string[] = []
  for (const [at, file] of files.entries()) {
    const name =
      file.name && file.name !== 'blob'
        ? file.name
        : `${papers.invoices[at]?.number ?? papers.kind}.pdf`
    const how = { name, mime: 'application/pdf', channel: detail.channel }
    fileIds.push((await uploadFile(file, how)).id)
  }
  if (detail.channel === 'email') return { say: { kind: 'text' as const, text }, fileIds }
  return { say: { kind: 'files' as const, fileIds, caption: text } }
}
