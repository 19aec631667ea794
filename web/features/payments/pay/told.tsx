import { Button } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Money } from '#core/money.ts'
import { type PayPage, SayTransferred } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { newId } from '#web/new-id.ts'
import { DateField, MoneyField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { ReceiptField } from '../notices/receipt-field.tsx'
import css from './pay.module.css'

type Props = Readonly<{
  token: string
  page: PayPage
  amount: Money
  /** What happens then, where no debt rests meanwhile. */
  hint?: string
}>

/** «سددت بتحويل»: what was transferred, with the receipt, for the company to check. */
export function Told(props: Props) {
  const t = useWords('payments')
  const [open, setOpen] = useState(false)
  return (
    <>
      {props.page.notice && <Waiting notice={props.page.notice} />}
      {open ? (
        <ToldForm {...props} onDone={() => setOpen(false)} />
      ) : (
        <Button
          variant="default"
          size="md"
          leftSection={<IconReceipt size={18} />}
          onClick={() => setOpen(true)}
        >
          {t('pay_told')}
        </Button>
      )}
    </>
  )
}

function Waiting({ notice }: { notice: NonNullable<PayPage['notice']> }) {
  const t = useWords('payments')
  const format = useFormat()
  return (
    <p className={css['refused']} role="status">
      {t('pay_told_waits', {
        amount: format.money(notice.amount),
        day: format.day(notice.paidOn),
      })}
    </p>
  )
}

function ToldForm({ token, page, amount, hint, onDone }: Props & { onDone: () => void }) {
  const t = useWords('payments')
  const queries = useQueryClient()
  const [id] = useState(newId)
  const form = useForm({
    schema: SayTransferred,
    initial: { id, token, paidOn: page.today, ...(amount.minor > 0 && { amount }) },
    save: async (said) => {
      await client.payments.sayTransferred(said)
      await queries.invalidateQueries({ queryKey: api.payments.payPage.key() })
      toast.said(t('pay_told_done'))
      onDone()
    },
  })
  return (
    <section className={css['card']}>
      <div className={css['cardHead']}>
        <h2>{t('pay_told_ask')}</h2>
      </div>
      <p className={css['hint']}>{hint ?? t('pay_told_hint')}</p>
      <FormFields form={form} submit={t('pay_told_send')} onCancel={onDone}>
        <Pair>
          <MoneyField path="amount" label={t('pay_told_amount')} currency={page.currency} />
          <DateField path="paidOn" label={t('pay_told_day')} />
        </Pair>
        <Pair>
          <TextField path="bank" label={t('pay_told_bank')} optional />
          <TextField path="reference" label={t('pay_told_reference')} optional ltr />
        </Pair>
        <ReceiptField path="file" label={t('pay_told_file')} />
      </FormFields>
    </section>
  )
}
