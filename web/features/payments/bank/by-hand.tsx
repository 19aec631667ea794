import { z } from 'zod'
import { Share } from '#core/ledger/open-item.ts'
import { Id } from '#core/list.ts'
import { Rate } from '#core/money.ts'
import type { BankLine } from '#core/payments/api.ts'
import { useFormat } from '#web/format.ts'
import { useMe } from '#web/me.tsx'
import { CheckField, DecimalField, PickerField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../../contacts/index.ts'
import { Allocation } from '../allocation.tsx'
import { AnsweredNotice } from '../notices/answered-notice.tsx'
import { freshPayment, type Wanted } from './wanted.ts'

type Props = Readonly<{ line: BankLine; onMatch: (wanted: Wanted) => void }>

const Chosen = z.object({
  customerId: Id,
  shares: z.array(Share).optional(),
  rate: Rate.optional(),
  noticeId: Id.optional(),
  remember: z.boolean().optional(),
})

/** Another customer than those proposed, and where their money goes. */
export function ByHand({ line, onMatch }: Props) {
  const t = useWords('bank')
  const format = useFormat()
  const { company } = useMe()
  const { currency } = line.amount
  const words = line.rememberable
  const form = useForm({
    schema: Chosen,
    initial: { amount: line.amount },
    save: async ({ customerId, shares, rate, noticeId, remember }) =>
      onMatch({
        customerId,
        ...freshPayment(),
        ...(shares && { shares }),
        ...(rate && { rate }),
        ...(noticeId && { noticeId }),
        ...(remember && words && { remember: words }),
      }),
  })
  return (
    <FormFields form={form} submit={t('book_amount', { amount: format.money(line.amount) })}>
      <PickerField path="customerId" label={t('customer')} load={loadCustomers} />
      {currency !== company.baseCurrency && (
        <DecimalField path="rate" label={t('rate', { from: currency, to: company.baseCurrency })} />
      )}
      <AnsweredNotice />
      {typeof form.get('customerId') === 'string' && <Allocation form={form} />}
      {words && <CheckField path="remember" label={t('remember')} hint={words} />}
    </FormFields>
  )
}
