import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Concession } from '#core/collections/settlement-api.ts'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { AuditList } from '#web/ui/record/audit-list.tsx'
import { RecordBody, RecordHeader, RecordPage } from '#web/ui/record/record.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Moment, Percent } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import disputeCss from '../disputes/disputes.module.css'
import { ConcessionChip } from './concession-chip.tsx'
import { Acts } from './settlement-acts.tsx'

/** One settlement, waiver or write-off: how much, who agreed, what became of it. */
export function SettlementPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(
    api.collections.concession.queryOptions({ input: { id } }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <Shown concession={data} /> : <Bones rows={8} />
}

function Shown({ concession }: { concession: Concession }) {
  const t = useWords('settlements')
  const may = useMay()
  return (
    <RecordPage>
      <RecordHeader
        plain
        name={concession.customerName ?? ''}
        chips={<ConcessionChip state={concession.state} sentAt={concession.sentAt} />}
        facts={
          <>
            <Go to={`/customers/${concession.customerId}`} className="link">
              <Code>{concession.customerNumber}</Code>
            </Go>
            <span>{t(`kind_${concession.kind}`)}</span>
            {concession.number && <Code>{concession.number}</Code>}
          </>
        }
        actions={
          <>
            {may('collections.work') && (
              <Button component={Go} to={`/desk/${concession.customerId}`} variant="default">
                {t('to_desk')}
              </Button>
            )}
            {may('collections.concede') && <Acts concession={concession} />}
          </>
        }
      >
        <div>
          <p className="eyebrow">{t('waived')}</p>
          <Money value={concession.posted ?? concession.waived} size="hero" />
        </div>
        {concession.kind === 'settlement' && (
          <div>
            <p className="eyebrow">{t('pays')}</p>
            <Money value={concession.pay} size="title" />
          </div>
        )}
      </RecordHeader>
      <RecordBody sideLabel={t('facts')} side={<Side concession={concession} />}>
        <Standing concession={concession} />
        <Section title={t('invoices')}>
          <Items concession={concession} />
        </Section>
        {concession.recoveries.length > 0 && (
          <Section title={t('recoveries')}>
            <Recoveries concession={concession} />
          </Section>
        )}
        {may('audit.read') && (
          <Section title={t('history')}>
            <AuditList aboutId={concession.id} />
          </Section>
        )}
      </RecordBody>
    </RecordPage>
  )
}

/** Why it stands as it does. */
function Standing({ concession }: { concession: Concession }) {
  const t = useWords('settlements')
  const { state, approvers, mayApprove, endedBecause, endedBy } = concession
  const ended = ['refused', 'withdrawn', 'reversed', 'failed', 'declined'].includes(state)
  return (
    <div className={disputeCss['standing']}>
      <Why>
        <Bdi>{concession.reason}</Bdi>
      </Why>
      {state === 'proposed' && !mayApprove && (
        <Why>
          {approvers.length > 0
            ? t('waits_for', { who: approvers.join('، ') })
            : t('waits_for_nobody')}
        </Why>
      )}
      {ended && endedBecause && endedBecause !== 'bounced' && (
        <Why>{t('ended', { by: endedBy ?? '', because: endedBecause })}</Why>
      )}
    </div>
  )
}

function Items({ concession }: { concession: Concession }) {
  const t = useWords('settlements')
  return (
    <div className={disputeCss['scroll']}>
      <table className={disputeCss['table']}>
        <thead>
          <tr>
            <th>{t('number')}</th>
            <th>{t('due_on')}</th>
            <th className="num">{t('owed')}</th>
            <th className="num">{t('waived')}</th>
          </tr>
        </thead>
        <tbody>
          {concession.items.map((item) => (
            <tr key={item.itemId}>
              <td>
                <Go to={`/invoices/${item.invoiceId}`} className="link">
                  <Code>{item.number}</Code>
                </Go>
              </td>
              <td>
                <Day value={item.dueOn} />
              </td>
              <td className="num">
                <Money value={item.balance} />
              </td>
              <td className="num">
                <Money value={item.posted} dash />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Recoveries({ concession }: { concession: Concession }) {
  return (
    <table className={disputeCss['table']}>
      <tbody>
        {concession.recoveries.map((each) => (
          <tr key={each.id}>
            <td>
              <Code>{each.number}</Code>
            </td>
            <td>
              <Day value={each.on} />
            </td>
            <td>
              <Bdi>{each.by}</Bdi>
            </td>
            <td className="num">
              <Money value={each.amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Side({ concession }: { concession: Concession }) {
  const t = useWords('settlements')
  const rows: (readonly [string, ReactNode])[] = [
    [t('owed'), <Money key="o" value={concession.owed} />],
    [t('share'), <Percent key="p" value={concession.basisPoints / 10_000} />],
    [t('proposed_by'), <Bdi key="b">{concession.proposedBy}</Bdi>],
    [t('proposed_at'), <Moment key="a" value={concession.proposedAt} />],
  ]
  if (concession.kind === 'settlement')
    rows.push(
      [t('pay_by'), <Day key="d" value={concession.payBy ?? ''} weekday />],
      [t('last_day'), <Day key="l" value={concession.lastDay ?? ''} />],
      [t('came'), <Money key="c" value={concession.came} />],
    )
  if (concession.approvedBy)
    rows.push([t('approved_by'), <Bdi key="ab">{concession.approvedBy}</Bdi>])
  if (concession.sentAt) rows.push([t('sent_at'), <Moment key="s" value={concession.sentAt} />])
  if (concession.acceptedBy)
    rows.push([
      t('accepted_by'),
      concession.acceptedOn === 'page' ? (
        t('accepted_page')
      ) : (
        <Bdi key="cb">{concession.acceptedBy}</Bdi>
      ),
    ])
  if (concession.postedOn) rows.push([t('posted_on'), <Day key="po" value={concession.postedOn} />])
  if (concession.kind === 'write_off')
    rows.push([t('recovered'), <Money key="r" value={concession.recovered} />])
  if (concession.kind !== 'write_off') rows.push([t('booked_as'), t(`method_${concession.method}`)])
  if (concession.creditNumbers.length > 0)
    rows.push([t('credit_notes'), <Code key="cn">{concession.creditNumbers.join(' ')}</Code>])
  if (concession.entryId)
    rows.push([
      t('entry'),
      <Go key="e" to={`/journal/${concession.entryId}`} className="link">
        <Code>{concession.number ?? ''}</Code>
      </Go>,
    ])
  return <Facts rows={rows} />
}
