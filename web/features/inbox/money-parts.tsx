import { Button, Modal } from '@mantine/core'
import { IconAlertCircle, IconHandStop, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Chase, PauseChase } from '#core/collections/api.ts'
import { changing } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { DisputeDialog, PromiseDialog } from '#web/customer-dialog.tsx'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { Chip, PromiseChip } from '#web/ui/chip.tsx'
import { DateField, TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './inbox.module.css'
import { openPromisesOf } from './open-promises.ts'

type OfCustomer = Readonly<{ customerId: string }>

/** The last money that came. */
export function PaymentsPart({ customerId }: OfCustomer) {
  const t = useWords('inbox')
  const { data } = useQuery(api.payments.list.queryOptions({ input: { customerId, limit: 3 } }))
  if (!data || data.rows.length === 0) return null
  return (
    <section>
      <h3>{t('last_payments')}</h3>
      <ul className={css['facts']}>
        {data.rows.map((row) => (
          <li key={row.id}>
            <span>
              <Go to={`/payments/${row.id}`} className="figure-link">
                <Code>{row.number}</Code>
              </Go>{' '}
              <small>
                <Day value={row.paidOn} near />
              </small>
            </span>
            <Go to={`/payments/${row.id}`} className="figure-link">
              <Money value={row.amount} strong />
            </Go>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What they gave their word for and until when, and where another word is noted. */
export function PromisesPart({ customerId }: OfCustomer) {
  const t = useWords('inbox')
  const format = useFormat()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const { data } = useQuery(openPromisesOf(customerId))
  if (!data) return null
  const notes = may('collections.promise') !== undefined
  if (data.rows.length === 0 && !notes) return null
  return (
    <section>
      <h3>{t('promises')}</h3>
      {data.rows.length === 0 && <p className={css['hint']}>{t('no_promises')}</p>}
      <ul className={css['facts']}>
        {data.rows.map((row) => (
          <li key={row.id}>
            <span>
              <PromiseChip state={row.state} />{' '}
              <small>{format.day(row.dueOn, { near: true, weekday: true })}</small>
            </span>
            <Go to={`/customers/${customerId}/reminders`} className="figure-link">
              <Money value={row.amount} strong />
            </Go>
          </li>
        ))}
      </ul>
      {notes && (
        <Button
          variant="default"
          leftSection={<IconHandStop size={16} />}
          onClick={() => setAsking(true)}
        >
          {t('add_promise')}
        </Button>
      )}
      {asking && <PromiseDialog customerId={customerId} onClose={() => setAsking(false)} />}
    </section>
  )
}

const useChaseChange = changing(() => [api.collections.key()])

/** How the chase stands: what comes next, what is paused, what they object to. */
export function ChasePart({ customerId }: OfCustomer) {
  const t = useWords('inbox')
  const format = useFormat()
  const may = useMay()
  const [pausing, setPausing] = useState(false)
  const { data } = useQuery(api.collections.chase.queryOptions({ input: { id: customerId } }))
  const resume = useChaseChange(
    (id: string) => client.collections.resume({ id }),
    () => toast.said(t('resumed')),
  )
  if (!data) return null
  const whole = data.pauses.find(({ invoiceId }) => invoiceId === null)
  const open = data.disputes.filter(({ closedAt }) => closedAt === null)
  return (
    <section>
      <h3>{t('reminders')}</h3>
      <p className={css['hint']}>
        {data.declined.length > 0 && `${declinedWords(t, data)} `}
        {whole ? pausedWords(t, format, whole) : nextWords(t, format, data)}
      </p>
      {open.map((dispute) => (
        <p key={dispute.id} className={css['hint']}>
          <Chip tone="info">{t('dispute')}</Chip>{' '}
          <Go to={`/disputes/${dispute.id}`} className="link">
            <Code>{dispute.invoiceNumber}</Code>
          </Go>{' '}
          <bdi>{dispute.note}</bdi>
        </p>
      ))}
      {may('collections.pause') &&
        (whole ? (
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={16} />}
            loading={resume.isPending}
            onClick={() => resume.mutate(whole.id)}
          >
            {t('resume')}
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconPlayerPause size={16} />}
            onClick={() => setPausing(true)}
          >
            {t('pause_reminders')}
          </Button>
        ))}
      <NoteDispute customerId={customerId} />
      {pausing && <PauseDialog customerId={customerId} onClose={() => setPausing(false)} />}
    </section>
  )
}

/** What they object to in a conversation is noted where it was said. */
function NoteDispute({ customerId }: OfCustomer) {
  const t = useWords('disputes')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  if (may('collections.dispute') === undefined) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconAlertCircle size={16} />}
        onClick={() => setAsking(true)}
      >
        {t('dispute')}
      </Button>
      {asking && (
        <DisputeDialog customerId={customerId} source="chat" onClose={() => setAsking(false)} />
      )}
    </>
  )
}

type T = ReturnType<typeof useWords<'inbox'>>
type Format = ReturnType<typeof useFormat>

const pausedWords = (t: T, format: Format, pause: Chase['pauses'][number]): string =>
  pause.until
    ? t('paused_until', { day: format.day(pause.until, { weekday: true }), reason: pause.reason })
    : t('paused', { reason: pause.reason })

const nextWords = (t: T, format: Format, chase: Chase): string => {
  if (!chase.on) return t('reminders_off')
  if (chase.optedOut || !chase.next || chase.nextBy === null) return t('no_reminder')
  return t('next_reminder', {
    day: format.day(chase.next.on, { near: true, weekday: true }),
    channel: chase.nextBy,
  })
}

const declinedWords = (t: T, { declined }: Chase): string =>
  t('stopped_reminders', {
    channels: declined.map((channel) => t(`reminders_${channel}`)).join(t('comma')),
  })

function PauseDialog({ customerId, onClose }: OfCustomer & { onClose: () => void }) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const [id] = useState(newId)
  const pause = useChaseChange(client.collections.pause, () => {
    toast.said(t('paused_said'))
    onClose()
  })
  const form = useForm({
    schema: PauseChase,
    initial: { id, customerId, reason: '' },
    save: (values) => pause.mutateAsync(values),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('pause_ask')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <FormFields form={form} submit={t('pause_reminders')} onCancel={onClose}>
        <TextareaField path="reason" label={t('reason')} rows={2} />
        <DateField path="until" label={t('until')} optional />
      </FormFields>
    </Modal>
  )
}
