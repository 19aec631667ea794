import { Button } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { disputeReasons } from '#core/collections/dispute.ts'
import { PageDispute } from '#core/collections/dispute-api.ts'
import type { PayPage } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { newId } from '#web/new-id.ts'
import { MoneyField, SelectField, TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { ReceiptField } from '../notices/receipt-field.tsx'
import css from './pay.module.css'

type Props = Readonly<{ token: string; page: PayPage }>

/** «لدي اعتراض»: what is wrong with which invoice, for the company to look into. */
export function DisputePart({ token, page }: Props) {
  const t = useWords('disputes')
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const { data } = useQuery(api.collections.pageDisputes.queryOptions({ input: { token } }))
  if (!data) return null
  return (
    <>
      {data.open.map(({ invoiceNumber: number, on, waiting }) => (
        <p key={`${number} ${on}`} className={css['hint']} role="status">
          {waiting
            ? t('page_waiting', { number })
            : t('page_open', { number, day: format.day(on) })}
        </p>
      ))}
      {open ? (
        <DisputeForm token={token} page={page} onDone={() => setOpen(false)} />
      ) : (
        <Button
          variant="default"
          size="md"
          leftSection={<IconAlertCircle size={18} />}
          onClick={() => setOpen(true)}
        >
          {t('page')}
        </Button>
      )}
    </>
  )
}

function DisputeForm({ token, page, onDone }: Props & { onDone: () => void }) {
  const t = useWords('disputes')
  const format = useFormat()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const form = useForm({
    schema: PageDispute,
    initial: { id, token, invoiceId: page.invoices[0]?.id },
    save: async (said) => {
      await client.collections.disputeOnPage(said)
      await queries.invalidateQueries({ queryKey: api.collections.pageDisputes.key() })
      toast.said(t('page_done'))
      onDone()
    },
  })
  return (
    <section className={css['card']}>
      <div className={css['cardHead']}>
        <h2>{t('page_ask')}</h2>
      </div>
      <p className={css['hint']}>{t('page_hint')}</p>
      <FormFields form={form} submit={t('page_send')} onCancel={onDone}>
        <SelectField
          path="invoiceId"
          label={t('invoice')}
          options={page.invoices.map((invoice) => ({
            value: invoice.id,
            label: t('invoice_choice', {
              number: invoice.number,
              balance: format.money(invoice.balance),
            }),
          }))}
        />
        <SelectField
          path="reason"
          label={t('reason')}
          options={disputeReasons.map((value) => ({ value, label: t(`reason_${value}`) }))}
        />
        <MoneyField
          path="amount"
          label={t('page_amount')}
          hint={t('amount_hint')}
          currency={page.currency}
          optional
        />
        <TextareaField path="note" label={t('page_note')} optional />
        <ReceiptField path="file" label={t('attach')} />
      </FormFields>
    </section>
  )
}
