import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Chase, Pause } from '#core/collections/api.ts'
import { api, client } from '#web/client.ts'
import { PromiseDialog } from '#web/customer-dialog.tsx'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { useSearchText } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Facts, Section } from '#web/ui/page.tsx'
import { Code, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { PauseDialog } from './chase-dialogs.tsx'
import css from './collections.module.css'
import { CustomerConfirmations } from './confirmations/customer-confirmations.tsx'
import { CustomerDisputes } from './disputes/customer-disputes.tsx'
import { ReminderLog } from './log.tsx'
import { CustomerPlans } from './payment-plans/plan-lines.tsx'
import { PolicyWhy } from './policies/policy-why.tsx'
import { KeepRates, PromiseLines } from './promise-lines.tsx'
import { CustomerSettlements } from './settlements/customer-settlements.tsx'
import { useChange } from './use-change.ts'

/** The tab «التذكيرات» of a customer: what stands, what comes next, what was sent or held. */
export function CustomerReminders({ customerId }: OfCustomer) {
  const t = useWords('collections')
  const may = useMay()
  const [pausing, setPausing] = useState(false)
  const { data, error, refetch } = useQuery(
    api.collections.chase.queryOptions({ input: { id: customerId } }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={4} />
  const whole = data.pauses.some(({ invoiceId }) => invoiceId === null)
  return (
    <>
      <Section
        title={t('chase_now')}
        actions={
          may('collections.pause') &&
          !whole && (
            <Button variant="default" onClick={() => setPausing(true)}>
              {t('pause')}
            </Button>
          )
        }
      >
        <Standing chase={data} />
        {data.pauses.map((pause) => (
          <PauseLine key={pause.id} pause={pause} />
        ))}
      </Section>
      <Promises customerId={customerId} />
      <CustomerPlans customerId={customerId} />
      <CustomerSettlements customerId={customerId} />
      <CustomerDisputes customerId={customerId} rows={data.disputes} />
      <CustomerConfirmations customerId={customerId} />
      <Section title={t('log')}>
        <ReminderLog customerId={customerId} />
      </Section>
      <PauseDialog open={pausing} onClose={() => setPausing(false)} customerId={customerId} />
    </>
  )
}

/** What the customer gave their word for, the nearest day first, and how their word has held. */
function Promises({ customerId }: OfCustomer) {
  const t = useWords('collections')
  const may = useMay()
  const [search, change] = useSearchText()
  const asking = search['promise'] !== undefined
  const setAsking = (asks: boolean) => change({ promise: asks ? '1' : null })
  const { data, error, refetch } = useQuery(
    api.collections.promises.queryOptions({ input: { customerId, limit: 50 } }),
  )
  return (
    <Section
      title={t('promises')}
      actions={
        may('collections.promise') && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('promise')}
          </Button>
        )
      }
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      <KeepRates customerId={customerId} />
      {data && <PromiseLines rows={data.rows} />}
      {asking && <PromiseDialog customerId={customerId} onClose={() => setAsking(false)} />}
    </Section>
  )
}

function Standing({ chase }: { chase: Chase }) {
  const t = useWords('collections')
  const format = useFormat()
  const { next, lastReminderOn, policyWhy, optedOut, on } = chase
  const step = next
    ? t('next_on', {
        tone: t(`tone_${next.tone}`),
        day: format.day(next.on, { near: true, weekday: true }),
      })
    : t('next_none')
  return (
    <>
      {optedOut && <Chip tone="info">{t('opted_out')}</Chip>}
      <Facts
        rows={[
          [t('next_step'), on ? step : t('off_title')],
          [
            t('last_reminder'),
            lastReminderOn ? <Day key="last" value={lastReminderOn} near /> : t('never'),
          ],
          [
            t('policy_name'),
            policyWhy ? <PolicyWhy key="policy" why={policyWhy} /> : t('next_none'),
          ],
        ]}
      />
    </>
  )
}

function PauseLine({ pause }: { pause: Pause }) {
  const t = useWords('collections')
  const format = useFormat()
  const may = useMay()
  const resume = useChange(
    () => client.collections.resume({ id: pause.id }),
    () => toast.said(t('resumed_said')),
  )
  return (
    <div className={css['entry']}>
      <div>
        <b>
          {pause.until
            ? t('paused_until', { day: format.day(pause.until, { weekday: true }) })
            : t('paused_open')}
        </b>{' '}
        {pause.invoiceNumber && <Code>{pause.invoiceNumber}</Code>}
        <small>{t('pause_by', { by: pause.by, reason: pause.reason })}</small>
      </div>
      {may('collections.pause') && (
        <Button variant="default" loading={resume.isPending} onClick={() => resume.mutate()}>
          {t('resume')}
        </Button>
      )}
    </div>
  )
}
