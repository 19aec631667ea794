import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type BankLineRow, ConfirmNotice as Confirm, type Notice } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay, useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { DateField, DecimalField, MoneyField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { type Form, useForm } from '#web/ui/form/use-form.ts'
import { Section, Why } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { Allocation } from '../allocation.tsx'
import { KnownPayments } from './known-payments.tsx'
import css from './notices.module.css'

/** Says that the money is there: what arrived, where it goes, and the bank's line that it is. */
export function ConfirmNotice({ notice }: { notice: Notice }) {
  const t = useWords('bank')
  const { company } = useMe()
  const queries = useQueryClient()
  const [paymentId] = useState(newId)
  const { currency } = notice.amount
  const form = useForm({
    schema: Confirm,
    initial: {
      id: notice.id,
      paymentId,
      customerId: notice.customerId,
      amount: notice.amount,
      paidOn: notice.paidOn,
      reference: notice.reference ?? '',
    },
    save: async (values) => {
      const { paymentNumber } = await client.payments.confirmNotice(values)
      await queries.invalidateQueries()
      toast.said(t('notice_confirmed_said', { number: paymentNumber ?? '' }))
    },
  })
  return (
    <Section title={t('decide')} {...(!notice.deposit?.waits && { hint: t('decide_hint') })}>
      <FormFields form={form} submit={<Verb form={form} notice={notice} />}>
        <KnownPayments notice={notice} />
        <Lines lines={notice.lines} />
        <Pair>
          <MoneyField path="amount" label={t('arrived')} currency={currency} />
          <DateField path="paidOn" label={t('arrived_on')} />
        </Pair>
        <Pair>
          <TextField path="reference" label={t('said_reference')} optional ltr />
          {currency !== company.baseCurrency && (
            <DecimalField
              path="rate"
              label={t('rate', { from: currency, to: company.baseCurrency })}
            />
          )}
        </Pair>
        <Goes form={form} notice={notice} />
      </FormFields>
    </Section>
  )
}

function Verb({ form, notice }: { form: Form; notice: Notice }) {
  const t = useWords('bank')
  const format = useFormat()
  const typed = Confirm.shape.amount.safeParse(form.get('amount'))
  return t('confirm_yes', { amount: format.money(typed.success ? typed.data : notice.amount) })
}

/** Where the money goes: into the advance that it was said for, while that waits, else to debts. */
function Goes({ form, notice: { deposit } }: { form: Form; notice: Notice }) {
  const t = useWords('bank')
  const format = useFormat()
  if (!deposit?.waits) return <Allocation form={form} />
  const said = { number: `\u2068${deposit.number}\u2069`, due: format.money(deposit.due) }
  return <Why>{t('goes_to_advance', said)}</Why>
}

/** Lines of the bank that may be this money; choosing one fills in its day. */
function Lines({ lines }: { lines: readonly BankLineRow[] }) {
  const t = useWords('bank')
  const may = useMay()
  const form = useFormAround()
  if (lines.length === 0)
    return may('payments.see_bank') ? <p className="dim">{t('no_line')}</p> : null
  const chosen = form.get('lineId')
  return (
    <ul className={css['lines']} aria-label={t('lines_may_be')}>
      {lines.map((line) => (
        <li key={line.id} data-chosen={line.id === chosen || undefined}>
          <div>
            <Day value={line.bookedOn} near /> · <Money value={line.amount} strong />
            <small>
              <Bdi>{line.description}</Bdi>
            </small>
          </div>
          {may('payments.bank') && (
            <Button
              size="compact-sm"
              variant={line.id === chosen ? 'filled' : 'default'}
              aria-pressed={line.id === chosen}
              onClick={() => {
                const off = line.id === chosen
                form.set('lineId', off ? undefined : line.id)
                if (!off) form.set('paidOn', line.bookedOn)
              }}
            >
              {t(line.id === chosen ? 'line_is_it' : 'line_may_be')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
