import { Button } from '@mantine/core'
import { IconDownload, IconMail } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Money as Amount, minus, plus } from '#core/money.ts'
import type { Deposit, DepositStep, WholeMove } from '#core/payments/api.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { RecordBody, RecordHeader, RecordPage } from '#web/ui/record/record.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { CopyLink, SendLink } from '../customer-links.tsx'
import css from '../instruments/instruments.module.css'
import shared from '../payments.module.css'
import { DepositChip } from './deposit-chip.tsx'
import own from './deposits.module.css'
import { MoveDialog } from './move-dialog.tsx'
import { UndoDialog } from './undo-dialog.tsx'

/** One request: what it asks for, how it is paid, and what became of the money. */
export function DepositPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(api.payments.deposit.queryOptions({ input: { id } }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <DepositRecord deposit={data} /> : <Bones rows={8} />
}

type Of = Readonly<{ deposit: Deposit }>

function DepositRecord({ deposit }: Of) {
  const t = useWords('deposits')
  const { kind, number } = deposit
  return (
    <RecordPage>
      <RecordHeader
        plain
        name={`${t(`kind_${kind}`)} ${number}`}
        chips={<DepositChip of={deposit} />}
        facts={
          <>
            <Go to={`/customers/${deposit.customerId}`} className="link">
              <Bdi>{deposit.customerName}</Bdi>
            </Go>
            <span>
              {t('due_on')} <Day value={deposit.dueOn} weekday />
            </span>
          </>
        }
        actions={<Actions deposit={deposit} />}
      >
        <div>
          <p className="eyebrow">{t('amount')}</p>
          <Money value={deposit.amount} size="hero" />
          <Standing deposit={deposit} />
        </div>
      </RecordHeader>
      <RecordBody sideLabel={t('details')} side={<Side deposit={deposit} />}>
        <Said deposit={deposit} />
        <Vat deposit={deposit} />
        <PayLink deposit={deposit} />
        <Taken deposit={deposit} />
        <History deposit={deposit} />
      </RecordBody>
    </RecordPage>
  )
}

/** What is to be known beside the amount: what came of it and is due, or what is held. */
function Standing({ deposit: { kind, amount, paid, held, state } }: Of) {
  const t = useWords('deposits')
  const partly = paid.minor > 0 && paid.minor < amount.minor
  if (!partly && state !== 'held') return null
  return (
    <p className={own['standing']}>
      {kind === 'security' && (
        <span>
          {t('held')} <Money value={held} strong />
        </span>
      )}
      {partly && (
        <span>
          {t('paid')} <Money value={paid} strong />
        </span>
      )}
      {partly && state === 'requested' && (
        <span>
          {t('due')} <Money value={minus(amount, paid)} strong />
        </span>
      )}
    </p>
  )
}

/** What the customer says they transferred for it, until somebody has checked it. */
function Said({ deposit: { notices } }: Of) {
  const t = useWords('deposits')
  const format = useFormat()
  if (notices.length === 0) return null
  return (
    <Section title={t('told')}>
      {notices.map(({ id, amount, paidOn }) => (
        <Why key={id}>
          {t('told_of', { amount: format.money(amount), day: format.day(paidOn) })}{' '}
          <Go to={`/payment-notices/${id}`} className="link">
            {t('told_check')}
          </Go>
        </Why>
      ))}
    </Section>
  )
}

/** What the money means for the tax, said before it is too late to do something about it. */
function Vat({ deposit }: Of) {
  const t = useWords('deposits')
  const { kind, state, customerId } = deposit
  const paid = deposit.paid.minor > deposit.refunded.minor
  if (deposit.refunded.minor > 0 && !paid) return null
  if (state === 'cancelled' && !paid) return null
  return (
    <Section
      title={t('vat_title')}
      actions={
        paid && (
          <Go to={`/invoices/new?customer=${customerId}`} className="link">
            {t('vat_invoice')}
          </Go>
        )
      }
    >
      <Why>{t(kind === 'security' ? 'vat_security' : paid ? 'vat_paid' : 'vat_requested')}</Why>
    </Section>
  )
}

/** Where the customer pays it, to copy or to send. */
function PayLink({ deposit }: Of) {
  const t = useWords('deposits')
  const words = useWords('payments')
  const may = useMay()
  const [sending, setSending] = useState(false)
  const { kind, state, link } = deposit
  if (kind !== 'advance' || state !== 'requested') return null
  if (!link)
    return (
      <Section title={t('link')}>
        <p className="dim">{t('link_over')}</p>
      </Section>
    )
  return (
    <Section
      title={t('link')}
      hint={t('link_hint')}
      actions={
        <div className={own['acts']}>
          <CopyLink url={link.url} />
          {may('payments.link') && (
            <Button
              variant="default"
              leftSection={<IconMail size={16} />}
              onClick={() => setSending(true)}
            >
              {words('link_send')}
            </Button>
          )}
        </div>
      }
    >
      <p className={shared['address']} dir="ltr">
        {link.url}
      </p>
      {sending && <SendLink link={link} onClose={() => setSending(false)} />}
    </Section>
  )
}

/** What each invoice took, of all the payments together. */
function takenBy(payments: Deposit['payments']): { number: string; amount: Amount }[] {
  const taken = new Map<string, Amount>()
  for (const { number, amount } of payments.flatMap(({ allocations }) => allocations)) {
    const held = taken.get(number)
    taken.set(number, held ? plus(held, amount) : amount)
  }
  return [...taken].map(([number, amount]) => ({ number, amount }))
}

/** What an advance came in, and the invoices that took it. */
function Taken({ deposit: { payments, unapplied, refunded } }: Of) {
  const t = useWords('deposits')
  if (payments.length === 0) return null
  const taken = takenBy(payments)
  const [loose] = payments
  return (
    <Section
      title={t('taken_by')}
      actions={
        unapplied.minor > 0 &&
        loose && (
          <Go to={`/payments/${loose.id}`} className="link">
            {t('open_payment')}
          </Go>
        )
      }
    >
      {unapplied.minor > 0 && taken.length === 0 && <p className="dim">{t('taken_by_none')}</p>}
      {refunded.minor > 0 && unapplied.minor === 0 && taken.length === 0 && (
        <p className="dim">{t('refunded_hint')}</p>
      )}
      <Facts
        rows={[
          ...payments.map(
            ({ id, number, amount }) =>
              [
                `${t('payment')} \u2068${number}\u2069`,
                <Go key={id} to={`/payments/${id}`} className="link">
                  <Money value={amount} />
                </Go>,
              ] as const,
          ),
          ...taken.map(
            ({ number, amount }) =>
              [
                `${t('invoice')} \u2068${number}\u2069`,
                <Money key={number} value={amount} />,
              ] as const,
          ),
          ...(refunded.minor > 0
            ? [[t('refunded'), <Money key="back" value={refunded} />] as const]
            : []),
          [t('unapplied'), <Money key="left" value={unapplied} />],
        ]}
      />
    </Section>
  )
}

function History({ deposit }: Of) {
  const t = useWords('deposits')
  const [wrong, setWrong] = useState<DepositStep>()
  return (
    <Section title={t('history')}>
      <ol className={css['history']}>
        {deposit.history.map((step) => (
          <li key={step.step}>
            <span>
              {t(`did_${step.move ?? 'request'}`)}
              {step.amount && (
                <>
                  {' '}
                  <Money value={step.amount} />
                </>
              )}
              {step.number && (
                <>
                  {' '}
                  <Code quiet>{step.number}</Code>
                </>
              )}{' '}
              {step.undone && <Chip tone="void">{t('undone')}</Chip>}
              {step.mayUndo && (
                <button
                  type="button"
                  className={`link ${own['undo']}`}
                  onClick={() => setWrong(step)}
                >
                  {t('do_undo')}
                </button>
              )}
            </span>
            {step.reason && <Bdi>{step.reason}</Bdi>}
            <small>
              <Day value={step.on} near /> · <Bdi>{step.by}</Bdi> · <Moment value={step.at} />
            </small>
          </li>
        ))}
      </ol>
      {wrong && <UndoDialog deposit={deposit} step={wrong} onClose={() => setWrong(undefined)} />}
    </Section>
  )
}

function Side({ deposit }: Of) {
  const t = useWords('deposits')
  const { expected, percent, rest, held, kind, note } = deposit
  return (
    <Facts
      rows={[
        [t('subject'), <Bdi key="subject">{deposit.subject}</Bdi>],
        ...(expected ? [[t('expected'), <Money key="expected" value={expected} />] as const] : []),
        ...(percent === null ? [] : [[t('percent'), `${percent}%`] as const]),
        ...(rest ? [[t('rest'), <Money key="rest" value={rest} strong />] as const] : []),
        ...(kind === 'security'
          ? [[t('held'), <Money key="held" value={held} strong />] as const]
          : []),
        [t('requested_on'), <Day key="on" value={deposit.requestedOn} />],
        [t('requested_by'), <Bdi key="by">{deposit.requestedBy}</Bdi>],
        ...(note ? [[t('note'), <Bdi key="note">{note}</Bdi>] as const] : []),
      ]}
    />
  )
}

/** Cancelling is never the likeliest: the other moves come first, the first of them filled. */
function Actions({ deposit }: Of) {
  const t = useWords('deposits')
  const [asked, setAsked] = useState<WholeMove>()
  const { id, kind, state, moves } = deposit
  const main = moves.find((move) => move !== 'cancel')
  const received = kind === 'security' && ['held', 'closed'].includes(state)
  return (
    <>
      {moves.map((move) => (
        <Button
          key={move}
          variant={move === main ? 'filled' : 'default'}
          onClick={() => setAsked(move)}
        >
          {t(`do_${move}`)}
        </Button>
      ))}
      <Button
        component="a"
        href={`/api/v1/deposits/${id}/paper`}
        download
        variant="default"
        leftSection={<IconDownload size={16} />}
      >
        {t(received ? 'paper_receipt' : 'paper')}
      </Button>
      {asked && <MoveDialog deposit={deposit} move={asked} onClose={() => setAsked(undefined)} />}
    </>
  )
}
