import { Button, Modal } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import type { Invoice, SendPreview } from '#core/invoicing/api.ts'
import type { ReachAsked } from '#core/messaging/reach.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { ChannelChoice } from '#web/ui/channel-choice.tsx'
import { TextareaField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Why } from '#web/ui/page.tsx'
import { ReachReason } from '#web/ui/reach-why.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './invoicing.module.css'
import { useChange } from './use-change.ts'

type Props = Readonly<{ invoice: Invoice; onClose: () => void }>

const Mail = z.object({
  to: z.email().max(254).optional(),
  subject: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(4000),
})

/** The mail as the customer will read it, its PDF with it, before it leaves. */
export function SendDialog({ invoice, onClose }: Props) {
  const t = useWords('invoicing')
  const ui = useWords('ui')
  const [channel, setChannel] = useState<ReachAsked>('best')
  // What was typed is still there when another channel is looked at.
  const typed = useRef<Typed>({})
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['invoicing.preview', invoice.id, channel],
    queryFn: () => client.invoicing.previewSending({ ids: [invoice.id], channel }),
    gcTime: 0,
    placeholderData: keepPreviousData,
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t('send_ask', { number: invoice.number ?? '' })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {data?.sample && (
        <ChannelChoice
          open={data.sample.open}
          closed={data.sample.closed}
          value={channel}
          onChange={setChannel}
        />
      )}
      {!error && (!data || isPlaceholderData) && <Bones rows={4} />}
      {data && !isPlaceholderData && (
        <Letter
          key={channel}
          invoice={invoice}
          preview={data}
          channel={channel}
          typed={typed}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}

type Typed = Partial<Readonly<Record<'to' | 'subject' | 'body', unknown>>>
type Shown = Props &
  Readonly<{ preview: SendPreview; channel: ReachAsked; typed: RefObject<Typed> }>

function Letter(props: Shown) {
  const t = useWords('invoicing')
  const ui = useWords('ui')
  const { preview, onClose } = props
  const [row] = preview.rows
  const problem = row?.problem ?? null
  if (problem !== null && problem !== 'address_missing')
    return (
      <>
        <Why>{t(`problem_${problem}`)}</Why>
        <div className="form-acts">
          <Button variant="default" onClick={onClose}>
            {ui('close')}
          </Button>
        </div>
      </>
    )
  return <LetterForm {...props} />
}

function LetterForm({ invoice, preview, channel, typed, onClose }: Shown) {
  const t = useWords('invoicing')
  const [sendingId] = useState(newId)
  const [row] = preview.rows
  const { sample } = preview
  // Only a mail has an address to change and a subject.
  const mailed = row?.route?.channel === 'email' || !sample
  const whole = row?.route?.form === 'full'
  const changed = useChange(
    (input: Parameters<typeof client.invoicing.send>[0]) => client.invoicing.send(input),
    () => {
      onClose()
      toast.said(t('queued_said', { number: invoice.number ?? '' }))
    },
  )
  const first = {
    to: mailed ? (row?.to ?? '') : '',
    subject: sample?.subject ?? '',
    body: sample?.body ?? '',
  }
  const form = useForm({
    schema: sample ? Mail : Mail.pick({ to: true }).required(),
    initial: { ...first, ...typed.current },
    save: async (mail) => {
      const { to, ...rest } = mail
      const own = 'subject' in rest && sample && rest.subject !== sample.subject
      const said = 'body' in rest && sample && rest.body !== sample.body
      await changed.mutateAsync({
        id: invoice.id,
        sendingId,
        channel,
        ...(mailed && to && to !== row?.to && { to }),
        ...(mailed && own && { subject: rest.subject }),
        ...(said && { body: rest.body }),
      })
    },
  })
  useEffect(() => {
    const now = (['to', 'subject', 'body'] as const).map((path) => [path, form.get(path)] as const)
    typed.current = Object.fromEntries(now.filter(([path, value]) => value !== first[path]))
  })
  return (
    <FormFields form={form} submit={t('send_yes')} onCancel={onClose}>
      {!sample && <Why>{t('problem_address_missing')}</Why>}
      {row?.route?.channel && <ReachReason why={row.route} />}
      {!mailed && row?.to && (
        <p>
          <bdi dir="ltr">{row.to}</bdi>
        </p>
      )}
      {sample && !whole && <p dir="auto">{sample.words}</p>}
      {mailed && (
        <TextField
          path="to"
          label={t('to')}
          type="email"
          ltr
          {...(sample && !row?.to && { optional: true })}
        />
      )}
      {sample && mailed && <TextField path="subject" label={t('subject')} maxLength={200} />}
      {sample && whole && (
        <TextareaField
          path="body"
          label={t('body')}
          rows={8}
          dir={row?.language === 'en' ? 'ltr' : 'rtl'}
        />
      )}
      <p className={css['hint']}>{t('pdf_goes_with')}</p>
    </FormFields>
  )
}
