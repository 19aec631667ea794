import { Button, Loader } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { AttemptChecked, PayPage } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { useGo } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'
import { PayFrame } from './pay-frame.tsx'
import { Receipt } from './receipt.tsx'

type Props = Readonly<{ token: string; attemptId: string; page?: PayPage }>

const waiting = (answer: AttemptChecked | undefined) =>
  answer === undefined || answer.state === 'open' || answer.state === 'opening'

const soonMs = 2000
const laterMs = 10_000
const mostSoon = 20

/**
 * The payer came back. What the address says of success is not believed: our server asks the
 * gateway, and this page waits for its answer. Going back or reloading does no harm.
 */
export function Returned({ token, attemptId, page }: Props) {
  const go = useGo()
  // What the gateway put behind the question mark is neither proof nor worth keeping.
  useEffect(() => {
    go(`/pay/${token}?attempt=${attemptId}`, { replace: true })
  }, [go, token, attemptId])
  const { data, error, refetch } = useQuery({
    queryKey: ['pay', token, attemptId],
    queryFn: () => client.payments.checkAttempt({ token, id: attemptId }),
    refetchInterval: ({ state }) => {
      if (!waiting(state.data)) return false
      return state.dataUpdateCount < mostSoon ? soonMs : laterMs
    },
    staleTime: 0,
  })
  const frame = page ? { page } : {}
  if (error && !data)
    return (
      <PayFrame {...frame}>
        <Failed error={error} onRetry={() => void refetch()} />
      </PayFrame>
    )
  return (
    <PayFrame {...frame}>
      {data ? <Answer token={token} answer={data} /> : <Bones rows={5} />}
    </PayFrame>
  )
}

function Answer({ token, answer }: { token: string; answer: AttemptChecked }) {
  if (answer.receipt)
    return <Receipt token={token} attemptId={answer.attemptId} receipt={answer.receipt} />
  return waiting(answer) ? <Waiting token={token} answer={answer} /> : <Ended token={token} />
}

/** Nothing has arrived yet: perhaps it is on its way, perhaps the payer turned back. */
function Waiting({ token, answer }: { token: string; answer: AttemptChecked }) {
  const t = useWords('payments')
  const go = useGo()
  return (
    <section className={`${css['card']} ${css['hero']}`} role="status">
      <Loader size={34} />
      <h2>{t('pay_waiting')}</h2>
      <Money value={answer.amount} size="title" />
      <p>{t('pay_waiting_hint')}</p>
      <div className={css['two']}>
        {answer.url && (
          <Button component="a" href={answer.url} size="md">
            {t('pay_resume')}
          </Button>
        )}
        <Button variant="default" size="md" onClick={() => go(`/pay/${token}`)}>
          {t('pay_back')}
        </Button>
      </div>
    </section>
  )
}

function Ended({ token }: { token: string }) {
  const t = useWords('payments')
  const go = useGo()
  return (
    <section className={`${css['card']} ${css['hero']}`}>
      <span className={css['plain']} aria-hidden="true">
        <IconClock size={34} />
      </span>
      <h2>{t('pay_ended')}</h2>
      <p>{t('pay_ended_hint')}</p>
      <Button size="md" onClick={() => go(`/pay/${token}`, { replace: true })}>
        {t('pay_again')}
      </Button>
    </section>
  )
}
