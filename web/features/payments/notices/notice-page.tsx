import { Button, Checkbox, Modal, Textarea } from '@mantine/core'
import { IconArrowBackUp, IconMessage, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Notice } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { AuditList } from '#web/ui/record/audit-list.tsx'
import { RecordBody, RecordHeader, RecordPage } from '#web/ui/record/record.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import { ConfirmNotice } from './confirm-notice.tsx'
import { NoticeChip } from './notice-chip.tsx'
import { ReceiptSeen } from './notice-dialog.tsx'
import css from './notices.module.css'

/** One notice: the receipt, what it says, the bank's lines that may be it, and the decision. */
export function NoticePage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(api.payments.notice.queryOptions({ input: { id } }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <NoticeRecord notice={data} /> : <Bones rows={8} />
}

function NoticeRecord({ notice }: { notice: Notice }) {
  const t = useWords('bank')
  const may = useMay()
  return (
    <RecordPage>
      <RecordHeader
        plain
        name={notice.customerName}
        chips={<NoticeChip state={notice.state} />}
        facts={
          <>
            <Go to={`/customers/${notice.customerId}`} className="link">
              <Code>{notice.customerNumber}</Code>
            </Go>
            <Day value={notice.paidOn} weekday />
            <span>{t(`source_${notice.source}`)}</span>
            {notice.deposit && (
              <span>
                {t('said_for')}{' '}
                <Go to={`/deposits/${notice.deposit.id}`} className="link">
                  <Code>{notice.deposit.number}</Code>
                </Go>
              </span>
            )}
          </>
        }
        actions={<Actions notice={notice} />}
      >
        <div>
          <p className="eyebrow">{t('says_transferred')}</p>
          <Money value={notice.amount} size="hero" />
        </div>
      </RecordHeader>
      <RecordBody sideLabel={t('receipt')} side={<Side notice={notice} />}>
        <div className={css['standing']}>
          <Ended notice={notice} />
        </div>
        {notice.state === 'open' && may('payments.confirm') && <ConfirmNotice notice={notice} />}
        {may('audit.read') && (
          <Section title={t('history')}>
            <AuditList aboutId={notice.id} />
          </Section>
        )}
      </RecordBody>
    </RecordPage>
  )
}

function Ended({ notice }: { notice: Notice }) {
  const t = useWords('bank')
  const format = useFormat()
  if (notice.state === 'open')
    return <Why>{t(notice.deposit ? 'notice_waits' : 'notice_rests')}</Why>
  const said = {
    by: notice.endedBy ?? '',
    at: notice.endedAt ? format.day(format.dayOf(notice.endedAt)) : '',
  }
  return (
    <Why>
      {t(`ended_${notice.state}`, said)} {notice.reason && <Bdi>{notice.reason}</Bdi>}
      {notice.paymentId && (
        <Go to={`/payments/${notice.paymentId}`} className="link">
          <Code>{notice.paymentNumber ?? ''}</Code>
        </Go>
      )}
    </Why>
  )
}

function Side({ notice }: { notice: Notice }) {
  const t = useWords('bank')
  const rows: (readonly [string, React.ReactNode])[] = []
  if (notice.bank) rows.push([t('said_bank'), <Bdi key="b">{notice.bank}</Bdi>])
  if (notice.reference)
    rows.push([
      t('said_reference'),
      <Code key="r" copy>
        {notice.reference}
      </Code>,
    ])
  rows.push(
    [t('opened_by'), <Bdi key="o">{notice.openedBy}</Bdi>],
    [t('opened_at'), <Moment key="a" value={notice.openedAt} />],
  )
  if (notice.note) rows.push([t('note'), <Bdi key="n">{notice.note}</Bdi>])
  return (
    <div className={css['side']}>
      {notice.file ? <ReceiptSeen file={notice.file} /> : <p className="dim">{t('no_receipt')}</p>}
      <Facts rows={rows} />
    </div>
  )
}

function Actions({ notice }: { notice: Notice }) {
  const t = useWords('bank')
  const may = useMay()
  const [refusing, setRefusing] = useState(false)
  const withdraw = useChange(
    () => client.payments.withdrawNotice({ id: notice.id }),
    () => toast.said(t('notice_withdrawn_said')),
  )
  return (
    <>
      {notice.messageId && may('inbox.read') && (
        <Button
          component="a"
          variant="default"
          href={`/customers/${notice.customerId}/conversations`}
          leftSection={<IconMessage size={16} />}
        >
          {t('see_message')}
        </Button>
      )}
      {notice.state === 'open' && may('payments.notice') && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} />}
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate(undefined)}
        >
          {t('withdraw')}
        </Button>
      )}
      {notice.state === 'open' && may('payments.confirm') && (
        <Button
          variant="default"
          leftSection={<IconX size={16} />}
          onClick={() => setRefusing(true)}
        >
          {t('refuse')}
        </Button>
      )}
      {refusing && <Refuse notice={notice} onClose={() => setRefusing(false)} />}
    </>
  )
}

function Refuse({ notice, onClose }: { notice: Notice; onClose: () => void }) {
  const t = useWords('bank')
  const ui = useWords('ui')
  const [reason, setReason] = useState('')
  const [tell, setTell] = useState(true)
  const refuse = useChange(
    () => client.payments.refuseNotice({ id: notice.id, reason: reason.trim(), tell }),
    () => {
      toast.said(t('notice_refused_said'))
      onClose()
    },
  )
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('refuse_ask')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <Textarea
        label={t('refuse_reason')}
        description={tell ? t('refuse_reason_hint') : undefined}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        minRows={2}
        dir="auto"
        maxLength={500}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Checkbox
        mt="md"
        size="sm"
        label={t('refuse_tell')}
        checked={tell}
        onChange={(event) => setTell(event.currentTarget.checked)}
      />
      <div className="form-acts">
        <Button
          disabled={reason.trim() === ''}
          loading={refuse.isPending}
          onClick={() => refuse.mutate(undefined)}
        >
          {t('refuse_yes')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
      </div>
    </Modal>
  )
}
