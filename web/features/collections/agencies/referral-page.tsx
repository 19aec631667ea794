import { Button, Modal, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { ReferralDetail, ReferralNotice } from '#core/collections/agency-api.ts'
import type { AgencyPayment } from '#core/collections/agency-money-api.ts'
import { isOver } from '#core/collections/agency-referral.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, Section } from '#web/ui/page.tsx'
import { RecordBody, RecordHeader, RecordPage } from '#web/ui/record/record.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './agencies.module.css'
import { Evidence } from './evidence.tsx'
import { ReadinessList, ReferralChip, ReportChip, useMayConfirm } from './parts.tsx'
import { Updates } from './updates.tsx'

/** One referral: what went out, what the agency says, what came, and how it is taken back. */
export function ReferralPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(
    api.collections.referral.queryOptions({ input: { id } }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <Referral referral={data} /> : <Bones rows={6} />
}

function Referral({ referral }: { referral: ReferralDetail }) {
  const t = useWords('agencies')
  const may = useMay()
  return (
    <RecordPage>
      <RecordHeader
        name={referral.customerName ?? '—'}
        chips={<ReferralChip state={referral.state} waits={referral.waitsForApproval} />}
        facts={
          <>
            <span>
              <Go to={`/agencies/${referral.agencyId}`}>
                <Bdi>{referral.agencyName}</Bdi>
              </Go>
            </span>
            <span>
              {t('notice')}: <Notice notice={referral.notice} />
            </span>
          </>
        }
        actions={<Acts referral={referral} />}
      >
        <div>
          <span className="muted">{t('left')}</span>
          <br />
          <Money value={referral.left} size="hero" />
        </div>
        <div>
          <span className="muted">{t('amount')}</span>
          <br />
          <Money value={referral.amount} />
        </div>
      </RecordHeader>
      <RecordBody side={<Side referral={referral} />} sideLabel={t('readiness')}>
        <Section title={t('invoices')}>
          <ul className={css['lines']}>
            {referral.items.map((item) => (
              <li key={item.itemId} className={css['line']}>
                <div>
                  <Go to={`/invoices/${item.invoiceId}`}>
                    <Code>{item.number}</Code>
                  </Go>
                  <small>
                    <Day value={item.dueOn} />
                  </small>
                </div>
                <Money value={item.left} />
              </li>
            ))}
          </ul>
        </Section>
        <Section title={t('updates')}>
          <Updates updates={referral.updates} />
        </Section>
        <Section title={t('reported')}>
          <Reports reports={referral.payments} />
        </Section>
        {may('collections.evidence') && (
          <Evidence customerId={referral.customerId} referralId={referral.id} />
        )}
      </RecordBody>
    </RecordPage>
  )
}

function Side({ referral }: { referral: ReferralDetail }) {
  const t = useWords('agencies')
  const day = (value: string | null) => value && <Day value={value} />
  const rows: [string, ReactNode][] = [
    [t('prepared_by'), <Bdi key="by">{referral.preparedBy}</Bdi>],
    [t('approved_by'), referral.approvedBy && <Bdi key="by">{referral.approvedBy}</Bdi>],
    [t('starts_on'), referral.startedOn === null && day(referral.effectiveOn)],
    [t('started_on'), day(referral.startedOn)],
    [t('ended_on'), day(referral.endedOn)],
    [t('reason'), referral.endReason ?? referral.reason],
  ]
  return (
    <>
      <Facts rows={rows.filter(([, value]) => value)} />
      <h2>{t('readiness')}</h2>
      <ReadinessList readiness={referral.readiness} />
    </>
  )
}

/** «أُرسل بالبريد»: whether the customer was told, by which way and when, or why not. */
function Notice({ notice }: { notice: ReferralNotice }) {
  const t = useWords('agencies')
  const say = useWords('messaging')
  const { state, channel, at, because } = notice
  return (
    <>
      {t(state === 'refused' ? `notice_refused_${because ?? 'no_way'}` : `notice_${state}`, {
        channel: channel ? say(`channel_${channel}`) : '',
      })}
      {at && (
        <small className="muted">
          {' '}
          <Moment value={at} />
        </small>
      )}
    </>
  )
}

function Acts({ referral }: { referral: ReferralDetail }) {
  const t = useWords('agencies')
  const may = useMay()
  const format = useFormat()
  const [asking, setAsking] = useState<'recall' | 'close' | null>(null)
  const approve = useChange(client.collections.approveReferral)
  const done = () => setAsking(null)
  const recall = useChange(client.collections.recallReferral, done)
  const close = useChange(client.collections.closeReferral, done)
  const { id } = referral
  const left = format.money(referral.left)
  if (isOver(referral.state)) return null
  return (
    <>
      {referral.waitsForApproval && may('collections.approve') && (
        <Button loading={approve.isPending} onClick={() => approve.mutate({ id })}>
          {t('approve')}
        </Button>
      )}
      {may('collections.refer') && (
        <>
          <Button variant="default" onClick={() => setAsking('recall')}>
            {t('recall')}
          </Button>
          {referral.startedOn && (
            <Button variant="default" onClick={() => setAsking('close')}>
              {t('close')}
            </Button>
          )}
        </>
      )}
      <WithReason
        open={asking !== null}
        onClose={done}
        title={
          asking === 'close' ? t('close_title') : t('recall_title', { agency: referral.agencyName })
        }
        hint={t(asking === 'close' ? 'close_hint' : 'recall_hint')}
        yes={t(asking === 'close' ? 'close_yes' : 'recall_yes', { amount: left })}
        busy={recall.isPending || close.isPending}
        onYes={(reason) =>
          asking === 'close'
            ? close.mutate({ id, outcome: 'uncollectable', reason })
            : recall.mutate({ id, reason })
        }
      />
    </>
  )
}

type WithReasonProps = Readonly<{
  open: boolean
  onClose: () => void
  title: string
  hint?: string
  yes: string
  busy: boolean
  onYes: (reason: string) => void
}>

/** Decides something that is kept with its reason. */
function WithReason({ open, onClose, title, hint, yes, busy, onYes }: WithReasonProps) {
  const t = useWords('agencies')
  const ui = useWords('ui')
  const [reason, setReason] = useState('')
  return (
    <Modal
      opened={open}
      onClose={onClose}
      size={460}
      title={title}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <form
        className={css['ask']}
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim() !== '') onYes(reason)
        }}
      >
        {hint && <p>{hint}</p>}
        <Textarea
          label={t('reason')}
          dir="auto"
          maxLength={400}
          autosize
          minRows={2}
          data-autofocus
          value={reason}
          onChange={({ currentTarget: { value } }) => setReason(value)}
        />
        <div className="form-acts">
          <Button type="submit" disabled={reason.trim() === ''} loading={busy}>
            {yes}
          </Button>
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** What an agency says that came, each to be confirmed or refused. */
export function Reports({
  reports,
  named = false,
}: {
  reports: readonly AgencyPayment[]
  named?: boolean
}) {
  const t = useWords('agencies')
  if (reports.length === 0) return <p className="muted">{t('reported_none')}</p>
  return (
    <ul className={css['lines']}>
      {reports.map((report) => (
        <Report key={report.id} report={report} named={named} />
      ))}
    </ul>
  )
}

function Report({ report, named }: { report: AgencyPayment; named: boolean }) {
  const t = useWords('agencies')
  const format = useFormat()
  const mayConfirm = useMayConfirm()
  const [newPaymentId] = useState(newId)
  const [refusing, setRefusing] = useState(false)
  const confirm = useChange(client.collections.confirmAgencyPayment, (made) =>
    toast.said(t('confirmed_said', { number: made.paymentNumber ?? '' })),
  )
  const refuse = useChange(client.collections.refuseAgencyPayment, () => setRefusing(false))
  const amount = format.money(report.amount)
  return (
    <li className={css['line']}>
      <div>
        {named && (
          <Go to={`/referrals/${report.referralId}`}>
            <Bdi>{report.customerName}</Bdi>
          </Go>
        )}
        <small>
          <Day value={report.paidOn} /> · {t(report.to === 'us' ? 'to_us' : 'to_agency')} ·{' '}
          <Bdi>{named ? report.agencyName : report.reportedBy}</Bdi> ·{' '}
          <Moment value={report.reportedAt} />
        </small>
        {report.file && (
          <a href={`/api/v1/agency-payments/${report.id}/file`} download dir="ltr">
            {report.file}
          </a>
        )}
        {report.reason && <small>{report.reason}</small>}
        {report.remitted && <small>{t('remitted')}</small>}
        {report.paymentId && report.paymentNumber && (
          <Go to={`/payments/${report.paymentId}`}>
            <Code>{report.paymentNumber}</Code>
          </Go>
        )}
      </div>
      <Money value={report.amount} />
      <ReportChip state={report.state} />
      {report.state === 'open' && mayConfirm && (
        <div className={css['acts']}>
          <Button
            variant="default"
            loading={confirm.isPending}
            onClick={() => confirm.mutate({ id: report.id, newPaymentId })}
          >
            {t('confirm', { amount })}
          </Button>
          <Button variant="subtle" onClick={() => setRefusing(true)}>
            {t('refuse')}
          </Button>
        </div>
      )}
      <WithReason
        open={refusing}
        onClose={() => setRefusing(false)}
        title={t('refuse_title')}
        yes={t('refuse_yes', { amount })}
        busy={refuse.isPending}
        onYes={(reason) => refuse.mutate({ id: report.id, reason })}
      />
    </li>
  )
}
