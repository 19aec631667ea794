import { Button, SegmentedControl, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { LogTalk } from '#core/messaging/api.ts'
import { client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { Section } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from './use-change.ts'

const { of: Of, direction: Direction } = LogTalk.shape

/** Writes down a call, a visit, a word on another network: it stands among the messages. */
export function LogForm({ customerId }: { customerId: string }) {
  const t = useWords('messaging')
  const may = useMay()
  const [of, setOf] = useState<LogTalk['of']>('phone')
  const [direction, setDirection] = useState<LogTalk['direction']>('in')
  const [text, setText] = useState('')
  const [id, setId] = useState(newId)
  const log = useChange(
    () => client.messaging.log({ id, customerId, of, direction, text }),
    () => {
      setText('')
      setId(newId())
      toast.said(t('log_saved'))
    },
  )
  if (!may('messaging.send')) return null
  return (
    <Section title={t('log_talk')}>
      <Select
        label={t('log_of')}
        data={Of.options.map((value) => ({ value, label: t(`log_${value}`) }))}
        value={of}
        allowDeselect={false}
        onChange={(value) => setOf(Of.parse(value))}
      />
      <SegmentedControl
        mt={12}
        value={direction}
        onChange={(value) => setDirection(Direction.parse(value))}
        data={Direction.options.map((value) => ({ value, label: t(`log_${value}`) }))}
      />
      <Textarea
        mt={12}
        label={t('log_text')}
        value={text}
        autosize
        minRows={2}
        maxLength={4000}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <div className="form-acts">
        <Button onClick={() => log.mutate()} loading={log.isPending} disabled={text.trim() === ''}>
          {t('log_talk')}
        </Button>
      </div>
    </Section>
  )
}
