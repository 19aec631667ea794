import { Button } from '@mantine/core'
import { IconBuildingBank, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { formatDay, formatMoney } from '#core/format.ts'
import { type Money as Amount, minus } from '#core/money.ts'
import type { PayPage, Scheme } from '#core/payments/api.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { BankTransfer } from './bank-transfer.tsx'
import css from './pay.module.css'
import { PayFrame } from './pay-frame.tsx'
import { Methods, PayButton } from './pay-online.tsx'
import { Registered } from './registered.tsx'
import { Told } from './told.tsx'
import { usePay } from './use-pay.ts'

type Asked = NonNullable<PayPage['deposit']>
type Props = Readonly<{ token: string; page: PayPage; deposit: Asked }>

/** The page of a request for an advance: what it is for, its one amount, and how to pay it. */
export function DepositCheckout({ token, page, deposit }: Props) {
  const t = useWords('payments')
  const words = useWords('deposits')
  const [method, setMethod] = useState<Scheme>(
    page.methods.includes('mada') ? 'mada' : (page.methods[0] ?? 'card'),
  )
  const online = page.methods.length > 0
  const [byBank, setByBank] = useState(!online)
  const pay = usePay(token)
  if (deposit.state !== 'requested') return <Over page={page} deposit={deposit} />
  const { number } = deposit
  const amount = minus(deposit.amount, deposit.paid)
  return (
    <PayFrame
      page={page}
      foot={
        online && (
          <PayButton
            page={page}
            amount={amount}
            disabled={amount.minor < page.least.minor}
            busy={pay.busy}
            error={pay.error}
            onPay={() => pay.start({ invoiceIds: [], amount, method })}
          />
        )
      }
    >
      <Hero page={page} deposit={deposit} />
      {online && <Methods page={page} method={method} onMethod={setMethod} />}
      {page.company.bank && !byBank && (
        <Button
          variant="default"
          size="md"
          leftSection={<IconBuildingBank size={18} />}
          onClick={() => setByBank(true)}
        >
          {t('pay_bank')}
        </Button>
      )}
      {byBank && <BankTransfer page={page} chosen={[]} request={number} />}
      <Told token={token} page={page} amount={amount} hint={words('page_told_hint')} />
      <Registered page={page} />
    </PayFrame>
  )
}

function Hero({ page, deposit }: Omit<Props, 'token'>) {
  const t = useWords('deposits')
  const { language: lang, digits } = usePreferences()
  const say = (amount: Amount) => formatMoney(amount, { lang, digits, isolate: true })
  const { number, subject, amount, paid, expected, rest, dueOn } = deposit
  return (
    <section className={`${css['card']} ${css['hero']}`}>
      <h2>{t('page_title', { number: `\u2068${number}\u2069` })}</h2>
      <p>
        <Bdi>{subject}</Bdi>
      </p>
      <Money value={minus(amount, paid)} size="hero" />
      {paid.minor > 0 && <p>{t('page_part', { paid: say(paid), amount: say(amount) })}</p>}
      {expected && <p>{t('page_of', { amount: say(expected) })}</p>}
      {rest && <p>{t('page_rest', { amount: say(rest) })}</p>}
      <p>{t('page_by', { day: formatDay(dueOn, { lang, digits, today: page.today }) })}</p>
      <p>{t('page_is')}</p>
    </section>
  )
}

function Over({ page, deposit }: Omit<Props, 'token'>) {
  const t = useWords('deposits')
  const { state, amount, refunded } = deposit
  const paid = state !== 'cancelled' && refunded.minor < amount.minor
  const said = state === 'cancelled' ? 'page_over' : paid ? 'page_paid' : 'page_refunded'
  return (
    <PayFrame page={page}>
      <section className={`${css['card']} ${css['hero']}`}>
        <span className={paid ? css['done'] : css['plain']} aria-hidden="true">
          <IconShieldCheck size={34} />
        </span>
        <h2>{t(said)}</h2>
        <p>{t(`${said}_hint`)}</p>
      </section>
      <Registered page={page} />
    </PayFrame>
  )
}
