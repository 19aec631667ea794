import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { executionNeeds, type Instrument, type InstrumentMove } from '#core/payments/api.ts'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useGo, useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { RecordBody, RecordHeader, RecordPage } from '#web/ui/record/record.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { ReceiptSeen } from '../notices/notice-dialog.tsx'
import { InstrumentChip } from './instrument-chip.tsx'
import css from './instruments.module.css'
import { MendDialog } from './mend-dialog.tsx'
import { MoveDialog } from './move-dialog.tsx'

/** One cheque, note or guarantee: what it is for, what became of it, and what can be done now. */
export function InstrumentPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(api.payments.instrument.queryOptions({ input: { id } }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <InstrumentRecord instrument={data} /> : <Bones rows={8} />
}

function InstrumentRecord({ instrument }: { instrument: Instrument }) {
  const t = useWords('instruments')
  const { kind, number } = instrument
  return (
    <RecordPage>
      <RecordHeader
        plain
        name={`${t(`kind_${kind}`)} ${number}`}
        chips={<InstrumentChip state={instrument.state} />}
        facts={
          <>
            <Go to={`/customers/${instrument.customerId}`} className="link">
              <Bdi>{instrument.customerName}</Bdi>
            </Go>
            {instrument.dueOn && <Day value={instrument.dueOn} weekday />}
          </>
        }
        actions={<Actions instrument={instrument} />}
      >
        <div>
          <p className="eyebrow">{t('amount')}</p>
          <Money value={instrument.amount} size="hero" />
        </div>
      </RecordHeader>
      <RecordBody sideLabel={t('details')} side={<Side instrument={instrument} />}>
        <div className={css['standing']}>
          <Standing instrument={instrument} />
        </div>
        {instrument.kind === 'note' && <Readiness instrument={instrument} />}
        <Purpose instrument={instrument} />
        <History instrument={instrument} />
      </RecordBody>
    </RecordPage>
  )
}

/** One sentence of what it does to the debt. */
function Standing({ instrument }: { instrument: Instrument }) {
  const t = useWords('instruments')
  const { kind, state, coversUntil, payment, replacedBy } = instrument
  if (payment)
    return (
      <Why>
        {t('became_payment')}{' '}
        <Go to={`/payments/${payment.id}`} className="link">
          <Code>{payment.number}</Code>
        </Go>
      </Why>
    )
  if (replacedBy)
    return (
      <Why>
        {t('took_its_place')}{' '}
        <Go to={`/instruments/${replacedBy.id}`} className="link">
          <Code>{replacedBy.number}</Code>
        </Go>
      </Why>
    )
  if (coversUntil)
    return (
      <Why>
        {t('debt_stands')} {t('covers_until')} <Day value={coversUntil} />.
      </Why>
    )
  if (state === 'bounced') return <Why>{t('bounced_hint')}</Why>
  return kind === 'cheque' ? null : <Why>{t(`stands_${kind}`)}</Why>
}

function Readiness({ instrument }: { instrument: Instrument }) {
  const t = useWords('instruments')
  if (!['active', 'protested'].includes(instrument.state)) return null
  const { missing } = instrument
  return (
    <Section title={t('readiness')} hint={missing.length === 0 ? t('is_ready') : t('not_ready')}>
      <ul className={css['checks']}>
        {executionNeeds.map((need) => (
          <li key={need} className={missing.includes(need) ? 'dim' : undefined}>
            {missing.includes(need) ? (
              <IconCircleDashed size={18} role="img" aria-label={t('lacks')} />
            ) : (
              <IconCircleCheck size={18} role="img" aria-label={t('has')} />
            )}
            {t(`need_${need}`)}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Purpose({ instrument }: { instrument: Instrument }) {
  const t = useWords('instruments')
  const { items } = instrument
  if (items.length === 0) return null
  return (
    <Section title={t('is_for')}>
      <Facts
        rows={items.map((item) => [
          item.number,
          item.invoiceId ? (
            <Go key={item.itemId} to={`/invoices/${item.invoiceId}`} className="link">
              <Money value={item.amount} />
            </Go>
          ) : (
            <Money key={item.itemId} value={item.amount} />
          ),
        ])}
      />
    </Section>
  )
}

function History({ instrument }: { instrument: Instrument }) {
  const t = useWords('instruments')
  return (
    <Section title={t('history')}>
      <ol className={css['history']}>
        {instrument.history.map((step, place) => (
          <li key={step.at + String(place)}>
            <span>
              {t(
                step.move
                  ? `did_${step.move}`
                  : place === instrument.history.length - 1
                    ? 'did_take'
                    : 'did_mend',
              )}
              {step.paymentId && step.paymentNumber && (
                <>
                  {' '}
                  <Go to={`/payments/${step.paymentId}`} className="link">
                    <Code>{step.paymentNumber}</Code>
                  </Go>
                </>
              )}
            </span>
            {step.reason && <Bdi>{step.reason}</Bdi>}
            <small>
              <Day value={step.on} near /> · <Bdi>{step.by}</Bdi> · <Moment value={step.at} />
            </small>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Side({ instrument }: { instrument: Instrument }) {
  const t = useWords('instruments')
  const said: readonly (readonly [string, string | null])[] = [
    [t('guarantee_kind'), instrument.guaranteeKind && t(`guarantee_${instrument.guaranteeKind}`)],
    [t(instrument.kind === 'guarantee' ? 'guarantor_bank' : 'issuer'), instrument.issuer],
    [t(`party_${instrument.kind}`), instrument.party],
    [t('guarantor'), instrument.guarantor],
    [t('place'), instrument.place],
    [t('nafith'), instrument.nafithRef],
    [t('execution_number'), instrument.executionNumber],
    [t('bank_account'), instrument.bankAccount],
    [t('note'), instrument.note],
  ]
  return (
    <div className={css['side']}>
      {instrument.file ? (
        <ReceiptSeen file={instrument.file} />
      ) : (
        <p className="dim">{t('no_file')}</p>
      )}
      <Facts
        rows={said.flatMap(([label, value]) =>
          value ? [[label, <Bdi key={label}>{value}</Bdi>] as const] : [],
        )}
      />
    </div>
  )
}

/** The likeliest move is the one filled button. */
const first: ReadonlySet<InstrumentMove> = new Set(['deposit', 'clear', 'pay', 'extend'])

function Actions({ instrument }: { instrument: Instrument }) {
  const t = useWords('instruments')
  const go = useGo()
  const may = useMay()
  const [asked, setAsked] = useState<InstrumentMove>()
  const [mending, setMending] = useState(false)
  const { id, kind, customerId, moves } = instrument
  const main = moves.find((move) => first.has(move))
  const start = (move: InstrumentMove) =>
    move === 'replace'
      ? go(`/instruments/new?kind=cheque&customer=${customerId}&replaces=${id}`)
      : setAsked(move)
  return (
    <>
      {moves
        .toSorted((a, b) => Number(b === main) - Number(a === main))
        .map((move) => (
          <Button
            key={move}
            variant={move === main ? 'filled' : 'default'}
            onClick={() => start(move)}
          >
            {t(`do_${move}`)}
          </Button>
        ))}
      {may('payments.instruments') && (
        <Button
          variant="default"
          leftSection={<IconPencil size={16} />}
          onClick={() => setMending(true)}
        >
          {t('mend')}
        </Button>
      )}
      {asked && (
        <MoveDialog instrument={instrument} move={asked} onClose={() => setAsked(undefined)} />
      )}
      {mending && (
        <MendDialog key={kind} instrument={instrument} onClose={() => setMending(false)} />
      )}
    </>
  )
}
