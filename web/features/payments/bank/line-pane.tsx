import { Button } from '@mantine/core'
import { IconArrowBackUp, IconEyeOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BankLine } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useKeys } from '#web/keys.ts'
import { useMay } from '#web/me.tsx'
import { usePreferences } from '#web/preferences.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './bank.module.css'
import { ByHand } from './by-hand.tsx'
import { Entries, LinkedEntry } from './entries.tsx'
import { ExpenseForm } from './expense-form.tsx'
import { IgnoreDialog } from './ignore-dialog.tsx'
import { Proposals } from './proposals.tsx'
import type { Wanted } from './wanted.ts'

type Props = Readonly<{ id: string; onDone: () => void }>

/** One line: what the bank says of it, and whose it may be. */
export function LinePane({ id, onDone }: Props) {
  const { data, error, refetch } = useQuery(api.payments.bankLine.queryOptions({ input: { id } }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <Line line={data} onDone={onDone} /> : <Bones rows={6} />
}

function Line({ line, onDone }: { line: BankLine; onDone: () => void }) {
  const t = useWords('bank')
  const may = useMay()
  const acts = may('payments.bank') !== undefined
  const [ignoring, setIgnoring] = useState(false)
  const undo = useChange(
    () => client.payments.undoLine({ id: line.id }),
    () => toast.said(t('undone')),
  )
  const match = useChange(
    (wanted: Wanted) => client.payments.matchLine({ id: line.id, ...wanted }),
    ({ match: made }) => {
      toast.said(t('matched_said', { customer: made?.customerName ?? '' }), undefined, {
        label: t('undo'),
        run: () => undo.mutate(undefined),
      })
      onDone()
    },
  )
  const open = line.state === 'open'
  useKeys({
    ...(acts && open && { KeyI: () => setIgnoring(true) }),
    ...(acts && !open && { KeyU: () => undo.mutate(undefined) }),
  })
  return (
    <>
      <LineFacts line={line} />
      {!open && (
        <div className={css['alone']}>
          <Ended line={line} />
          {acts && (
            <div className="form-acts">
              <Button
                variant="default"
                leftSection={<IconArrowBackUp size={16} />}
                loading={undo.isPending}
                onClick={() => undo.mutate(undefined)}
              >
                {t(undoOf(line))}
              </Button>
            </div>
          )}
        </div>
      )}
      {open && (
        <Entries line={line} acts={acts} onUndo={() => undo.mutate(undefined)} onDone={onDone} />
      )}
      {open && line.amount.minor > 0 && (
        <>
          <Proposals line={line} busy={match.isPending} acts={acts} onMatch={match.mutate} />
          {acts && (
            <Section title={t('by_hand')} hint={t('by_hand_hint')}>
              <ByHand line={line} onMatch={match.mutate} />
            </Section>
          )}
        </>
      )}
      {acts && line.expenses && (
        <ExpenseForm
          line={line}
          expenses={line.expenses}
          onUndo={() => undo.mutate(undefined)}
          onDone={onDone}
        />
      )}
      {acts && open && (
        <div className={css['alone']}>
          <Button
            variant="default"
            leftSection={<IconEyeOff size={16} />}
            onClick={() => setIgnoring(true)}
          >
            {t('ignore')}
          </Button>
        </div>
      )}
      {ignoring && (
        <IgnoreDialog ids={[line.id]} onClose={() => setIgnoring(false)} onDone={onDone} />
      )}
    </>
  )
}

const undoOf = ({ match, expense, entry }: BankLine) => {
  if (expense) return 'undo_expense'
  if (entry) return 'undo_entry'
  return match?.booked ? 'undo_booked' : 'undo'
}

function LineFacts({ line }: { line: BankLine }) {
  const t = useWords('bank')
  const rows: (readonly [string, React.ReactNode])[] = [
    [t('booked_on'), <Day key="d" value={line.bookedOn} weekday />],
  ]
  if (line.counterparty) rows.push([t('counterparty'), <Bdi key="c">{line.counterparty}</Bdi>])
  if (line.reference)
    rows.push([
      t('said_reference'),
      <Code key="r" copy>
        {line.reference}
      </Code>,
    ])
  if (line.iban) rows.push([t('iban'), <Code key="i">{line.iban}</Code>])
  if (line.balance) rows.push([t('balance_after'), <Money key="b" value={line.balance} />])
  rows.push([t('account'), <Bdi key="a">{line.accountName}</Bdi>])
  return (
    <header className={css['lineHead']}>
      <Money value={line.amount} size="hero" />
      <p>
        <Bdi>{line.description}</Bdi>
      </p>
      <Facts rows={rows} />
    </header>
  )
}

function Ended({ line }: { line: BankLine }) {
  const t = useWords('bank')
  if (line.match)
    return (
      <Why>
        {t(line.match.booked ? 'is_booked' : 'is_linked', { by: line.match.by })}{' '}
        <Go to={`/customers/${line.match.customerId}`} className="link">
          <Bdi>{line.match.customerName}</Bdi>
        </Go>{' '}
        <Go to={`/payments/${line.match.paymentId}`} className="link">
          <Code>{line.match.paymentNumber}</Code>
        </Go>
      </Why>
    )
  if (line.expense) return <BookedAs expense={line.expense} />
  if (line.entry)
    return (
      <Why>
        <LinkedEntry entry={line.entry} />
      </Why>
    )
  if (line.state === 'ignored')
    return (
      <Why>
        {t('is_ignored')} <Bdi>{line.reason ?? ''}</Bdi>
      </Why>
    )
  return null
}

function BookedAs({ expense }: { expense: NonNullable<BankLine['expense']> }) {
  const t = useWords('bank')
  const { language } = usePreferences()
  const reads = useMay()('ledger.read') !== undefined
  const number = <Code>{expense.entryNumber}</Code>
  return (
    <Why>
      {t('is_expense', { by: expense.by })}{' '}
      <Bdi>{language === 'ar' ? expense.accountNameAr : expense.accountNameEn}</Bdi>{' '}
      {reads ? (
        <Go to={`/books/entries/${expense.entryId}`} className="link">
          {number}
        </Go>
      ) : (
        number
      )}
    </Why>
  )
}
