import { Modal } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { disputeReasons, OpenDispute } from '#core/collections/dispute.ts'
import { api, client } from '#web/client.ts'
import type { DisputeAsked } from '#web/customer-slots.ts'
import { useFormat } from '#web/format.ts'
import { newId } from '#web/new-id.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { MoneyField, SelectField, TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'

/** Notes what a customer objects to: the invoice, the reason, the whole or a part. */
export function DisputeDialog(asked: DisputeAsked) {
  const t = useWords('disputes')
  const close = useWords('ui')('close')
  const { data, error, refetch } = useQuery({
    ...api.collections.disputeGround.queryOptions({ input: { id: asked.customerId } }),
    staleTime: 0,
  })
  const items = (data?.items ?? []).filter(({ room }) => room.minor > 0)
  return (
    <Modal
      opened
      onClose={asked.onClose}
      size={460}
      title={t('ask')}
      closeButtonProps={{ 'aria-label': close }}
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={4} />}
      {data && items.length === 0 && (
        <Blank icon={<IconAlertCircle size={30} />} tone="plain" title={t('nothing')}>
          {t('nothing_hint')}
        </Blank>
      )}
      {items.length > 0 && <Form asked={asked} items={items} />}
    </Modal>
  )
}

type Items = Awaited<ReturnType<typeof client.collections.disputeGround>>['items']

function Form({ asked, items }: { asked: DisputeAsked; items: Items }) {
  const t = useWords('disputes')
  const format = useFormat()
  const [id] = useState(newId)
  const note = useChange(client.collections.openDispute, () => {
    toast.said(t('opened_said'))
    asked.onClose()
  })
  const known = items.find(({ invoiceId }) => invoiceId === asked.invoiceId) ?? items[0]
  const form = useForm({
    schema: OpenDispute,
    initial: { id, source: asked.source ?? 'staff', invoiceId: known?.invoiceId },
    save: (values) => note.mutateAsync(values),
  })
  const chosen = items.find(({ invoiceId }) => invoiceId === form.get('invoiceId')) ?? known
  return (
    <FormFields form={form} submit={t('open_yes')} onCancel={asked.onClose}>
      <SelectField
        path="invoiceId"
        label={t('invoice')}
        options={items.map(({ invoiceId, number, balance }) => ({
          value: invoiceId,
          label: t('invoice_choice', { number, balance: format.money(balance) }),
        }))}
      />
      <SelectField
        path="reason"
        label={t('reason')}
        options={disputeReasons.map((value) => ({ value, label: t(`reason_${value}`) }))}
      />
      <MoneyField
        key={chosen?.balance.currency}
        path="amount"
        label={t('amount')}
        hint={t('amount_hint')}
        currency={chosen?.balance.currency ?? 'SAR'}
        optional
      />
      <TextareaField path="note" label={t('note')} optional />
    </FormFields>
  )
}
