import { Input, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import { Day } from '#core/day.ts'
import { LogTalk } from '#core/messaging/api.ts'
import { client } from '#web/client.ts'
import { clockOf, instantAt } from '#web/instant.ts'
import { useMay, useToday, useZone } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import {
  DateField,
  NumberField,
  SelectField,
  TextareaField,
  useField,
} from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Section } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from './use-change.ts'

const { of: Of, direction: Direction, minutes: Minutes, text: Text } = LogTalk.shape

const Talk = z.object({
  of: Of,
  direction: Direction,
  day: Day,
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  minutes: Minutes,
  text: Text,
})

/** What takes a while; a word on a network does not. */
const lasting: ReadonlySet<unknown> = new Set(['phone', 'meeting', 'visit', 'other'])

/** Writes down a call, a visit, a word on another network: it stands among the messages. */
export function LogForm({ customerId }: { customerId: string }) {
  const t = useWords('messaging')
  const may = useMay()
  const [id, setId] = useState(newId)
  if (!may('messaging.send')) return null
  return (
    <Section title={t('log_talk')}>
      <Talked key={id} id={id} customerId={customerId} onDone={() => setId(newId())} />
    </Section>
  )
}

type Props = Readonly<{ id: string; customerId: string; onDone: () => void }>

function Talked({ id, customerId, onDone }: Props) {
  const t = useWords('messaging')
  const zone = useZone()
  const today = useToday()
  const [now] = useState(() => clockOf(new Date().toISOString(), zone, 'latn'))
  const log = useChange((talk: LogTalk) => client.messaging.log(talk))
  const form = useForm({
    schema: Talk,
    initial: { of: 'phone', direction: 'in', day: today, time: now, text: '' },
    save: async ({ day, time, minutes, ...talk }) => {
      // Left as it stood, it was just now: by the server's clock, whatever this one says.
      const at = day === today && time === now ? undefined : instantAt(day, time, zone)
      const long = minutes !== undefined && lasting.has(talk.of) && { minutes }
      await log.mutateAsync({ id, customerId, ...talk, ...long, ...(at && { at }) })
      toast.said(t('log_saved'))
      onDone()
    },
  })
  return (
    <FormFields form={form} submit={t('log_talk')}>
      <Pair>
        <SelectField
          path="of"
          label={t('log_of')}
          options={Of.options.map((value) => ({ value, label: t(`log_${value}`) }))}
        />
        <Who />
      </Pair>
      <Pair>
        <DateField path="day" label={t('log_day')} />
        <Time />
      </Pair>
      {lasting.has(form.get('of')) && (
        <NumberField path="minutes" label={t('log_minutes')} optional />
      )}
      <TextareaField path="text" label={t('log_text')} rows={2} />
    </FormFields>
  )
}

function Who() {
  const t = useWords('messaging')
  const { value, set, props } = useField({ path: 'direction', label: t('log_who') })
  const label = `${props.id}-label`
  return (
    <Input.Wrapper id={props.id} label={props.label} labelElement="div" labelProps={{ id: label }}>
      <SegmentedControl
        fullWidth
        aria-labelledby={label}
        value={Direction.parse(value)}
        onChange={set}
        data={Direction.options.map((each) => ({ value: each, label: t(`log_${each}`) }))}
      />
    </Input.Wrapper>
  )
}

function Time() {
  const t = useWords('messaging')
  const { value, set, props } = useField({ path: 'time', label: t('log_time') })
  return (
    <TextInput
      {...props}
      type="time"
      className="ltr-input"
      value={typeof value === 'string' ? value : ''}
      onChange={({ currentTarget }) => set(currentTarget.value)}
    />
  )
}
