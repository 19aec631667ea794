import { Button, Checkbox, Menu, Textarea } from '@mantine/core'
import { IconCheck, IconClockPause, IconClockPlay, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { DisputeDetail } from '#core/collections/dispute-api.ts'
import type { NoticeFile } from '#core/payments/notice.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { AuditList } from '#web/ui/record/audit-list.tsx'
import { RecordBody, RecordHeader, RecordPage } from '#web/ui/record/record.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import { Attach } from './attach.tsx'
import { CloseDialog } from './close-dialog.tsx'
import { Age, AnswerBy, DisputeChip } from './dispute-chip.tsx'
import css from './disputes.module.css'

/** One objection: what it is about, by when it is answered, what was said, how it ended. */
export function DisputePage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(api.collections.dispute.queryOptions({ input: { id } }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <Shown dispute={data} /> : <Bones rows={8} />
}

function Shown({ dispute }: { dispute: DisputeDetail }) {
  const t = useWords('disputes')
  const may = useMay()
  return (
    <RecordPage>
      <RecordHeader
        plain
        name={dispute.customerName ?? ''}
        chips={<DisputeChip dispute={dispute} />}
        facts={
          <>
            <Go to={`/customers/${dispute.customerId}`} className="link">
              <Code>{dispute.customerNumber}</Code>
            </Go>
            <span>{t(`reason_${dispute.reason}`)}</span>
            <span>{t(`source_${dispute.source}`)}</span>
          </>
        }
        actions={
          dispute.closedAt === null && may('collections.dispute') && <Acts {...{ dispute }} />
        }
      >
        <div>
          <p className="eyebrow">{dispute.amount ? t('held_back') : t('whole')}</p>
          <Money value={dispute.amount ?? dispute.balance} size="hero" />
        </div>
      </RecordHeader>
      <RecordBody sideLabel={t('facts')} side={<Side dispute={dispute} />}>
        <Ended dispute={dispute} />
        <Section title={t('words')}>
          <Words dispute={dispute} />
        </Section>
        {may('audit.read') && (
          <Section title={t('history')}>
            <AuditList aboutId={dispute.id} />
          </Section>
        )}
      </RecordBody>
    </RecordPage>
  )
}

function Ended({ dispute }: { dispute: DisputeDetail }) {
  const t = useWords('disputes')
  const format = useFormat()
  if (dispute.closedAt === null) return null
  const said = { by: dispute.closedBy ?? '', day: format.day(format.dayOf(dispute.closedAt)) }
  return (
    <div className={css['standing']}>
      <Why>
        {t('ended', said)} {dispute.closingNote && <Bdi>{dispute.closingNote}</Bdi>}
      </Why>
    </div>
  )
}

function Side({ dispute }: { dispute: DisputeDetail }) {
  const t = useWords('disputes')
  const rows: (readonly [string, ReactNode])[] = [
    [
      t('invoice'),
      <Go key="i" to={`/invoices/${dispute.invoiceId}`} className="link">
        <Code>{dispute.invoiceNumber}</Code>
      </Go>,
    ],
    [t('answer_by'), <AnswerBy key="a" dispute={dispute} />],
    [t('age'), <Age key="g" since={dispute.openedAt} />],
    [t('owner'), dispute.owner ? <Bdi key="o">{dispute.owner.name}</Bdi> : t('nobody')],
    [t('opened'), <Moment key="m" value={dispute.openedAt} />],
    [t('opened_by'), <Bdi key="b">{dispute.openedBy}</Bdi>],
  ]
  if (dispute.credit)
    rows.push([
      t('credit_note'),
      <Go key="c" to={`/invoices/${dispute.credit.id}`} className="link">
        <Code>{dispute.credit.number}</Code> <Money value={dispute.credit.amount} />
      </Go>,
    ])
  return <Facts rows={rows} />
}

function Acts({ dispute }: { dispute: DisputeDetail }) {
  const t = useWords('disputes')
  const [closing, setClosing] = useState(false)
  const waits = dispute.state === 'waiting'
  const pause = useChange(
    waits ? client.collections.resumeDispute : client.collections.awaitCustomer,
    () => toast.said(t(waits ? 'resumed_said' : 'awaited_said')),
  )
  return (
    <>
      <Give dispute={dispute} />
      <Button
        variant="default"
        leftSection={waits ? <IconClockPlay size={16} /> : <IconClockPause size={16} />}
        loading={pause.isPending}
        onClick={() => pause.mutate({ id: dispute.id })}
      >
        {t(waits ? 'resume' : 'await')}
      </Button>
      <Button leftSection={<IconCheck size={16} />} onClick={() => setClosing(true)}>
        {t('close')}
      </Button>
      {closing && <CloseDialog dispute={dispute} onClose={() => setClosing(false)} />}
    </>
  )
}

function Give({ dispute }: { dispute: DisputeDetail }) {
  const t = useWords('disputes')
  const { data } = useQuery(api.collections.disputeRules.queryOptions({ input: {} }))
  const give = useChange(client.collections.giveDispute, () => toast.said(t('given_said')))
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconUserPlus size={16} />} loading={give.isPending}>
          {t('give')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(data?.people ?? []).map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => give.mutate({ id: dispute.id, ownerId: id })}>
            <Bdi>{name}</Bdi>
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => give.mutate({ id: dispute.id, ownerId: null })}>
          {t('nobody')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Words({ dispute }: { dispute: DisputeDetail }) {
  const t = useWords('disputes')
  const may = useMay()
  const first = dispute.note
    ? [
        {
          ...{ id: dispute.id, at: dispute.openedAt, by: dispute.openedBy, text: dispute.note },
          ...{ fromCustomer: dispute.source === 'pay_page', file: null },
        },
      ]
    : []
  const words = [...first, ...dispute.words]
  return (
    <>
      {words.length === 0 && <p className="muted">{t('words_none')}</p>}
      <ul className={css['list']}>
        {words.map((word) => (
          <li key={word.id} className={css['word']} data-customer={word.fromCustomer || undefined}>
            <small>
              {word.fromCustomer ? t('customer_said', { by: word.by }) : <Bdi>{word.by}</Bdi>}{' '}
              <Moment value={word.at} />
            </small>
            {word.text && <p dir="auto">{word.text}</p>}
            {word.file && (
              <a href={word.file.link} className="link" dir="ltr">
                {word.file.name}
              </a>
            )}
          </li>
        ))}
      </ul>
      {dispute.closedAt === null && may('collections.dispute') && (
        <Write key={dispute.words.length} id={dispute.id} />
      )}
    </>
  )
}

function Write({ id }: { id: string }) {
  const t = useWords('disputes')
  const [requestId] = useState(newId)
  const [text, setText] = useState('')
  const [file, setFile] = useState<NoticeFile>()
  const [fromCustomer, setFromCustomer] = useState(false)
  const add = useChange(client.collections.addDisputeWord, () => undefined)
  return (
    <div className={css['words']}>
      <Textarea
        label={t('write')}
        minRows={2}
        autosize
        dir="auto"
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Attach file={file} onFile={setFile} />
      <Checkbox
        size="sm"
        label={t('from_customer')}
        checked={fromCustomer}
        onChange={(event) => setFromCustomer(event.currentTarget.checked)}
      />
      <div>
        <Button
          variant="default"
          disabled={text.trim() === '' && !file}
          loading={add.isPending}
          onClick={() =>
            add.mutate({ id, requestId, text: text.trim(), fromCustomer, ...(file && { file }) })
          }
        >
          {t('add_word')}
        </Button>
      </div>
    </div>
  )
}
