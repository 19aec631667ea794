import { IconLinkOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api, client } from '#web/client.ts'
import { useParam, useSearchText } from '#web/place.ts'
import { refusalOf } from '#web/refusal.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { useWords } from '#web/words.ts'
import { Checkout } from './checkout.tsx'
import { DepositCheckout } from './deposit-part.tsx'
import css from './pay.module.css'
import { PayFrame } from './pay-frame.tsx'
import { Returned } from './returned.tsx'
import { useVisit } from './use-visit.ts'

/** The page behind a pay link: what is owed, or, coming back from the gateway, what became of it. */
export function PayPage() {
  const token = useParam('token')
  const t = useWords('payments')
  const say = useWords('refusals')
  const [{ attempt, promise, instalment }] = useSearchText()
  const plan = useQuery({
    ...api.collections.pagePlan.queryOptions({ input: { token } }),
    enabled: attempt === undefined,
  })
  const settlement = useQuery({
    ...api.collections.pageSettlement.queryOptions({ input: { token } }),
    enabled: attempt === undefined,
  })
  const { data, error, refetch } = useQuery({
    ...api.payments.payPage.queryOptions({ input: { token } }),
    refetchOnWindowFocus: true,
  })
  useVisit(data, () => client.payments.viewed({ token }))
  if (error && attempt) return <Returned token={token} attemptId={attempt} />
  if (error) {
    const refused = refusalOf(error)
    const { facts } = refused
    // A link that a mail programme cut in two is a link that is not there.
    const code = refused.code === 'request.invalid' ? 'payments.link_not_found' : refused.code
    if (code !== 'payments.link_ended' && code !== 'payments.link_not_found')
      return (
        <PayFrame>
          <Failed error={error} onRetry={() => void refetch()} />
        </PayFrame>
      )
    return (
      <PayFrame>
        <section className={css['card']}>
          <Blank icon={<IconLinkOff size={30} />} tone="plain" title={t('pay_closed')}>
            {say(code, facts)}
          </Blank>
        </section>
      </PayFrame>
    )
  }
  // What was agreed to is what the page begins with.
  const waits = settlement.isLoading || (instalment !== undefined && plan.isLoading)
  if (!data || waits)
    return (
      <PayFrame>
        <Bones rows={6} />
      </PayFrame>
    )
  if (attempt) return <Returned token={token} attemptId={attempt} page={data} />
  if (data.deposit) return <DepositCheckout token={token} page={data} deposit={data.deposit} />
  const offer = settlement.data?.offer ?? null
  const settled = offer?.accepted ? offer.id : ''
  return (
    <Checkout
      key={`${settled}:${data.invoices.map(({ id }) => id).join()}`}
      token={token}
      page={data}
      promising={promise !== undefined}
      plan={plan.data?.plan ?? null}
      settlement={offer}
      instalment={instalment !== undefined}
    />
  )
}
