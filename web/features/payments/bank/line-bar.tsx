import { Button } from '@mantine/core'
import { IconChecks, IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { ListedLine } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './bank.module.css'
import { IgnoreDialog } from './ignore-dialog.tsx'

type Props = Readonly<{
  rows: readonly ListedLine[]
  ticked: ReadonlySet<string>
  onTicked: (ids: ReadonlySet<string>) => void
}>

/** So many are accepted at once; the rest stays for the next press. */
const mostAtOnce = 200

/** What can be done with many lines at once: with those that are ticked, else with all that are sure. */
export function LineBar({ rows, ticked, onTicked }: Props) {
  const t = useWords('bank')
  const may = useMay()
  const [ignoring, setIgnoring] = useState(false)
  const held = rows.filter(({ id }) => ticked.has(id))
  const sure = (ticked.size > 0 ? held : rows).filter(({ best }) => best?.sure).slice(0, mostAtOnce)
  const accept = useChange(
    (lines: readonly ListedLine[]) =>
      client.payments.matchSure({
        lines: lines.map(({ id }) => ({ lineId: id, newPaymentId: newId() })),
      }),
    ({ matched, left }) => {
      onTicked(new Set())
      toast.said(
        t('matched_many', { count: matched.length }),
        left.length > 0 ? t('left_many', { count: left.length }) : undefined,
      )
    },
  )
  if (may('payments.bank') === undefined || (sure.length === 0 && held.length === 0)) return null
  return (
    <div className={css['bar']}>
      {sure.length > 0 && (
        <Button
          size="compact-md"
          leftSection={<IconChecks size={16} />}
          loading={accept.isPending}
          onClick={() => accept.mutate(sure)}
        >
          {t('accept_sure', { count: sure.length })}
        </Button>
      )}
      {held.length > 0 && (
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconEyeOff size={16} />}
          onClick={() => setIgnoring(true)}
        >
          {t('ignore_many', { count: held.length })}
        </Button>
      )}
      {ignoring && (
        <IgnoreDialog
          ids={held.map(({ id }) => id)}
          onClose={() => setIgnoring(false)}
          onDone={() => onTicked(new Set())}
        />
      )}
    </div>
  )
}
