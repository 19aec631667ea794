import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ChannelTemplate } from '#core/messaging/templates-api.ts'
import { client } from '#web/client.ts'
import { useGo } from '#web/place.ts'
import { Question } from '#web/ui/question.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import { templatesPath } from './state.ts'

/** Takes a template out of use, whatever its state, after asking. */
export function RemoveTemplate({
  row,
}: {
  row: Pick<ChannelTemplate, 'id' | 'accountId' | 'name'>
}) {
  const t = useWords('messaging')
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const remove = useChange(
    () => client.messaging.removeChannelTemplate({ id: row.id }),
    () => {
      toast.said(t('template_removed'))
      go(`${templatesPath}?account=${row.accountId}`, { replace: true, sure: true })
    },
  )
  return (
    <>
      <Button variant="default" color="red" onClick={() => setAsking(true)}>
        {t('template_remove')}
      </Button>
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('template_remove_ask', { name: row.name })}
        yes={t('template_remove')}
        grave
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined)}
      >
        {t('template_remove_hint')}
      </Question>
    </>
  )
}
