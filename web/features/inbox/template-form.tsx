import { Button, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Saying, TemplateOffer } from '#core/inbox/api.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { api } from '#web/client.ts'
import { refusalOf } from '#web/refusal.ts'
import { Bones } from '#web/ui/blank.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './shut.module.css'
import { filled, headerOf } from './template-words.ts'
import { uploadFile } from './upload-file.ts'
import { useBegin } from './use-begin.ts'
import type { SendView } from './use-send.ts'
import type { Way } from './use-way.ts'

type Props = Readonly<{
  detail: ConversationDetail
  way: Way
  sending: SendView
  onSent?: () => void
}>

/** The approved templates of this way: one is chosen, what the house does not know is filled in, and it is read before it leaves. */
export function TemplateForm({ detail, way, sending, onSent }: Props) {
  const t = useWords('inbox')
  const { data, isPending } = useQuery(
    api.inbox.templates.queryOptions({
      input: { id: detail.id, ...(way.threadId ? { threadId: way.threadId } : {}) },
    }),
  )
  const offers = (data?.rows ?? []).filter(
    ({ accountId }) => !way.address || accountId === way.address.accountId,
  )
  const [picked, setPicked] = useState<string | null>(null)
  const offer = offers.find(({ id }) => id === picked) ?? offers[0]
  if (isPending) return <Bones rows={2} />
  if (!offer) return <p className={css['noTemplates']}>{t('no_templates')}</p>
  return (
    <>
      {offers.length > 1 && (
        <Select
          aria-label={t('template')}
          data={offers.map(({ id, name, language }) => ({
            value: id,
            label: `${name} (${language})`,
          }))}
          value={offer.id}
          onChange={setPicked}
          searchable
        />
      )}
      <OneTemplate
        key={offer.id}
        offer={offer}
        detail={detail}
        way={way}
        sending={sending}
        onSent={onSent ?? (() => {})}
      />
    </>
  )
}

type OneProps = Required<Props> & Readonly<{ offer: TemplateOffer }>

function OneTemplate({ offer, detail, way, sending, onSent }: OneProps) {
  const t = useWords('inbox')
  const { begin, busy } = useBegin(detail)
  const [values, setValues] = useState(() => offer.variables.map(({ value }) => value ?? ''))
  const [header, setHeader] = useState<{ id: string; name: string } | null>(null)
  const open =
    values.some((value) => value.trim() === '') || (offer.headerMedia !== null && !header)
  const send = () => {
    const say: Saying = {
      kind: 'template',
      templateId: offer.id,
      values: values.map((value) => value.trim()),
      ...(header && { headerFileId: header.id }),
    }
    if (way.address) return begin({ address: way.address, say, onSent })
    sending.send({
      say,
      shown: filled(offer, values),
      onRefused: () => {},
      onSent,
      ...(way.threadId && { threadId: way.threadId }),
    })
  }
  return (
    <>
      {offer.variables.map((variable, at) =>
        variable.value === null ? (
          <TextInput
            // biome-ignore lint/suspicious/noArrayIndexKey: variables are told apart by their place.
            key={at}
            label={t('template_value', { name: variable.name })}
            dir="auto"
            maxLength={1024}
            value={values[at] ?? ''}
            onChange={({ currentTarget: { value } }) => setValues(values.with(at, value))}
          />
        ) : null,
      )}
      {offer.headerMedia && (
        <HeaderFile
          kind={offer.headerMedia}
          channel={way.channel}
          file={header}
          onFile={setHeader}
        />
      )}
      <p className={css['templateName']}>
        <bdi dir="ltr">{offer.name}</bdi>
      </p>
      <div className={css['preview']}>
        {headerOf(offer, values) && (
          <p dir="auto">
            <b>{headerOf(offer, values)}</b>
          </p>
        )}
        <p dir="auto">{filled(offer, values)}</p>
        {offer.footer && (
          <p dir="auto" className="muted">
            {offer.footer}
          </p>
        )}
        {offer.buttons.map((title) => (
          <span key={title} className={css['previewButton']}>
            <bdi>{title}</bdi>
          </span>
        ))}
      </div>
      <div className={css['shutFoot']}>
        <small>
          {t(`cost_${categoryOf(offer.category)}`)}
          {offer.quality &&
            offer.quality !== 'unknown' &&
            ` · ${t(`quality_${qualityOf(offer.quality)}`)}`}
        </small>
        <Button
          disabled={open || sending.pending.length > 0}
          loading={busy}
          title={open ? t('template_open') : undefined}
          onClick={send}
        >
          {t('send_template')}
        </Button>
      </div>
    </>
  )
}

const categoryOf = (category: string) => {
  const known = (['utility', 'marketing', 'authentication'] as const).find(
    (each) => each === category.toLowerCase(),
  )
  return known ?? 'other'
}
const qualityOf = (quality: string) =>
  (['green', 'yellow', 'red'] as const).find((each) => each === quality.toLowerCase()) ?? 'green'

type FileProps = Readonly<{
  kind: NonNullable<TemplateOffer['headerMedia']>
  channel: Way['channel']
  file: { id: string; name: string } | null
  onFile: (file: { id: string; name: string }) => void
}>

const accepted = { image: 'image/*', video: 'video/mp4', document: '.pdf,application/pdf' } as const

function HeaderFile({ kind, channel, file, onFile }: FileProps) {
  const t = useWords('inbox')
  const say = useWords('refusals')
  const take = async (chosen: File | undefined) => {
    if (!chosen) return
    try {
      const { id, name } = await uploadFile(chosen, { name: chosen.name, channel })
      onFile({ id, name })
    } catch (error) {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    }
  }
  return (
    <label className={css['headerFile']}>
      <span>{t(`header_${kind}`)}</span> {file && <b dir="ltr">{file.name}</b>}
      <input
        type="file"
        accept={accepted[kind]}
        onChange={({ currentTarget: { files } }) => void take(files?.[0])}
      />
    </label>
  )
}
