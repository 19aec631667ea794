import { Modal } from '@mantine/core'
import { IconFileTypePdf } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { OpenNotice } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import type { NoticeAsked } from '#web/customer-slots.ts'
import { useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { DateField, MoneyField, TextareaField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './notices.module.css'
import { ReceiptField } from './receipt-field.tsx'

/** «هذا إيصال تحويل»: what the receipt says, with the receipt beside it. */
export function NoticeDialog(asked: NoticeAsked) {
  const t = useWords('bank')
  const ui = useWords('ui')
  return (
    <Modal
      opened
      onClose={asked.onClose}
      size={asked.file ? 860 : 520}
      title={t('notice_ask')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <div className={css['beside']} data-alone={asked.file ? undefined : true}>
        <NoticeForm {...asked} />
        {asked.file && <ReceiptSeen file={asked.file} />}
      </div>
    </Modal>
  )
}

function NoticeForm({ customerId, messageId, onClose, file }: NoticeAsked) {
  const t = useWords('bank')
  const go = useGo()
  const { company, today } = useMe()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const form = useForm({
    schema: OpenNotice,
    initial: { id, customerId, paidOn: today, ...(messageId && { messageId }) },
    save: async (said) => {
      const notice = await client.payments.openNotice(said)
      onClose()
      await queries.invalidateQueries()
      toast.said(t('notice_opened'), t('notice_opened_hint'), {
        label: t('notice_see'),
        run: () => go(`/payment-notices/${notice.id}`),
      })
    },
  })
  return (
    <FormFields form={form} submit={t('notice_make')} onCancel={onClose}>
      <Pair>
        <MoneyField path="amount" label={t('said_amount')} currency={company.baseCurrency} />
        <DateField path="paidOn" label={t('said_day')} />
      </Pair>
      <Pair>
        <TextField path="bank" label={t('said_bank')} optional />
        <TextField path="reference" label={t('said_reference')} optional ltr />
      </Pair>
      {!file && <ReceiptField path="file" label={t('receipt')} />}
      <TextareaField path="note" label={t('note')} optional />
    </FormFields>
  )
}

/** The receipt itself: a picture to read, or a file to open. */
export function ReceiptSeen({ file }: { file: NonNullable<NoticeAsked['file']> }) {
  const t = useWords('bank')
  if (file.mime.startsWith('image/'))
    return (
      <a href={file.link} target="_blank" rel="noopener noreferrer" className={css['picture']}>
        <img src={file.link} alt={t('receipt_of', { name: file.name })} />
      </a>
    )
  return (
    <a href={file.link} target="_blank" rel="noopener noreferrer" className={css['paper']}>
      <IconFileTypePdf size={28} aria-hidden="true" />
      <bdi dir="ltr">{file.name || t('receipt')}</bdi>
    </a>
  )
}
