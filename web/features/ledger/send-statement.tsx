import { Button, Modal } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import type { PreviewStatement, StatementLetter } from '#core/payments/statement-mail.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { TextareaField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Why } from '#web/ui/page.tsx'
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
  const { data, error, refetch } = useQuery({
    queryKey: ['payments.statement_letter', which],
    queryFn: () => client.payments.previewStatement(which),
    gcTime: 0,
  })
  const barred = data?.problem === 'opted_out' || data?.problem === 'email_not_ready'
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t('send_ask')}
      closeButtonProps={{ 'aria-label': close }}
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Bones rows={4} />}
      {barred && (
        <>
          <Why>{t(data.problem === 'opted_out' ? 'send_declined' : 'send_not_ready')}</Why>
          <div className="form-acts">
            <Button variant="default" onClick={onClose}>
              {close}
            </Button>
          </div>
        </>
      )}
      {data && !barred && <Letter which={which} letter={data} onClose={onClose} />}
    </Modal>
  )
}

const Mail = z.object({
  address: z.email().max(254).optional(),
  subject: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(4000),
})

function Letter({
  which,
  letter,
  onClose,
}: Which & { letter: StatementLetter; onClose: () => void }) {
  const t = useWords('ledger')
  const queries = useQueryClient()
  const [id] = useState(newId)
  const missing = letter.problem === 'no_address'
  const form = useForm({
    schema: missing ? Mail.required() : Mail,
    initial: { address: letter.to ?? '', subject: letter.subject, body: letter.body },
    save: async ({ address, subject, body }) => {
      await client.payments.sendStatement({
        ...which,
        id,
        ...(address && address !== letter.to && { address }),
        ...(subject !== letter.subject && { subject }),
        ...(body !== letter.body && { body }),
      })
      onClose()
      toast.said(t('send_queued'))
      await queries.invalidateQueries({ queryKey: api.messaging.key() })
    },
  })
  return (
    <FormFields form={form} submit={t('send_yes')} onCancel={onClose}>
      {missing && <Why>{t('send_no_address')}</Why>}
      <TextField
        path="address"
        label={t('send_to')}
        type="email"
        ltr
        {...(!missing && letter.to === null && { optional: true, hint: t('send_hidden') })}
      />
      <TextField path="subject" label={t('send_subject')} maxLength={200} />
      <TextareaField
        path="body"
        label={t('send_body')}
        rows={8}
        dir={letter.language === 'en' ? 'ltr' : 'rtl'}
      />
      <p className="dim">{t('send_with')}</p>
    </FormFields>
  )
}
