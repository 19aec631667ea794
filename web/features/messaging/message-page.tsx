import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { MessageDetail } from '#core/messaging/api.ts'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Letter } from '#web/ui/letter.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, PageHead, Section, Sheet, Why } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { ReachReason } from '#web/ui/reach-why.tsx'
import { Bdi, Ltr, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useFailure } from './failure.ts'
import { useMessageActs } from './message-acts.ts'
import css from './messaging.module.css'
import { MessageChip } from './state-chip.tsx'

/** One message: what it said, to whom, and each try to send it. */
export function MessagePage() {
  const id = useParam('id')
  const t = useWords('messaging')
  const failure = useFailure()
  const { data, error, refetch } = useQuery(api.messaging.message.queryOptions({ input: { id } }))
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  return (
    <Sheet label={t('message')}>
      <PageHead title={<Bdi>{data.subject || data.words}</Bdi>} actions={<Acts message={data} />}>
        <MessageChip state={data.state} /> {failure(data, data.reason)}
      </PageHead>
      <div className={css['body']}>
        {data.state === 'unknown' && <Why>{t('unknown_hint')}</Why>}
        <Facts
          rows={[
            [
              t('customer'),
              data.customerId ? (
                <Go key="customer" to={`/customers/${data.customerId}`}>
                  <Bdi>{data.customerName}</Bdi>
                </Go>
              ) : (
                '—'
              ),
            ],
            [t('to'), <Ltr key="to">{data.toAddress}</Ltr>],
            [
              t('channel'),
              [t(`channel_${data.channel}`), data.accountName].filter(Boolean).join(' · '),
            ],
            [t('category'), t(`category_${data.category}`)],
            ...(data.reach
              ? [[t('why_title'), <ReachReason key="why" why={data.reach} />] as const]
              : []),
            [t('queued_at'), <Moment key="at" value={data.queuedAt} />],
          ]}
        />
        <Letter language={data.language} text={data.body} />
      </div>
      <Tries message={data} />
    </Sheet>
  )
}

function Tries({ message }: { message: MessageDetail }) {
  const t = useWords('messaging')
  const failure = useFailure()
  if (message.tries.length === 0) return null
  return (
    <Section title={t('tries')}>
      <ul className={css['lines']}>
        {message.tries.map((each) => (
          <li key={each.number}>
            <b>{t('try_line', { number: each.number })}</b> <Moment value={each.startedAt} />{' '}
            {failure(message, each.reason)}
            {each.detail && (
              <small>
                {t('server_said')}: <Ltr>{each.detail}</Ltr>
              </small>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Acts({ message }: { message: MessageDetail }) {
  const t = useWords('messaging')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const { id, state } = message
  const { resend, settle, aside } = useMessageActs(() => setAsking(false))
  if (!may('messaging.send') || (state !== 'failed' && state !== 'unknown')) return null
  return (
    <>
      {state === 'unknown' && (
        <>
          <Button onClick={() => settle.mutate({ id, arrived: true })} loading={settle.isPending}>
            {t('arrived')}
          </Button>
          <Button variant="default" onClick={() => settle.mutate({ id, arrived: false })}>
            {t('not_arrived')}
          </Button>
        </>
      )}
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('resend')}
      </Button>
      {state === 'failed' && !message.aside && (
        <Button variant="default" onClick={() => aside.mutate(id)} loading={aside.isPending}>
          {t('set_aside')}
        </Button>
      )}
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('resend_ask')}
        yes={t('resend')}
        busy={resend.isPending}
        onYes={() => resend.mutate(id)}
      >
        {state === 'unknown' && t('resend_unknown_hint')}
      </Question>
    </>
  )
}
