import { Button } from '@mantine/core'
import type { Notice } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { Go } from '#web/ui/link.tsx'
import { Why } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './notices.module.css'

/** Payments in the books that may be this very money: confirming the notice would book it twice. */
export function KnownPayments({ notice }: { notice: Notice }) {
  const t = useWords('bank')
  const link = useChange(
    (paymentId: string) => client.payments.linkNotice({ id: notice.id, paymentId }),
    ({ paymentNumber }) => toast.said(t('notice_linked_said', { number: paymentNumber ?? '' })),
  )
  if (notice.payments.length === 0) return null
  return (
    <>
      <Why>{t('maybe_recorded')}</Why>
      <ul className={css['lines']} aria-label={t('payments_may_be')}>
        {notice.payments.map((payment) => (
          <li key={payment.id}>
            <div>
              <Go to={`/payments/${payment.id}`} className="link">
                <Code>{payment.number}</Code>
              </Go>{' '}
              · <Day value={payment.paidOn} near /> · <Money value={payment.amount} strong />
              {payment.reference && (
                <small>
                  <bdi dir="ltr">{payment.reference}</bdi>
                </small>
              )}
            </div>
            <Button
              size="compact-sm"
              loading={link.isPending && link.variables === payment.id}
              onClick={() => link.mutate(payment.id)}
            >
              {t('link_it')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
