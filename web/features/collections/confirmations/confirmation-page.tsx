import { useQuery } from '@tanstack/react-query'
import type { ConfirmationRecord } from '#core/collections/confirmation-api.ts'
import { PassedWhy } from '#core/messaging/reach.ts'
import type { Money as Amount } from '#core/money.ts'
import { api } from '#web/client.ts'
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
import { useWords } from '#web/words.ts'
import { Actions } from './confirmation-acts.tsx'
import { ConfirmationChip } from './confirmation-chip.tsx'
import css from './confirmations.module.css'

/** One balance confirmation: what was asked, what they answered, and who said so. */
export function ConfirmationPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(
    api.collections.confirmation.queryOptions({ input: { id } }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <Confirmation of={data} /> : <Bones rows={8} />
}

type Of = Readonly<{ of: ConfirmationRecord }>

function Confirmation({ of }: Of) {
  const t = useWords('confirmations')
  const may = useMay()
  return (
    <RecordPage>
      <RecordHeader
        plain
        name={t('confirmation_of', { customer: `\u2068${of.customerName ?? ''}\u2069` })}
        chips={<ConfirmationChip state={of.state} settled={of.settled !== null} />}
        facts={
          <>
            <Go to={`/customers/${of.customerId}/statement`} className="link">
              <Bdi>{of.customerName}</Bdi>
            </Go>
            <Day value={of.asOf} />
          </>
        }
        actions={<Actions of={of} />}
      >
        <div className={css['figures']}>
          <Figure label={t('balance')} amounts={of.balances} />
          {of.theirs.length > 0 && <Figure label={t('theirs')} amounts={of.theirs} />}
          {of.differences.length > 0 && <Figure label={t('difference')} amounts={of.differences} />}
        </div>
      </RecordHeader>
      <RecordBody sideLabel={t('facts')} side={<Side of={of} />}>
        <Section title={t('answered')}>
          <Standing of={of} />
          <Answer of={of} />
        </Section>
        <Section title={t('items')}>
          <Items of={of} />
        </Section>
        {may('audit.read') && (
          <Section title={t('history')}>
            <AuditList aboutId={of.id} />
          </Section>
        )}
      </RecordBody>
    </RecordPage>
  )
}

function Figure({ label, amounts }: { label: string; amounts: readonly Amount[] }) {
  return (
    <div>
      <p className="eyebrow">{label}</p>
      {amounts.map((amount) => (
        <Money key={amount.currency} value={amount} size="hero" />
      ))}
    </div>
  )
}

/** What its state means, and what to do now. */
function Standing({ of }: Of) {
  const t = useWords('confirmations')
  const messaging = useWords('messaging')
  const format = useFormat()
  const { state, settled, answerBy, unsentWhy } = of
  if (settled) return <Why>{t('settled_by', { by: settled.by, note: settled.note })}</Why>
  if (state === 'sent' || state === 'opened')
    return <Why>{t('says_asked', { day: format.day(answerBy, { weekday: true }) })}</Why>
  if (state !== 'unsent') return <Why>{t(`says_${state}`)}</Why>
  const why = PassedWhy.safeParse(unsentWhy)
  const said = messaging(`passed_${why.success ? why.data : 'no_address'}`)
  return <Why>{t('says_unsent', { why: said })}</Why>
}

function Answer({ of: { answer } }: Of) {
  const t = useWords('confirmations')
  if (!answer) return null
  return (
    <div className={css['answer']}>
      <Facts
        rows={[
          [t('by'), <Bdi key="by">{answer.by}</Bdi>],
          [t('position'), <Bdi key="as">{answer.position}</Bdi>],
          [t('answered'), <Moment key="at" value={answer.at} />],
          ...(answer.address === null
            ? []
            : [[t('address'), <Code key="from">{answer.address}</Code>] as const]),
          ...(answer.because === ''
            ? []
            : [[t('because'), <Bdi key="why">{answer.because}</Bdi>] as const]),
          ...(answer.file === null
            ? []
            : [
                [
                  t('file'),
                  <a key="file" className="link" href={answer.file.link} dir="ltr">
                    {answer.file.name}
                  </a>,
                ] as const,
              ]),
          ...(answer.disputes.length === 0
            ? []
            : [
                [
                  t('disputes'),
                  <span key="disputes" className={css['sums']}>
                    {answer.disputes.map(({ id, number }) => (
                      <Go key={id} to={`/disputes/${id}`} className="link">
                        <Code>{number}</Code>
                      </Go>
                    ))}
                  </span>,
                ] as const,
              ]),
        ]}
      />
    </div>
  )
}

function Items({ of: { items } }: Of) {
  const t = useWords('confirmations')
  if (items.length === 0) return <p className="dim">{t('items_none')}</p>
  return (
    <div className={css['scroll']}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('number')}</th>
            <th scope="col">{t('due')}</th>
            <th scope="col" className="num">
              {t('left')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.itemId}>
              <td>
                <Code>{item.number}</Code>
              </td>
              <td>
                <Day value={item.dueOn} />
              </td>
              <td className="num">
                <Money value={item.balance} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Side({ of }: Of) {
  const t = useWords('confirmations')
  const none = <span className="muted">—</span>
  const moment = (at: string | null) => (at === null ? none : <Moment value={at} />)
  return (
    <Facts
      rows={[
        [t('as_of'), <Day key="as_of" value={of.asOf} />],
        [t('answer_by'), <Day key="answer_by" value={of.answerBy} weekday />],
        [t('asked_by'), <Bdi key="asked_by">{of.askedBy}</Bdi>],
        [t('asked'), moment(of.askedAt)],
        [t('sent'), moment(of.sentAt)],
        [t('opened'), moment(of.openedAt)],
        [
          t('remind_on'),
          of.remindOn === null ? (
            t('reminded', { times: of.reminded })
          ) : (
            <Day key="remind_on" value={of.remindOn} near weekday />
          ),
        ],
        [t('owner'), of.owner === null ? t('no_owner') : <Bdi key="owner">{of.owner.name}</Bdi>],
      ]}
    />
  )
}
