import { Button, CopyButton } from '@mantine/core'
import type { PayPage } from '#core/payments/api.ts'
import { formatIban } from '#core/vat-number.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'
import { nameOf } from './pay-frame.tsx'

/** Where to transfer to, and what to write beside it so that the money is recognised. */
export function BankTransfer({
  page,
  chosen,
  request,
}: {
  page: PayPage
  chosen: readonly string[]
  /** The number of a request that has no invoice yet. */
  request?: string
}) {
  const t = useWords('payments')
  const { language } = usePreferences()
  const { bank } = page.company
  if (!bank)
    return (
      <section className={css['card']}>
        <p className="dim">{t('pay_no_way')}</p>
      </section>
    )
  const numbers = [
    ...(request ? [request] : []),
    ...page.invoices.filter(({ id }) => chosen.includes(id)).map(({ number }) => number),
  ]
  return (
    <section className={css['card']}>
      <div className={css['cardHead']}>
        <h2>{t('pay_bank')}</h2>
      </div>
      <dl className={css['facts']}>
        <div>
          <dt>{t('pay_bank_to')}</dt>
          <dd>
            <Bdi>{nameOf(page.company, language)}</Bdi>
          </dd>
        </div>
        {bank.bankName && (
          <div>
            <dt>{t('pay_bank_name')}</dt>
            <dd>
              <Bdi>{bank.bankName}</Bdi>
            </dd>
          </div>
        )}
        <div>
          <dt>{t('pay_iban')}</dt>
          <dd className={css['iban']}>
            <Code>{formatIban(bank.iban)}</Code>
            <CopyButton value={bank.iban}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {copied ? t('link_copied') : t('pay_copy_iban')}
                </Button>
              )}
            </CopyButton>
          </dd>
        </div>
      </dl>
      <p className={css['hint']}>
        {t(request ? 'pay_bank_request' : 'pay_bank_hint')}{' '}
        {numbers.map((number, at) => (
          <span key={number}>
            {at > 0 && '، '}
            <Code>{number}</Code>
          </span>
        ))}
      </p>
    </section>
  )
}
