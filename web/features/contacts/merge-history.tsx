import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { MergeRow } from '#core/contacts/api.ts'
import type { Customer } from '#core/contacts/customer.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { Section } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { Bdi, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './contacts.module.css'
import { useChange } from './use-change.ts'

/** Every merge that touched this customer, standing or undone, the standing ones with the way back. */
export function MergeHistory({ customer }: { customer: Customer }) {
  const t = useWords('contacts')
  const [asked, setAsked] = useState<MergeRow | null>(null)
  const { data } = useQuery(api.contacts.merges.queryOptions({ input: { id: customer.id } }))
  const unmerge = useChange(
    ({ survivor, merged }: MergeRow) =>
      client.contacts.unmerge({ id: survivor.id, mergedId: merged.id }),
    (_, { merged }) => {
      setAsked(null)
      toast.said(t('unmerged_said', { name: merged.name }))
    },
  )
  if (!data || data.rows.length === 0) return null
  return (
    <Section title={t('merges')}>
      <ul className={css['merges']}>
        {data.rows.map((row) => (
          <Merge key={row.id} row={row} customerId={customer.id} onUndo={() => setAsked(row)} />
        ))}
      </ul>
      <Question
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={t('unmerge_ask', { name: asked?.merged.name ?? '' })}
        yes={t('unmerge_yes')}
        busy={unmerge.isPending}
        onYes={() => asked && unmerge.mutate(asked)}
      >
        {t('unmerge_hint')}
      </Question>
    </Section>
  )
}

type RowProps = Readonly<{ row: MergeRow; customerId: string; onUndo: () => void }>

function Merge({ row, customerId, onUndo }: RowProps) {
  const t = useWords('contacts')
  const by = useWords('ui')
  const merges = useMay()('contacts.merge') !== undefined
  const inward = row.merged.id !== customerId
  const other = inward ? row.merged : row.survivor
  const { name, number } = other
  return (
    <li>
      <div>
        <Bdi>{t(inward ? 'merged_into_this' : 'merged_into_other', { name, number })}</Bdi>
        <small>
          <Moment value={row.at} /> <Bdi>{by('by', { name: row.by })}</Bdi>
          {row.undoneAt && (
            <>
              {t('comma')}
              <Bdi>{t('merge_undone', { by: row.undoneBy ?? '' })}</Bdi>{' '}
              <Moment value={row.undoneAt} />
            </>
          )}
        </small>
      </div>
      {merges && row.undoneAt === null && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('unmerge', { name: row.merged.name })}
          onClick={onUndo}
        >
          {t('unmerge_yes')}
        </Button>
      )}
    </li>
  )
}
