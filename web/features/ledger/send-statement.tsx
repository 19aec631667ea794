import { Button, Modal } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import type { ReachAsked } from '#core/messaging/reach.ts'
import type { PreviewStatement, StatementLetter } from '#core/payments/statement-mail.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { ChannelChoice } from '#web/ui/channel-choice.tsx'
import { TextareaField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Why } from '#web/ui/page.tsx'
import { ReachReason } from '#web/ui/reach-why.tsx'
import { Ltr } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

type Which = Readonly<{ which: PreviewStatement }>

/** The button that mails a statement, after showing the mail as the customer will read it. */
export function SendStatement({ which }: Which) {
  const t = useWords('ledger')
  const [open, setOpen] = useState(false)
  if (!useMay()('payments.link')) return null
  return (
    <>
      <Button variant="default" leftSection={<IconMail size={16} />} onClick={() => setOpen(true)}>
        {t('send_statement')}
      </Button>
      {open && <Dialog which={which} onClose={() => setOpen(false)} />}
    </>
  )
}

function Dialog({ which, onClose }: Which & { onClose: () => void }) {
  const t = useWords('ledger')
  const close = useWords('ui')('close')
  const [channel, setChannel] = useState<ReachAsked>('best')
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['payments.statement_letter', which, channel],
    queryFn: () => client.payments.previewStatement({ ...which, channel }),
    gcTime: 0,
    placeholderData: keepPreviousData,
  })
  const letter = data && !isPlaceholderData ? data : undefined
  const barred = letter?.problem === 'no_address' ? null : letter?.problem
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t('send_ask')}
      closeButtonProps={{ 'aria-label': close }}
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {data && (
        <ChannelChoice
          open={data.open}
          closed={data.closed}
          value={channel}
          onChange={setChannel}
        />
      )}
      {!error && !letter && <Bones rows={4} />}
      {barred && (
        <>
          <Why>{t(barredWords[barred])}</Why>
          <div className="form-acts">
            <Button variant="default" onClick={onClose}>
              {close}
            </Button>
          </div>
        </>
      )}
      {letter && !barred && (
        <Letter key={channel} which={which} letter={letter} channel={channel} onClose={onClose} />
      )}
    </Modal>
  )
}

const barredWords = {
  opted_out: 'send_declined',
  email_not_ready: 'send_not_ready',
  window_closed: 'send_window_closed',
} as const

const Mail = z.object({
  address: z.email().max(254).optional(),
  subject: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(4000),
})

type LetterProps = Which &
  Readonly<{ letter: StatementLetter; channel: ReachAsked; onClose: () => void }>

function Letter({ which, letter, channel, onClose }: LetterProps) {
  const t = useWords('ledger')
  const queries = useQueryClient()
  const [id] = useState(newId)
  const missing = letter.problem === 'no_address'
  // Only a mail has an address to change and a subject; only whole words are one's own to change.
  const mailed = missing || letter.route.channel === 'email'
  const whole = missing || letter.route.form === 'full'
  const form = useForm({
    schema: missing ? Mail.required() : Mail,
    initial: {
      address: mailed ? (letter.to ?? '') : '',
      subject: letter.subject,
      body: letter.body,
    },
    save: async ({ address, subject, body }) => {
      await client.payments.sendStatement({
        ...which,
        id,
        channel,
        ...(mailed && address && address !== letter.to && { address }),
        ...(mailed && subject !== letter.subject && { subject }),
        ...(whole && body !== letter.body && { body }),
      })
      onClose()
      toast.said(t('send_queued'))
      await queries.invalidateQueries({ queryKey: api.messaging.key() })
    },
  })
  return (
    <FormFields form={form} submit={t('send_yes')} onCancel={onClose}>
      {missing && <Why>{t('send_no_address')}</Why>}
      {letter.route.channel && <ReachReason why={letter.route} />}
      {mailed && (
        <>
          <TextField
            path="address"
            label={t('send_to')}
            type="email"
            ltr
            {...(!missing && letter.to === null && { optional: true, hint: t('send_hidden') })}
          />
          <TextField path="subject" label={t('send_subject')} maxLength={200} />
        </>
      )}
      {!mailed && letter.to && (
        <p>
          <Ltr>{letter.to}</Ltr>
        </p>
      )}
      {whole ? (
        <TextareaField
          path="body"
          label={t('send_body')}
          rows={8}
          dir={letter.language === 'en' ? 'ltr' : 'rtl'}
        />
      ) : (
        <p dir="auto">{letter.words}</p>
      )}
      <p className="dim">{t('send_with')}</p>
    </FormFields>
  )
}
