import { ActionIcon, Button, Menu, Modal, Select, Tooltip } from '@mantine/core'
import { IconZzz } from '@tabler/icons-react'
import type { UseMutationResult } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, weekdayOf } from '#core/day.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { instantAt } from '#web/instant.ts'
import { useToday, useZone } from '#web/me.tsx'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from './use-change.ts'

function usePresets() {
  const t = useWords('inbox')
  const today = useToday()
  const zone = useZone()
  // The week begins on Sunday.
  const toSunday = 7 - weekdayOf(today)
  const now = Date.now()
  const evening = instantAt(today, '16:00', zone)
  return [
    { label: t('snooze_hour'), until: new Date(now + 3_600_000).toISOString() },
    { label: t('snooze_three'), until: new Date(now + 3 * 3_600_000).toISOString() },
    ...(Date.parse(evening) - now > 3_600_000
      ? [{ label: t('snooze_evening'), until: evening }]
      : []),
    { label: t('snooze_tomorrow'), until: instantAt(addDays(today, 1), '09:00', zone) },
    { label: t('snooze_sunday'), until: instantAt(addDays(today, toSunday), '09:00', zone) },
  ]
}

/** Puts the conversation aside until a time; it comes back at once when the customer writes. */
export function SnoozeMenu({ detail }: { detail: ConversationDetail }) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const format = useFormat()
  const presets = usePresets()
  const [choosing, setChoosing] = useState(false)
  const { id } = detail
  const wake = useChange(() => client.inbox.setState({ id, state: 'open' }))
  const snooze: UseMutationResult<unknown, Error, string> = useChange(
    (until: string) => client.inbox.setState({ id, state: 'snoozed', until }),
    (_, until) => {
      setChoosing(false)
      const when = `${format.day(format.dayOf(until), { near: true })} ${format.clock(until)}`
      toast.said(t('snoozed_said', { when }), undefined, {
        label: ui('undo'),
        run: () => wake.mutate(undefined),
      })
    },
  )
  return (
    <>
      <Menu position="bottom-end">
        <Tooltip label={t('snooze')}>
          <Menu.Target>
            <ActionIcon
              aria-label={t('snooze')}
              aria-keyshortcuts="S"
              data-desk="snooze"
              loading={snooze.isPending || wake.isPending}
            >
              <IconZzz size={19} />
            </ActionIcon>
          </Menu.Target>
        </Tooltip>
        <Menu.Dropdown>
          {presets.map(({ label, until }) => (
            <Menu.Item key={label} onClick={() => snooze.mutate(until)}>
              {label}
              <span className="because">
                {format.day(format.dayOf(until), { near: true, weekday: true })}{' '}
                {format.clock(until)}
              </span>
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => setChoosing(true)}>{t('snooze_date')}</Menu.Item>
          {detail.state === 'snoozed' && (
            <Menu.Item onClick={() => wake.mutate(undefined)}>{t('wake')}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {choosing && (
        <Choose
          busy={snooze.isPending}
          onClose={() => setChoosing(false)}
          onChoose={(until) => snooze.mutate(until)}
        />
      )}
    </>
  )
}

const hours = Array.from({ length: 24 }, (_, hour) => String(hour))

type ChooseProps = Readonly<{
  busy: boolean
  onClose: () => void
  onChoose: (until: string) => void
}>

function Choose({ busy, onClose, onChoose }: ChooseProps) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const zone = useZone()
  const today = useToday()
  const [day, setDay] = useState<string | null>(addDays(today, 1))
  const [hour, setHour] = useState('9')
  const until = day ? instantAt(day, `${hour}:00`, zone) : null
  const past = until !== null && Date.parse(until) <= Date.now()
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('snooze_ask')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <DateInput
        label={t('day')}
        value={day}
        onChange={setDay}
        error={past ? t('snooze_past') : undefined}
      />
      <Select
        mt="sm"
        label={t('hour')}
        data={hours.map((value) => ({ value, label: `${value.padStart(2, '0')}:00` }))}
        value={hour}
        onChange={(value) => setHour(value ?? '9')}
      />
      <div className="form-acts">
        <Button
          loading={busy}
          disabled={!until || past}
          onClick={() => {
            if (until) onChoose(until)
          }}
        >
          {t('snooze')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
      </div>
    </Modal>
  )
}
