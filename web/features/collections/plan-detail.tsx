import { Button, Modal, SegmentedControl } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import type { PlanDetail as Detail, PlanRow } from '#core/collections/reminder.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Letter } from '#web/ui/letter.tsx'
import { Go } from '#web/ui/link.tsx'
import { ReachReason } from '#web/ui/reach-why.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './collections.module.css'
import { ReasonIcon, useReason } from './reason.tsx'
import { useChange } from './use-change.ts'

const lineOf = ({ customerId, amount }: PlanRow) => ({ customerId, currency: amount.currency })

/** The checks that say something to a reader; the rest are the machine's own. */
const shownChecks = [
  'nothing_owed',
  'payment_pending',
  'no_items_left',
  'customer_paused',
  'opted_out',
  'no_address',
  'too_soon',
  'too_many',
  'outside_hours',
  'needs_approval',
] as const

/** The message of one line as it will arrive, why, and what a person may do about it. */
export function PlanDetail({ row }: { row: PlanRow }) {
  const { data, error, refetch } = useQuery(
    api.collections.planDetail.queryOptions({ input: lineOf(row) }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={4} />
  return (
    <>
      <Message detail={data} />
      <Reasons detail={data} />
      <Missing row={row} />
      <Decide row={row} />
      <LeftOut detail={data} />
    </>
  )
}

function Message({ detail }: { detail: Detail }) {
  const t = useWords('collections')
  const say = useWords('messaging')
  const [chosen, choose] = useState<string | null>(null)
  const preview = detail.previews.find(({ channel }) => channel === chosen)
  const shown = preview ?? detail
  return (
    <>
      <h2>{t('as_it_arrives')}</h2>
      <p className="muted">{t('to_whom', { name: `\u2068${detail.toName}\u2069` })}</p>
      <ReachReason why={detail.route} />
      {detail.previews.length > 1 && (
        <SegmentedControl
          value={chosen ?? detail.route.channel ?? ''}
          onChange={choose}
          data={detail.previews.map(({ channel }) => ({
            value: channel,
            label: say(`channel_${channel}`),
          }))}
        />
      )}
      <Letter language={detail.language} subject={shown.subject} text={shown.body} />
    </>
  )
}

function Reasons({ detail }: { detail: Detail }) {
  const t = useWords('collections')
  const reason = useReason()
  const passed = shownChecks.filter((code) => detail.passed.includes(code))
  return (
    <>
      <h2>{detail.verdict === 'send' ? t('why_sent') : t('why_held')}</h2>
      <ul className={css['checks']}>
        {detail.reasons.map((each) => (
          <li key={each.code} data-held="">
            <ReasonIcon code={each.code} />
            <span>{[reason.nameOf(each), reason.factOf(each)].filter(Boolean).join('، ')}</span>
          </li>
        ))}
        {passed.map((code) => (
          <li key={code}>
            <IconCheck size={16} aria-hidden="true" />
            <span>{t(`passed_${code}`)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What is held for want of an address, or for a wrong number, ends when somebody writes a right one. */
function Missing({ row }: { row: PlanRow }) {
  const t = useWords('collections')
  const codes = new Set(row.reasons.map(({ code }) => code))
  const wrong = codes.has('number_wrong')
  if (!wrong && !codes.has('no_address')) return null
  return (
    <p>
      <Go to={`/customers/${row.customerId}/people`} className="link">
        {t(wrong ? 'correct_number' : 'add_address')}
      </Go>
    </p>
  )
}

function LeftOut({ detail }: { detail: Detail }) {
  const t = useWords('collections')
  const format = useFormat()
  const left = detail.items.filter(({ because, covered }) => because !== null || covered.length > 0)
  if (left.length === 0) return null
  return (
    <>
      <h2>{t('excluded')}</h2>
      <ul className={css['left']}>
        {left.map(({ itemId, number, balance, because, covered }) => (
          <li key={itemId}>
            <Code>{number}</Code> <Money value={balance} />{' '}
            <small className="muted">
              {because && t(`because_${because}`)}
              {!because &&
                covered.map(({ amount, until, by }) => (
                  <span key={`${by} ${until}`}>
                    {t(`covered_${by}`, {
                      amount: format.money(amount),
                      until: format.day(until, { weekday: true }),
                    })}{' '}
                  </span>
                ))}
            </small>
          </li>
        ))}
      </ul>
    </>
  )
}

function Decide({ row }: { row: PlanRow }) {
  const t = useWords('collections')
  const close = useWords('ui')('close')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const said = ({ verdict }: { verdict: string }) =>
    toast.said(verdict === 'send' ? t('sent_now') : t('still_held'))
  const approve = useChange(() => client.collections.approve(lineOf(row)), said)
  const waits = row.reasons.some(({ code }) => code === 'needs_approval')
  const approves = waits && may('collections.approve') !== undefined
  if (row.verdict !== 'hold' || !(approves || row.canOverride)) return null
  return (
    <div className={css['acts']}>
      {approves && (
        <Button onClick={() => approve.mutate()} loading={approve.isPending}>
          {t('approve')}
        </Button>
      )}
      {row.canOverride && (
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('override')}
        </Button>
      )}
      <Modal
        closeButtonProps={{ 'aria-label': close }}
        opened={asking}
        onClose={() => setAsking(false)}
        size={460}
        title={t('override_ask')}
      >
        <Override row={row} onDone={() => setAsking(false)} />
      </Modal>
    </div>
  )
}

const Word = z.object({ reason: z.string().trim().min(1).max(400) })

function Override({ row, onDone }: { row: PlanRow; onDone: () => void }) {
  const t = useWords('collections')
  const send = useChange(
    (reason: string) => client.collections.override({ ...lineOf(row), reason }),
    () => {
      toast.said(t('sent_now'))
      onDone()
    },
  )
  const form = useForm({
    schema: Word,
    initial: { reason: '' },
    save: ({ reason }) => send.mutateAsync(reason),
  })
  return (
    <FormFields form={form} submit={t('override_yes')} onCancel={onDone}>
      <TextareaField path="reason" label={t('reason')} hint={t('override_hint')} />
    </FormFields>
  )
}
