import { Select } from '@mantine/core'
import type { ReachChannel } from '#core/contacts/customer.ts'
import { ReachAsked, type ReachPassed } from '#core/messaging/reach.ts'
import { useWords } from '#web/words.ts'

type Props = Readonly<{
  open: readonly ReachChannel[]
  /** The ways that are shut, each with what stands against it. */
  closed: readonly ReachPassed[]
  value: ReachAsked
  onChange: (value: ReachAsked) => void
}>

/** By which channel something goes: the best there is, or one by name; a way that is shut says why. */
export function ChannelChoice({ open, closed, value, onChange }: Props) {
  const t = useWords('messaging')
  const shut = closed.map(({ channel, why }) => ({
    value: channel,
    label: t('channel_shut', { channel: t(`channel_${channel}`), why: t(`passed_${why}`) }),
    disabled: true,
  }))
  return (
    <Select
      label={t('send_by')}
      mb={14}
      data={[
        ...(['best', ...open] as const).map((each) => ({
          value: each,
          label: t(`channel_${each}`),
          disabled: false,
        })),
        ...shut,
      ]}
      value={value}
      allowDeselect={false}
      onChange={(chosen) => onChange(ReachAsked.parse(chosen))}
    />
  )
}
