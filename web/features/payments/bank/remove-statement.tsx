import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { BankStatementRow } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { Question } from '#web/ui/question.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'

/** Takes a file back that was the wrong one; what stands against it, the server says. */
export function RemoveStatement({ row }: { row: BankStatementRow }) {
  const t = useWords('bank')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const remove = useChange(
    () => client.payments.removeStatement({ id: row.id }),
    () => toast.said(t('statement_removed')),
  )
  if (may('payments.bank') === undefined) return null
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconTrash size={15} />}
        aria-label={t('statement_remove_of', { name: row.fileName })}
        onClick={() => setAsking(true)}
      >
        {t('statement_remove')}
      </Button>
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('statement_remove_ask', { account: row.accountName })}
        yes={t('statement_remove_yes')}
        onYes={() => remove.mutate(undefined, { onSettled: () => setAsking(false) })}
        busy={remove.isPending}
        grave
      >
        <p>{t('statement_remove_hint')}</p>
      </Question>
    </>
  )
}
