import { Button, Modal, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '#core/format.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import type { InvoiceRow } from '#core/invoicing/api.ts'
import { type Money, total } from '#core/money.ts'
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
import { uploadFile } from './upload-file.ts'
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

/** What is open on these invoices, in the currency of the first. */
function sumOf({ invoices }: Papers): Money | undefined {
  const currency = invoices[0]?.balance.currency
  const balances = invoices.map(({ balance }) => balance)
  return (
    currency &&
    total(
      balances.filter((balance) => balance.currency === currency),
      currency,
    )
  )
}

const Numbers = ({ invoices }: Pick<Papers, 'invoices'>) =>
  invoices.length > 0 && (
    <p className={css['hint']}>
      {invoices.map(({ id, number }) => (
        <span key={id}>{number && <Code>{number}</Code>} </span>
      ))}
    </p>
  )

type LetterProps = Props & Readonly<{ language: 'ar' | 'en'; name: string }>

function Letter({ papers, customerId, detail, sending, onClose, language, name }: LetterProps) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const say = useWords('refusals')
  const { company } = useMe()
  const reader = usePreferences().language
  const sum = sumOf(papers)
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
  const bySending = papers.kind === 'invoice' && may('invoicing.send') !== undefined
  // Invoices that are sent as such leave one by one, each with its own letter.
  const oneByOne = bySending && papers.invoices.length > 1
  const send = async () => {
    if (busy) return
    setBusy(true)
    try {
      if (bySending) {
        await sendInvoices(papers, ids.sendings, detail.threadId, oneByOne ? undefined : text)
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
      <Numbers invoices={papers.invoices} />
      {oneByOne ? (
        <Why>{t('papers_one_by_one', { count: papers.invoices.length })}</Why>
      ) : (
        <Textarea
          label={t('papers_text')}
          description={papers.kind === 'link' ? t('papers_link_hint') : t('papers_file_hint')}
          dir={language === 'ar' ? 'rtl' : 'ltr'}
          lang={language}
          minRows={5}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
      )}
      <div className="form-acts">
        <Button
          loading={busy}
          disabled={!oneByOne && text.trim() === ''}
          onClick={() => void send()}
        >
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
  body: string | undefined,
) {
  const own = body === undefined ? {} : { body }
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
