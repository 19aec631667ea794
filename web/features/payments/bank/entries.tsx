import { Button } from '@mantine/core'
import type { BankLine } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useDocumentName } from '../../ledger/index.ts'
import { useChange } from '../use-change.ts'
import css from './bank.module.css'

type Fitting = BankLine['entries'][number]
type Props = Readonly<{ line: BankLine; acts: boolean; onUndo: () => void; onDone: () => void }>

/** «مقيّد من قبل»: the entries in the books that a line may be; linking one books nothing. */
export function Entries({ line, acts, onUndo, onDone }: Props) {
  const t = useWords('bank')
  const link = useChange(
    (entryId: string) => client.payments.linkEntry({ id: line.id, entryId }),
    () => {
      toast.said(t('entry_linked_said'), undefined, { label: t('undo'), run: onUndo })
      onDone()
    },
  )
  if (line.entries.length === 0) return null
  return (
    <Section title={t('entries')} hint={t('entries_hint')}>
      <ol className={css['proposals']}>
        {line.entries.map((entry, at) => (
          <li key={entry.entryId}>
            <EntryCard entry={entry} />
            {acts && (
              <Button
                variant={at === 0 ? 'filled' : 'default'}
                size="compact-md"
                loading={link.isPending && link.variables === entry.entryId}
                disabled={link.isPending}
                onClick={() => link.mutate(entry.entryId)}
              >
                {t('entry_is_it')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}

function EntryCard({ entry }: { entry: Fitting }) {
  const documentName = useDocumentName()
  return (
    <>
      <div className={css['proposalHead']}>
        <span>{documentName(entry.documentKind)}</span>
        <EntryNumber id={entry.entryId} number={entry.entryNumber} />
        <span className={css['score']}>
          <Money value={entry.amount} />
        </span>
      </div>
      <p className="dim">
        {[entry.name, entry.memo].map(
          (words) =>
            words && (
              <span key={words}>
                <Bdi>{words}</Bdi> ·{' '}
              </span>
            ),
        )}
        <Day value={entry.postedOn} weekday />
      </p>
    </>
  )
}

type NumberProps = Readonly<{ id: string; number: string | null }>

/** The number of an entry; it leads to the entry for whoever reads the books. */
function EntryNumber({ id, number }: NumberProps) {
  const t = useWords('bank')
  const reads = useMay()('ledger.read') !== undefined
  const said = number === null ? t('is_entry') : <Code>{number}</Code>
  if (reads)
    return (
      <Go to={`/books/entries/${id}`} className="link">
        {said}
      </Go>
    )
  return number === null ? null : said
}

/** Which entry a line was linked to, and by whom. */
export function LinkedEntry({ entry }: { entry: NonNullable<BankLine['entry']> }) {
  const t = useWords('bank')
  const documentName = useDocumentName()
  return (
    <>
      {t('is_entry')} <EntryNumber id={entry.entryId} number={entry.entryNumber} /> ·{' '}
      {documentName(entry.documentKind)}
      {entry.name !== null && (
        <>
          {' '}
          · <Bdi>{entry.name}</Bdi>
        </>
      )}{' '}
      · {t('linked_by')} <Bdi>{entry.by}</Bdi>
    </>
  )
}

/** The same in a line of the list, in few words. */
export function EntryInList({ entry }: { entry: NonNullable<BankLine['entry']> }) {
  const t = useWords('bank')
  const documentName = useDocumentName()
  return (
    <>
      {t('line_entry')} {documentName(entry.documentKind)}{' '}
      {entry.name !== null && <Bdi>{entry.name}</Bdi>}
    </>
  )
}
