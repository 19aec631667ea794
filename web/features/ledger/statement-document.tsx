import type { StatementSection } from '#core/ledger/api.ts'
import { Go } from '#web/ui/link.tsx'
import { Code } from '#web/ui/text/text.tsx'
import { documentPath, useDocumentName } from './document-name.ts'
import css from './ledger.module.css'

type Movement = StatementSection['movements'][number]

/** Which document a line of a statement comes from, and the way to it. */
export function StatementDocument({
  row,
}: {
  row: Pick<Movement, 'documentKind' | 'documentId' | 'number'> & {
    reversal?: boolean
    memo?: string | null
  }
}) {
  const nameOf = useDocumentName()
  const to = documentPath(row.documentKind, row.documentId)
  return (
    <span className={css['what']}>
      {nameOf(row.documentKind, row.reversal)}
      {to ? (
        <Go to={to} className="link">
          <Code>{row.number}</Code>
        </Go>
      ) : (
        <Code>{row.number}</Code>
      )}
      {row.memo && <span className="muted">{row.memo}</span>}
    </span>
  )
}
