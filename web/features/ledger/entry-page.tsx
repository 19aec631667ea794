import { Button, Modal } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Account, JournalEntry } from '#core/ledger/api.ts'
import { api, client } from '#web/client.ts'
import { useMay, useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo, useParam } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, PageHead, Section, Sheet } from '#web/ui/page.tsx'
import stacked from '#web/ui/stacked.module.css'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Ltr, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { BooksTabs } from './books-tabs.tsx'
import { documentPath, useDocumentName } from './document-name.ts'
import css from './ledger.module.css'
import { useChange } from './use-change.ts'

/** An account's name in the reader's language. */
export function useAccountName(): (account: Pick<Account, 'nameAr' | 'nameEn'>) => string {
  const { language } = usePreferences()
  return ({ nameAr, nameEn }) => (language === 'ar' ? nameAr : nameEn)
}

/** One posted entry with its lines; what was written by hand may be reversed here. */
export function EntryPage() {
  const t = useWords('ledger')
  const id = useParam('id')
  const writes = useMay()('ledger.journal') !== undefined
  const [asking, setAsking] = useState(false)
  const { data, error, refetch } = useQuery(api.ledger.entry.queryOptions({ input: { id } }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={8} />
  const reversible = writes && data.kind === 'manual' && data.reversedBy === null
  return (
    <Sheet label={t('journal')}>
      <PageHead
        title={t('entry', { number: data.number })}
        actions={
          reversible && (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={16} />}
              onClick={() => setAsking(true)}
            >
              {t('reverse')}
            </Button>
          )
        }
      >
        {data.memo}
      </PageHead>
      <BooksTabs />
      <Linked entry={data} />
      <Lines entry={data} />
      <Section title={t('source')}>
        <EntryFacts entry={data} />
      </Section>
      {asking && <Reversal entry={data} onClose={() => setAsking(false)} />}
    </Sheet>
  )
}

function Linked({ entry }: Readonly<{ entry: JournalEntry }>) {
  const t = useWords('ledger')
  const other = entry.reverses ?? entry.reversedBy
  if (other === null) return null
  return (
    <p className={css['note']} style={{ marginBlockStart: 12 }}>
      {entry.reverses ? t('is_reversal') : t('was_reversed')}{' '}
      <Go to={`/books/entries/${other}`} className="link">
        {t('see_it')}
      </Go>
    </p>
  )
}

function Document({ entry }: Readonly<{ entry: JournalEntry }>) {
  const nameOf = useDocumentName()
  const to = documentPath(entry.documentKind, entry.documentId)
  const name = (
    <>
      {nameOf(entry.documentKind)} <Code>{entry.number}</Code>
    </>
  )
  return to ? (
    <Go to={to} className="link">
      {name}
    </Go>
  ) : (
    name
  )
}

function EntryFacts({ entry }: Readonly<{ entry: JournalEntry }>) {
  const t = useWords('ledger')
  return (
    <Facts
      rows={[
        [t('document'), <Document key="document" entry={entry} />],
        [t('posted_on'), <Day key="day" value={entry.postedOn} full />],
        [t('recorded'), <Moment key="at" value={entry.recordedAt} />],
        [t('by'), <Bdi key="by">{entry.by}</Bdi>],
        ...(entry.rate === '1' ? [] : [[t('rate'), <Ltr key="rate">{entry.rate}</Ltr>] as const]),
      ]}
    />
  )
}

function Lines({ entry }: Readonly<{ entry: JournalEntry }>) {
  const t = useWords('ledger')
  const accountName = useAccountName()
  const foreign = entry.lines.some(({ amount, base }) => amount.currency !== base.currency)
  const side = (amount: JournalEntry['amount'], sign: 1 | -1) => ({
    ...amount,
    minor: Math.max(0, sign * amount.minor),
  })
  return (
    <div className={css['scroll']}>
      <table className={`${css['table']} ${stacked['stacked']}`}>
        <thead>
          <tr>
            <th scope="col">{t('account')}</th>
            <th scope="col">{t('memo')}</th>
            <th scope="col" className="num">
              {t('debit')}
            </th>
            <th scope="col" className="num">
              {t('credit')}
            </th>
            {foreign && (
              <th scope="col" className="num">
                {t('in_base')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {entry.lines.map((line) => (
            <tr key={line.id}>
              <td data-name="">
                <Go to={`/books/accounts/${line.account.id}`} className="link">
                  <Code quiet>{line.account.code}</Code> {accountName(line.account)}
                </Go>
              </td>
              <td data-name="">
                {line.partyId && (
                  <Go to={`/customers/${line.partyId}`} className="link">
                    <Bdi>{line.partyName ?? '—'}</Bdi>
                  </Go>
                )}{' '}
                {line.memo && <Bdi>{line.memo}</Bdi>}
              </td>
              <td className="num" data-label={t('debit')}>
                <Money value={side(line.amount, 1)} dash />
              </td>
              <td className="num" data-label={t('credit')}>
                <Money value={side(line.amount, -1)} dash />
              </td>
              {foreign && (
                <td className="num" data-label={t('in_base')}>
                  <Money value={line.base} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={2}>{t('total')}</td>
            <td className="num" data-label={t('debit')}>
              <Money value={entry.amount} />
            </td>
            <td className="num" data-label={t('credit')}>
              <Money value={entry.amount} />
            </td>
            {foreign && <td />}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Reversal({ entry, onClose }: Readonly<{ entry: JournalEntry; onClose: () => void }>) {
  const t = useWords('ledger')
  const ui = useWords('ui')
  const go = useGo()
  const today = useToday()
  const [requestId] = useState(newId)
  const [on, setOn] = useState(today)
  const reverse = useChange(
    () => client.ledger.reverseEntry({ id: entry.id, requestId, on }),
    (made) => {
      toast.said(t('reverse_done', { number: entry.number }))
      go(`/books/entries/${made.id}`)
    },
  )
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('reverse_ask', { number: entry.number })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <p className="muted">{t('reverse_hint')}</p>
      <DateInput label={t('reverse_on')} value={on} onChange={(day) => day && setOn(day)} />
      <div className="form-acts">
        <Button loading={reverse.isPending} onClick={() => reverse.mutate(undefined)}>
          {t('reverse')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {ui('keep_it')}
        </Button>
      </div>
    </Modal>
  )
}
