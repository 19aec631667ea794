import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AgencyDebtDetail } from '#core/collections/agency-desk-api.ts'
import { isWithAgency } from '#core/collections/agency-referral.ts'
import { api, client } from '#web/client.ts'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Facts, PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { RecordBody, RecordHeader, RecordPage } from '#web/ui/record/record.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Phone } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './agencies.module.css'
import { PaymentDialog, UpdateDialog } from './debt-dialogs.tsx'
import { Download, ReferralChip, ReportChip } from './parts.tsx'
import { Updates } from './updates.tsx'

/** One debt as its agency sees it. */
export function DebtPage() {
  const t = useWords('agencies')
  const id = useParam('id')
  const { data, error, refetch } = useQuery(
    api.collections.agencyDebt.queryOptions({ input: { id } }),
  )
  if (error)
    return (
      <Sheet label={t('debts')}>
        <PageHead title={t('debts')} />
        <Failed error={error} onRetry={() => void refetch()} />
      </Sheet>
    )
  return data ? <Debt debt={data} /> : <Bones rows={6} />
}

function Debt({ debt }: { debt: AgencyDebtDetail }) {
  const t = useWords('agencies')
  const [open, setOpen] = useState<'update' | 'payment' | null>(null)
  const close = () => setOpen(null)
  return (
    <RecordPage>
      <RecordHeader
        name={debt.customerName ?? t('over_name')}
        chips={<ReferralChip state={debt.state} />}
        actions={
          isWithAgency(debt.state) && (
            <>
              <Button onClick={() => setOpen('update')}>{t('add_update')}</Button>
              <Button variant="default" onClick={() => setOpen('payment')}>
                {t('report_payment')}
              </Button>
            </>
          )
        }
      >
        <div>
          <span className="muted">{t('left')}</span>
          <br />
          <Money value={debt.left} size="hero" />
        </div>
      </RecordHeader>
      <RecordBody side={<Contact debt={debt} />} sideLabel={t('contact')}>
        <Section title={t('invoices')}>
          <ul className={css['lines']}>
            {debt.items.map((item) => (
              <li key={item.itemId} className={css['line']}>
                <div>
                  <Code>{item.number}</Code>
                  <small>
                    <Day value={item.dueOn} />
                  </small>
                </div>
                <Money value={item.left} />
                <Download to={`/api/v1/agency/debts/${debt.id}/invoices/${item.invoiceId}/file`}>
                  {t('download_invoice', { number: item.number })}
                </Download>
              </li>
            ))}
          </ul>
        </Section>
        {debt.evidence && <EvidenceLink id={debt.id} />}
        <Section title={t('updates')}>
          <Updates updates={debt.updates} />
        </Section>
        <Came debt={debt} />
      </RecordBody>
      {open === 'update' && <UpdateDialog debt={debt} onClose={close} />}
      {open === 'payment' && <PaymentDialog debt={debt} onClose={close} />}
    </RecordPage>
  )
}

function EvidenceLink({ id }: { id: string }) {
  const t = useWords('agencies')
  const open = useChange(client.collections.agencyEvidence, ({ link }) =>
    window.location.assign(link),
  )
  return (
    <Section
      title={t('evidence')}
      actions={
        <Button variant="default" loading={open.isPending} onClick={() => open.mutate({ id })}>
          {t('evidence_download')}
        </Button>
      }
    >
      {null}
    </Section>
  )
}

function Contact({ debt: { contact } }: { debt: AgencyDebtDetail }) {
  const t = useWords('agencies')
  return (
    <Facts
      rows={[
        [t('contact_name'), <Bdi key="name">{contact.name ?? '—'}</Bdi>],
        [t('phone'), contact.phone ? <Phone key="phone" value={contact.phone} /> : '—'],
        [t('email'), <Bdi key="mail">{contact.email ?? '—'}</Bdi>],
        [t('registration'), contact.registration ?? '—'],
        [t('address'), contact.address ?? '—'],
      ]}
    />
  )
}

/** What the agency told of, and what is in the company's books of it. */
function Came({ debt }: { debt: AgencyDebtDetail }) {
  const t = useWords('agencies')
  return (
    <>
      <Section title={t('reported')}>
        {debt.payments.length === 0 && <p className="muted">{t('reported_none')}</p>}
        <ul className={css['lines']}>
          {debt.payments.map((report) => (
            <li key={report.id} className={css['line']}>
              <div>
                {t(report.to === 'us' ? 'place_us' : 'place_agency')}
                <small>
                  <Day value={report.paidOn} />
                </small>
                {report.reason && <small>{report.reason}</small>}
              </div>
              <Money value={report.amount} />
              <ReportChip state={report.state} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('received')}>
        {debt.received.length === 0 && <p className="muted">{t('received_none')}</p>}
        <ul className={css['lines']}>
          {debt.received.map((row) => (
            <li key={row.number} className={css['line']}>
              <div>
                <Code>{row.number}</Code>
                <small>
                  <Day value={row.paidOn} />
                </small>
              </div>
              <Money value={row.amount} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
